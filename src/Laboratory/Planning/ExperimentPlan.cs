using System.Collections.Immutable;
using RsrActors.Fleets.Importing;
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

    /// <summary>How the fleet's inventory was read; null without one.</summary>
    public ImportedFile? Inventory { get; init; }

    /// <summary>How many runs there are; with a stopping rule, the most that there can be.</summary>
    public int Runs => Cells.Length * Experiment.Replications;

    /// <summary>A run, with what it needs.</summary>
    /// <param name="replication">From 1.</param>
    /// <param name="cell">The place of the cell, from 0.</param>
    public RunPlan RunOf(int replication, int cell) => new(
        (replication - 1) * Cells.Length + cell, cell, replication, SeedOf(replication),
        Cells[cell].In(replication).Scenario, Measures);

    /// <summary>The seed of a replication, the same in every cell.</summary>
    public ulong SeedOf(int replication) => CommonSeeds.SeedOf(Experiment.Seed, replication);

    /// <summary>The place of a measure by its name, from 0.</summary>
    public int ColumnOf(string measure) =>
        Measures.IndexOf(Measures.First(one => one.Name == measure));

    /// <summary>
    /// A value for means and differences: a time that never came counts as <see cref="Measure.Longest"/>, which
    /// gives the restricted mean of survival analysis. A measure over others is computed from their values of this
    /// kind.
    /// </summary>
    /// <param name="values">Of one run, one for each measure; that of the column is there.</param>
    public double WithinRun(ImmutableArray<double?> values, int column, int cell)
    {
        var value = values[column]!.Value;
        return !double.IsPositiveInfinity(value) ? value
            : Measures[column].Over?.Invoke(name => WithinRun(values, ColumnOf(name), cell))
                ?? Measures[column].Longest(Cells[cell].Scenario).TotalHours;
    }
}

/// <summary>A cell with its scenario.</summary>
/// <param name="ScenarioSha256">
/// The digest of the scenario with every key written out. Cells in which it is equal have equal runs.
/// </param>
public sealed record PlannedCell(Cell Cell, Scenario Scenario, string ScenarioSha256)
{
    /// <summary>
    /// The scenarios with the draws of <see cref="Experiment.Draws"/>, in their order; empty without draws.
    /// </summary>
    public ImmutableArray<Scenario> Drawn { get; init; } = [];

    /// <summary>The cell with the scenario of a replication.</summary>
    /// <param name="replication">From 1.</param>
    public PlannedCell In(int replication) =>
        Drawn.IsEmpty ? this : this with { Scenario = Drawn[(replication - 1) % Drawn.Length] };
}

/// <summary>One run of an experiment.</summary>
/// <param name="Place">In the order of all cells of the first replication, then those of the second; from 0.</param>
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

    /// <param name="What">One sentence: what was found, and what is allowed.</param>
    /// <param name="Place">File, line and key; empty where the refusal is of the whole experiment.</param>
    public sealed record Refused(string What, string Place = "") : ExperimentPlanning
    {
        public string Message => In("");

        /// <param name="file">The file of the experiment, which is named when the place is not known.</param>
        public string In(string file) => Place.Length > 0 ? $"{Place}: {What}"
            : file.Length > 0 ? $"{file}: {What}"
            : What;
    }
}
