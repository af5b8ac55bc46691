using System.Collections.Immutable;
using RsrActors.Running;

namespace RsrActors.Laboratory.Designs;

/// <summary>What an experiment file or a command line asks for.</summary>
public sealed record Experiment
{
    /// <summary>A design with more cells is refused.</summary>
    public const int MostCells = 10_000;

    /// <summary>In each cell.</summary>
    public const int MostReplications = 1_000_000;

    public required string Name { get; init; }

    /// <summary>The comment at the beginning of the file.</summary>
    public string Story { get; init; } = "";

    /// <summary>The name of a scenario that comes with the program, or a path to a file.</summary>
    public required string Scenario { get; init; }

    /// <summary>
    /// Where the scenario is named, for refusals: file, line and key; empty when the command line names it.
    /// </summary>
    public string ScenarioOrigin { get; init; } = "";

    /// <summary>All seeds follow from it: <see cref="CommonSeeds"/>.</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// An inventory whose devices replace those of the scenario, in all cells; null for the scenario's fleet.
    /// </summary>
    public string? Fleet { get; init; }

    /// <summary>The folder to which <see cref="Fleet"/> is relative; empty for the working directory.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Another number of devices than the scenario's, as text; null for the scenario's.</summary>
    public string? Devices { get; init; }

    /// <summary>Another duration than the scenario's, in days, as text; null for the scenario's.</summary>
    public string? Days { get; init; }

    /// <summary>How much of each run is computed; the rows do not depend on it.</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Decisions;

    /// <summary>Settings of every cell, each <c>key=value</c>.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    public required ExperimentDesign Design { get; init; }

    /// <summary>
    /// Settings of one replication each, in the order of the replications, and then again from the first one; the same
    /// in all cells. So a result has the uncertainty of these settings. Empty when all replications have the same ones.
    /// </summary>
    public PosteriorDraws Draws { get; init; } = PosteriorDraws.None;

    /// <summary>In the order of the experiment. The design must have no objection.</summary>
    public ImmutableArray<Cell> Cells => Design.CellsFor(Seed);

    /// <summary>Runs of each cell; with a stopping rule, the most of them.</summary>
    public required int Replications { get; init; }

    /// <summary>When there are enough replications; null when there are always <see cref="Replications"/>.</summary>
    public StoppingRule? Stopping { get; init; }

    /// <summary>The measures that the table shows; empty for the usual ones.</summary>
    public ImmutableArray<string> Measures { get; init; } = [];

    /// <summary>Measures that the user defines over those that come with the program.</summary>
    public ImmutableArray<OwnMeasure> OwnMeasures { get; init; } = [];

    /// <summary>What the results have to satisfy.</summary>
    public ImmutableArray<Threshold> Thresholds { get; init; } = [];
}
