using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Keys that several presets have, and what is made of them.</summary>
internal static class CommonKeys
{
    private const int MostSteps = 10_000;

    private static readonly TimeSpan ShortestDay = TimeSpan.FromHours(1);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);
    public static readonly TimeSpan Year = TimeSpan.FromDays(360);

    /// <summary>The keys of a linear ramp, for rules whose vendor leaves the ramp open.</summary>
    public static readonly ImmutableArray<RuleKey> Linear =
    [
        RuleKey.Duration("over", 2 * Day, Minute, Year, "The time from the publication to 100 %.").OfRamp(),
        RuleKey.Duration("every", TimeSpan.FromHours(1), Minute, 30 * Day, "The time between two steps.").OfRamp(),
    ];

    /// <summary>The keys of a person who takes a brake's decision.</summary>
    public static readonly ImmutableArray<RuleKey> Person =
    [
        RuleKey.Duration(
            "told-after", TimeSpan.FromMinutes(30), TimeSpan.Zero, 30 * Day,
            "The time from the brake's decision to the message that reaches a person."),
        RuleKey.Duration(
            "decides-after", TimeSpan.FromHours(4), TimeSpan.Zero, 30 * Day,
            "The working time from the message to the person's decision."),
        RuleKey.Duration(
            "work-from", TimeSpan.FromHours(9), TimeSpan.Zero, Day, "When the working day starts, in UTC."),
        RuleKey.Duration(
            "work-to", TimeSpan.FromHours(17), TimeSpan.Zero, Day,
            "When the working day ends, in UTC; equal to its start, the person works around the clock."),
        RuleKey.Flag("weekends", true, "Whether the person works on Saturdays and Sundays."),
    ];

    public static RuleKey Alpha(double value) => RuleKey.Number(
        "alpha", value, 0.000001, 0.5, "The chance that a release that does no harm is ever halted.");

    public static StepsRamp LinearRamp(RuleParameters keys) =>
        new("linear", StepsRamp.Equal(keys.Duration("over"), keys.Duration("every")));

    public static StepsRamp AllAtOnce => new("all-at-once", [new(TimeSpan.Zero, 100)]);

    public static PersonInChain PersonOf(RuleParameters keys) => new(
        keys.Duration("told-after"), keys.Duration("decides-after"), keys.Duration("work-from"),
        keys.Duration("work-to"), keys.Flag("weekends"));

    /// <summary>Common keys that do not fit each other; null when they do.</summary>
    public static RuleBuilding.Refused? Refusal(IReadOnlyDictionary<string, RuleValue> keys)
    {
        if (keys.TryGetValue("work-from", out var from) && keys.TryGetValue("work-to", out var to)
            && from is RuleValue.Duration start && to is RuleValue.Duration end && end.Value != start.Value
            && end.Value - start.Value < ShortestDay)
        {
            return new("work-to", $"'work-to' is {to}; allowed: 'work-from', {from}, or an hour later and more.");
        }

        return keys.TryGetValue("over", out var over) && keys.TryGetValue("every", out var every)
            && over is RuleValue.Duration whole && every is RuleValue.Duration step
            && (step.Value > whole.Value || whole.Value / step.Value > MostSteps)
            ? new("every", $"'every' is {every}; allowed: 1 to {MostSteps} steps within 'over', {over}.")
            : null;
    }
}
