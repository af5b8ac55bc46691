using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Running;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>
/// The measures of many replications of a small scenario. In the full form there are those of experiments, and as many
/// further ones from which the true means are known. In the short form there are few replications; they are all that
/// can happen, so their means are the true ones, and the rows of experiments are drawn from them with replacement. Every
/// test of statistics on simulated measures replays these rows, because the runs cost far more than the statistics.
/// </summary>
public sealed class SimulatedMeasures : IAsyncLifetime
{
    /// <summary>The replications of a usual experiment.</summary>
    public const int Block = 20;

    /// <summary>How many experiments of <see cref="Block"/> replications there are.</summary>
    public const int Blocks = 1000;

    /// <summary>The rows of experiments.</summary>
    public const int Experiments = Blocks * Block;

    /// <summary>All rows: those of experiments, and as many further ones.</summary>
    public const int All = 2 * Experiments;

    private const int SideBySide = 2;

    private static readonly int Simulated = LongTests.AreShort ? 160 : All;

    /// <summary>Those that tables show, and counts, times and peaks of other shapes.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["exposed-hours", "share-at-end", "time-to-50", "downtime", "removed", "signing-peak"];

    private ImmutableArray<RunOutcome.Measured> _rows = [];

    /// <summary>The plan of an experiment with one measure.</summary>
    public static ExperimentPlan Plan(Experiment experiment, string measure) =>
        SmallExperiments.Plan(experiment) with { Measures = [Of(measure)] };

    public async Task InitializeAsync()
    {
        var plan = SmallExperiments.Plan(Simulated, "all-at-once") with { Measures = [.. Names.Select(Of)] };
        var run = MeasuredRuns.At(Fidelity.Decisions).Alone;
        var rows = new RunOutcome.Measured[plan.Runs];
        await Parallel.ForAsync(
            0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = SideBySide },
            async (place, stop) => rows[place] = Assert.IsType<RunOutcome.Measured>(
                await run(SmallExperiments.RunAt(plan, place), stop)));
        _rows = [.. rows];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What a replication measured.</summary>
    /// <param name="place">From 0, below <see cref="All"/>.</param>
    public double Value(string measure, int place)
    {
        var row = Simulated == All ? place : (int)(CommonSeeds.SeedOf((ulong)Simulated, place + 1) % (ulong)Simulated);
        return _rows[row].Values[Names.IndexOf(measure)]!.Value;
    }

    /// <summary>The true mean, where a time that never came is the time to the end of the run.</summary>
    /// <param name="plan">By <see cref="Plan"/>.</param>
    public double TrueMean(ExperimentPlan plan) => _rows.Skip(Simulated == All ? Experiments : 0)
        .Average(row => plan.WithinRun([row.Values[Names.IndexOf(plan.Measures[0].Name)]], column: 0, cell: 0));

    private static Measure Of(string name) => MeasureList.Shipped.First(measure => measure.Name == name);
}
