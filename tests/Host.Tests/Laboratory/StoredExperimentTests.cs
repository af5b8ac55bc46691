using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Host.Tests.Commands;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Stored;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>An experiment is stored as its runs end, and goes on from what is stored.</summary>
public sealed class StoredExperimentTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly ExperimentPlan _plan = SmallExperiments.Plan(replications: 3, "all-at-once", "linear");
    private readonly List<int> _simulated = [];

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_experiment_that_was_interrupted_does_only_what_is_missing()
    {
        var directory = ExperimentDirectory.Create(_place["x"], _plan);
        Assert.Equal(ExitCode.Interrupted, await Run(directory, stopAt: 3));
        Assert.Equal([0, 1, 2, 3], _simulated);

        Assert.Equal(ExitCode.Done, await Run(ExperimentDirectory.Open(_place["x"]), stopAt: null));

        Assert.Equal([0, 1, 2, 3, 3, 4, 5], _simulated);
        await AssertEqualToUninterrupted();
    }

    [Fact]
    public async Task An_experiment_that_is_finished_is_not_simulated_again()
    {
        await Run(ExperimentDirectory.Create(_place["x"], _plan), stopAt: null);
        _simulated.Clear();

        Assert.Equal(ExitCode.Done, await Run(ExperimentDirectory.Open(_place["x"]), stopAt: null));

        Assert.Empty(_simulated);
        await AssertEqualToUninterrupted();
    }

    [Fact]
    public async Task A_run_that_failed_stays_failed_because_the_same_seed_would_fail_again()
    {
        await Assert.ThrowsAsync<HostException>(() => Session(
            ExperimentDirectory.Create(_place["x"], _plan),
            (run, _) => run.Place == 1
                ? throw new TimeoutException("Too slow.")
                : Task.FromResult<RunOutcome?>(Outcome(run))).Run());

        var again = await Assert.ThrowsAsync<HostException>(
            () => Run(ExperimentDirectory.Open(_place["x"]), stopAt: null));

        Assert.Contains("TimeoutException: Too slow.", again.Message, StringComparison.Ordinal);
        Assert.Empty(_simulated);
    }

    [Fact]
    public async Task Cells_with_equal_scenarios_are_simulated_once()
    {
        var plan = SmallExperiments.Plan(SmallExperiments.Of(2, "linear") with
        {
            Design = new ExperimentDesign.Listed(
            [
                new("one", ["rollout={ rule = linear }"]), new("two", ["rollout={ rule = all-at-once }"]),
                new("three", ["rollout={ rule = linear }"]),
            ]),
        });

        var (_, rows) = await SmallExperiments.Run(plan, 2, (run, _) =>
        {
            lock (_simulated)
                _simulated.Add(run.Place);
            return Task.FromResult<RunOutcome?>(Outcome(run));
        });

        Assert.Equal([0, 1, 3, 4], _simulated.Order());
        Assert.Equal([0, 1, 2, 0, 1, 2], rows.Select(row => row.Cell));
        Assert.Equal(rows[0].Outcome, rows[2].Outcome);
    }

    [Fact]
    public async Task A_changed_design_is_refused_and_the_difference_is_named()
    {
        await Run(ExperimentDirectory.Create(_place["x"], _plan), stopAt: 2);
        var file = _place["x", "experiment.hocon"];
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace("count = 3", "count = 4", StringComparison.Ordinal));

        var refusal = Assert.Throws<HostException>(() => ExperimentDirectory.Open(_place["x"]));

        Assert.Equal(ExitCode.Refused, refusal.ExitCode);
        Assert.EndsWith(
            "experiment.hocon has changed: the experiment began with 'count = 3', now it is 'count = 4'.",
            refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_scenario_is_refused_and_the_cell_is_named()
    {
        var scenario = _place["mine.hocon"];
        await File.WriteAllTextAsync(scenario, TinyText());
        var plan = SmallExperiments.Plan(SmallExperiments.Of(1, "all-at-once", "linear") with { Scenario = scenario });
        ExperimentDirectory.Create(_place["x"], plan);
        await File.WriteAllTextAsync(
            scenario, TinyText().Replace("seekers = 40 %", "seekers = 12 %", StringComparison.Ordinal));

        var refusal = Assert.Throws<HostException>(() => ExperimentDirectory.Open(_place["x"]));

        Assert.EndsWith(
            "the scenario of cell 'all-at-once' has changed since the experiment began.", refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_directory_of_an_experiment_is_not_replaced()
    {
        ExperimentDirectory.Create(_place["x"], _plan);

        var refusal = Assert.Throws<HostException>(() => ExperimentDirectory.Create(_place["x"], _plan));

        Assert.Contains("rsr experiment resume", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_read_as_it_was_stored()
    {
        var row = new RunFinished(3, 17, ulong.MaxValue, new RunOutcome.Measured([1.5, null, double.PositiveInfinity])
        {
            ProtectedByHour = [0, 5, 900_000, 899_999],
        });

        var read = (RunFinished)ExperimentFormat.Rows.Decode(ExperimentFormat.Rows.Encode(row));

        Assert.Equal((row.Cell, row.Replication, row.Seed), (read.Cell, read.Replication, read.Seed));
        var (before, after) = ((RunOutcome.Measured)row.Outcome, (RunOutcome.Measured)read.Outcome);
        Assert.Equal<double?>([.. before.Values], [.. after.Values]);
        Assert.Equal<int>([.. before.ProtectedByHour], [.. after.ProtectedByHour]);
        Assert.Equal(
            new RunFinished(0, 1, 2, new RunOutcome.Failed("It broke.")),
            ExperimentFormat.Rows.Decode(ExperimentFormat.Rows.Encode(
                new RunFinished(0, 1, 2, new RunOutcome.Failed("It broke.")))));
    }

    [Fact]
    public async Task A_row_that_does_not_follow_from_its_seed_is_found()
    {
        var plan = SmallExperiments.Plan(replications: 2, "all-at-once");
        var (_, rows) = await SmallExperiments.Run(plan, 1, (run, _) => Task.FromResult<RunOutcome?>(Outcome(run)));

        var found = await new ExperimentVerification(plan, rows)
        {
            Simulation = (run, _) => Task.FromResult<RunOutcome?>(new RunOutcome.Measured(
                [.. run.Measures.Select((_, column) => (double?)(run.Replication + (column == 2 ? 0.5 : 0)))])),
        }.Run(runs: 2, parallel: 1, CancellationToken.None);

        Assert.Equal(
            $"{plan.Measures[2].Name} of replication 1 of all-at-once is stored as 1, and is now 1.5.",
            found.Difference);
    }

    private static string TinyText() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "scenarios", "tiny.hocon"));

    private async Task AssertEqualToUninterrupted()
    {
        await Run(ExperimentDirectory.Create(_place["whole"], _plan), stopAt: null);
        foreach (var file in (string[])["runs.csv", "summary.json", "experiment.hocon", "experiment.json"])
        {
            Assert.Equal(
                await File.ReadAllTextAsync(_place["whole", file]), await File.ReadAllTextAsync(_place["x", file]));
        }
    }

    /// <param name="stopAt">The place of the run that ends the process; null for none.</param>
    private async Task<int> Run(ExperimentDirectory directory, int? stopAt)
    {
        using var asked = new CancellationTokenSource();
        return await Session(directory, async (run, stop) =>
        {
            _simulated.Add(run.Place);
            if (run.Place != stopAt)
                return Outcome(run);
            await asked.CancelAsync();
            return null;
        }).Run();
    }

    private static ExperimentSession Session(ExperimentDirectory directory, RunFunction run) =>
        new(directory.Plan, 1, directory, ResultForm.Table, TextWriter.Null, TextWriter.Null) { Simulation = run };

    private static RunOutcome.Measured Outcome(RunPlan run) =>
        new([.. run.Measures.Select(measure => (double?)run.Replication)]);
}
