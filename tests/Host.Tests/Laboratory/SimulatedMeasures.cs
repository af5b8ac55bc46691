using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>
/// The measures of many replications of a small scenario: those of experiments, and as many further ones from which the
/// true means are known. Every test of statistics on simulated measures replays these rows, because the runs cost far
/// more than the statistics.
/// </summary>
public sealed class SimulatedMeasures : IAsyncLifetime
{
    /// <summary>The replications of a usual experiment.</summary>
    public const int Block = 20;

    private const int SideBySide = 2;

    /// <summary>How many experiments of <see cref="Block"/> replications there are.</summary>
    public static int Blocks { get; } = LongTests.Times(1000);

    /// <summary>Those that tables show, and counts, times and peaks of other shapes.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["exposed-hours", "share-at-end", "time-to-50", "downtime", "removed", "signing-peak"];

    private ImmutableArray<ImmutableArray<double?>> _rows = [];

    /// <summary>The rows of experiments.</summary>
    public ReadOnlySpan<ImmutableArray<double?>> Experiments => _rows.AsSpan()[..(Blocks * Block)];

    /// <summary>All rows.</summary>
    public ImmutableArray<ImmutableArray<double?>> All => _rows;

    /// <summary>A plan with the measures as its columns.</summary>
    internal static ExperimentPlan Plan(Experiment experiment) => SmallExperiments.Plan(experiment) with
    {
        Measures = [.. Names.Select(name => MeasureList.Shipped.First(measure => measure.Name == name))],
    };

    public async Task InitializeAsync()
    {
        var plan = Plan(SmallExperiments.Of(2 * Blocks * Block, "all-at-once"));
        var rows = new ImmutableArray<double?>[plan.Runs];
        await Parallel.ForAsync(
            0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = SideBySide },
            async (place, stop) => rows[place] = Assert.IsType<RunOutcome.Measured>(
                await MeasuredRuns.Run(SmallExperiments.RunAt(plan, place), stop)).Values);
        _rows = [.. rows];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>
    /// The mean over the further replications, where a time that never came is the duration of the scenario.
    /// </summary>
    internal double TrueMean(ExperimentPlan plan, int column) =>
        _rows.Skip(Blocks * Block).Average(row => plan.WithinRun(row, column, cell: 0));
}
