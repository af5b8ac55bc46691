using RsrActors.Model.Scenarios;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Reports.Figures;

namespace RsrActors.Laboratory.Measures;

/// <summary>Which values a measure has.</summary>
public enum MeasureKind
{
    /// <summary>A number that every run has.</summary>
    Amount,

    /// <summary>The time until something happens; +infinity when it does not happen by the end of the run.</summary>
    Time,

    /// <summary>1 when it is so, 0 when it is not.</summary>
    YesNo,
}

/// <summary>One number of a finished run.</summary>
/// <param name="Name">Its column, and its name in options and experiments.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Value">
/// Called for runs of scenarios to which the measure applies; NaN when this run has no value.
/// </param>
public sealed record Measure(
    string Name, string Unit, Better Better, MeasureKind Kind, string Meaning, Func<MeasuredRun, double> Value)
{
    /// <summary>
    /// The smallest value that a run can have, in the unit of the measure; intervals of means and medians do not begin
    /// below it. Negative infinity when there is none, or it is not known.
    /// </summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>
    /// Of a time: how long it would have been, had it come at the very end of a run. That is what a time that never
    /// came counts as in means, which gives the restricted mean of survival analysis.
    /// </summary>
    public Func<Scenario, TimeSpan> Longest { get; init; } = static scenario => scenario.Duration;

    /// <summary>Whether its direction holds only where a release does harm: to halt another one is no gain.</summary>
    public bool IsOfHarm { get; init; }

    /// <summary>Whether some values of a scenario's runs are better than others.</summary>
    public bool IsJudgedIn(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return !IsOfHarm || scenario.HarmfulReleases.Any();
    }

    /// <summary>Whether runs of a scenario have it.</summary>
    public Func<Scenario, bool> AppliesTo { get; init; } = static _ => true;

    /// <summary>The scenarios to which it applies, for messages and for lists.</summary>
    public string Needs { get; init; } = "";

    /// <summary>
    /// Of a measure over others: its value from theirs, by their names, null when it is no number. Null for a measure
    /// that comes from the run itself.
    /// </summary>
    public Func<Func<string, double>, double?>? Over { get; init; }

    /// <summary>Null when the measure does not apply, or the run has no value.</summary>
    public double? Of(MeasuredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return AppliesTo(run.Scenario) && Value(run) is var value && !double.IsNaN(value) ? value : null;
    }
}

/// <summary>A finished run, as measures see it.</summary>
/// <param name="Rollout">What the report does not have.</param>
public sealed record MeasuredRun(Scenario Scenario, Report Report, RolloutFigures Rollout);
