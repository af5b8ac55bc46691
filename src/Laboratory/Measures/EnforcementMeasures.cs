using RsrActors.Model.Scenarios;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Reports.Figures;

namespace RsrActors.Laboratory.Measures;

/// <summary>
/// What the first enforcement of a scenario's script comes to at its deadline. Its devices are the eligible managed
/// ones (<see cref="EnforcementFigures.Devices"/>).
/// </summary>
internal static class EnforcementMeasures
{
    /// <summary>Before the deadline forces a restart.</summary>
    public static Measure BeforeDeadline { get; } = Of(
        "before-deadline",
        "Share of the eligible managed devices that had the enforced release before the deadline; of the first "
        + "enforcement.",
        TimeSpan.Zero, static one => one.Before);

    /// <summary>After the deadline has restarted the devices that it could restart.</summary>
    public static Measure HourAfterDeadline { get; } = Of(
        "hour-after-deadline",
        "Share of the eligible managed devices that had the enforced release an hour after the deadline; of the first "
        + "enforcement.",
        TimeSpan.FromHours(1), static one => one.HourAfter);

    /// <param name="after">When the devices are counted, after the deadline; the run ends later.</param>
    private static Measure Of(string name, string meaning, TimeSpan after, Func<EnforcementFigures, long?> count) =>
        new(name, "share", Better.Larger, MeasureKind.Amount, meaning, run => ShareOfFirst(run.Report, count))
        {
            AppliesTo = scenario => FirstIn(scenario) switch
            {
                { Command: OperatorCommand.Enforce order, At: var at } => at + order.Within + after <= scenario.End,
                { Command: OperatorCommand.EnforceBy order } =>
                    order.HasPassed(scenario.Start + scenario.Duration - after),
                _ => false,
            },
            Needs = "a scenario whose script enforces a release, with a deadline before its end",
        };

    /// <summary>In the order of time, as reports list them; null when there is none.</summary>
    private static ScriptedCommand? FirstIn(Scenario scenario) => scenario.Script
        .Where(scripted => scripted.Command is OperatorCommand.Enforce or OperatorCommand.EnforceBy)
        .MinBy(scripted => scripted.At);

    /// <summary>NaN when the enforcement has no devices, or they were not counted.</summary>
    private static double ShareOfFirst(Report report, Func<EnforcementFigures, long?> count) =>
        report.Enforcements.FirstOrDefault() is { Devices: > 0 and var devices } first && count(first) is { } part
            ? (double)part / devices
            : double.NaN;
}
