using System.Collections.Immutable;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Pages;

/// <summary>Cells that are compared with each other: those of one condition.</summary>
/// <param name="Name">Empty when the experiment has no condition.</param>
/// <param name="Cells">Their places; the others are compared with the first.</param>
internal sealed record CellGroup(string Name, ImmutableArray<int> Cells);

/// <summary>An experiment as the sections of its page see it.</summary>
internal sealed class ExperimentView
{
    /// <summary>More cells than that have tables and no charts.</summary>
    public const int MostCharted = 40;

    private readonly ImmutableArray<double?>?[,] _values;

    public ExperimentView(ExperimentSummary summary, IReadOnlyCollection<RunFinished> rows)
    {
        (Summary, Rows) = (summary, rows);
        _values = new ImmutableArray<double?>?[Plan.Cells.Length, Plan.Experiment.Replications];
        foreach (var row in rows)
        {
            if (row.Outcome is RunOutcome.Measured measured)
                _values[row.Cell, row.Replication - 1] = measured.Values;
        }

        Groups =
        [
            .. Enumerable.Range(0, Plan.Cells.Length)
                .GroupBy(cell => Plan.Cells[cell].Cell.Condition, StringComparer.Ordinal)
                .Select(group => new CellGroup(group.Key, [.. group])),
        ];
    }

    public ExperimentSummary Summary { get; }

    public IReadOnlyCollection<RunFinished> Rows { get; }

    public ExperimentPlan Plan => Summary.Plan;

    public ImmutableArray<CellGroup> Groups { get; }

    public bool IsCharted => Plan.Cells.Length <= MostCharted;

    public string NameOf(int cell) => Plan.Cells[cell].Cell.Name;

    /// <summary>
    /// The name of a cell beside others of its condition: its levels of the other factors, if there are any.
    /// </summary>
    public string ShortNameOf(int cell)
    {
        var choice = Plan.Cells[cell].Cell.Choice;
        return choice.Length == 0 ? NameOf(cell) : choice;
    }

    /// <summary>Null when the experiment has no such measure, or a cell to which it does not apply.</summary>
    public MeasureSummary? Find(string measure) => Summary.Measures.FirstOrDefault(one => one.Measure.Name == measure
        && Plan.Cells.All(cell => one.Measure.AppliesTo(cell.Scenario)));

    /// <summary>The values of the runs of a cell that have one, by replication.</summary>
    public ImmutableArray<double> ValuesOf(Measure measure, int cell)
    {
        var column = Plan.Measures.IndexOf(measure);
        return
        [
            .. Enumerable.Range(0, Plan.Experiment.Replications)
                .Select(replication => _values[cell, replication]?[column]).OfType<double>(),
        ];
    }

    /// <summary>How long the runs of a cell last, in hours.</summary>
    public double HoursOf(int cell) => Plan.Cells[cell].Scenario.Duration.TotalHours;

    public double HoursOf(CellGroup group) => group.Cells.Max(HoursOf);
}

/// <summary>Hours as they are drawn: in days when there are many.</summary>
internal sealed record TimeUnit(string Name, double Hours)
{
    private const double Days = 24;
    private const double Most = 72;

    public static TimeUnit For(double end) => end > Most ? new("days", Days) : new("hours", 1);

    public double Of(double hours) => hours / Hours;
}
