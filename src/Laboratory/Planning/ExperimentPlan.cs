using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Scenarios;

namespace RsrActors.Laboratory.Planning;

/// <summary>An experiment that is ready to run: all its scenarios are read, all its measures are known.</summary>
public sealed record ExperimentPlan
{
    public required Experiment Experiment { get; init; }

    public required ImmutableArray<PlannedCell> Cells { get; init; }

    /// <summary>The columns.</summary>
    public required ImmutableArray<Measure> Measures { get; init; }

    /// <summary>Those that the table shows.</summary>
    public required ImmutableArray<Measure> Shown { get; init; }

    /// <summary>How many runs there are.</summary>
    public int Runs => Cells.Length * Experiment.Replications;

    /// <summary>
    /// A run by its place in the order of the rows: all cells of the first replication, then those of the second. So an
    /// experiment that is interrupted has equally many runs of each cell, except for one.
    /// </summary>
    /// <param name="place">From 0.</param>
    public RunPlan RunAt(int place)
    {
        var (replication, cell) = (place / Cells.Length + 1, place % Cells.Length);
        return new(
            place, cell, replication, CommonSeeds.SeedOf(Experiment.Seed, replication), Cells[cell].Scenario, Measures);
    }
}

/// <summary>A cell with its scenario.</summary>
public sealed record PlannedCell(Cell Cell, Scenario Scenario);

/// <summary>One run of an experiment.</summary>
/// <param name="Place">Of its row, from 0.</param>
/// <param name="Cell">The place of its cell, from 0.</param>
/// <param name="Replication">From 1.</param>
/// <param name="Seed">Replaces the scenario's seed.</param>
public sealed record RunPlan(
    int Place, int Cell, int Replication, ulong Seed, Scenario Scenario, ImmutableArray<Measure> Measures);

/// <summary>The outcome of planning an experiment.</summary>
public abstract record ExperimentPlanning
{
    private ExperimentPlanning()
    {
    }

    public sealed record Accepted(ExperimentPlan Plan) : ExperimentPlanning;

    /// <param name="Message">One sentence: what was found, and what is allowed.</param>
    public sealed record Refused(string Message) : ExperimentPlanning;
}
