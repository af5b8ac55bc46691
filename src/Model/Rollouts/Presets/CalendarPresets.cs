using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Ramps by the calendar.</summary>
internal static class CalendarPresets
{
    private static readonly RuleKey HoldAboveRefused = RuleKey.Percent(
        "hold-above-refused", 100,
        "The ramp holds while more than this share of the ticket requests since the last step was refused; at 100 % it "
        + "never does.");

    private static readonly RulePreset AllAtOnce = new(
        "all-at-once", "Every device is offered the release at its publication.", "no stages",
        [],
        _ => new Rule("all-at-once", new StepsRamp("all-at-once", [new(TimeSpan.Zero, 100)]), []));

    private static readonly RulePreset Linear = new(
        "linear", "Equal steps from the publication to 100 %.", "after Fedora CoreOS: over 24, 48 or 72 hours",
        [.. CommonKeys.Linear, HoldAboveRefused],
        keys => new Rule("linear", CommonKeys.LinearRamp(keys), Brakes(keys)));

    private static readonly RulePreset Phased = new(
        "phased", "Steps by the calendar, which hold while too many ticket requests are refused.",
        "the founding documents",
        [
            RuleKey.Steps(
                "steps",
                [
                    new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(6), 10), new(TimeSpan.FromHours(24), 50),
                    new(TimeSpan.FromHours(48), 100),
                ],
                "Percentages by the time since the publication."),
            HoldAboveRefused,
        ],
        keys => new Rule("phased", new StepsRamp("phased", keys.Steps("steps")), Brakes(keys)));

    public static readonly ImmutableArray<RulePreset> All = [AllAtOnce, Linear, Phased];

    private static ImmutableArray<IBrake> Brakes(RuleParameters keys) =>
        keys.Number(HoldAboveRefused.Name) < 100 ? [new RefusedTickets(keys.Number(HoldAboveRefused.Name))] : [];
}
