using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Ramps by the calendar.</summary>
internal static class CalendarPresets
{
    private static readonly RulePreset AllAtOnce = new(
        "all-at-once", "Every device is offered the release at its publication.", "no stages",
        [],
        _ => new Rule("all-at-once", new StepsRamp("all-at-once", [new(TimeSpan.Zero, 100)]), []));

    private static readonly RulePreset Linear = new(
        "linear", "Equal steps from the publication to 100 %.", "after Fedora CoreOS: over 24, 48 or 72 hours",
        CommonKeys.Linear,
        keys => new Rule("linear", CommonKeys.LinearRamp(keys), []));

    private static readonly RulePreset Phased = new(
        "phased", "Steps by the calendar.", "the founding documents",
        [
            RuleKey.Steps(
                "steps",
                [
                    new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(6), 10), new(TimeSpan.FromHours(24), 50),
                    new(TimeSpan.FromHours(48), 100),
                ],
                "Percentages by the time since the publication.").OfRamp(),
        ],
        keys => new Rule("phased", new StepsRamp("phased", keys.Steps("steps")), []));

    private static readonly RulePreset RefusedTicketsPreset = new(
        "refused-tickets", "A linear ramp that holds while too many ticket requests are refused.",
        "the founding documents",
        [
            .. CommonKeys.Linear,
            RuleKey.Percent(
                "above", 20,
                "The ramp holds while more than this share of the ticket requests since the last step was refused."),
        ],
        keys => new Rule(
            "refused-tickets", CommonKeys.LinearRamp(keys), [new RefusedTickets(keys.Number("above"))]));

    public static readonly ImmutableArray<RulePreset> All = [AllAtOnce, Linear, Phased, RefusedTicketsPreset];
}
