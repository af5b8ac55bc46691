using Microsoft.Extensions.Time.Testing;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Host.Tests.Commands;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>What an experiment leaves, prints and says, also when a run fails.</summary>
public sealed class ExperimentSessionTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly ExperimentPlan _plan = SmallExperiments.Plan(replications: 3, "all-at-once", "linear");
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _errors = new() { NewLine = "\n" };

    public void Dispose()
    {
        _place.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task A_run_that_fails_is_a_row_and_the_exit_code_is_1_at_the_end()
    {
        var session = new ExperimentSession(
            _plan, 2, ExperimentDirectory.Create(_place["x"], _plan), ResultForm.Table, _output, _errors)
        {
            Simulation = (run, _) => run.Place == 3
                ? throw new InvalidOperationException("It broke, \"really\".")
                : Task.FromResult<RunOutcome?>(Measured(run)),
        };

        var failure = await Assert.ThrowsAsync<HostException>(session.Run);

        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        Assert.Equal(
            "1 of 6 runs failed; the first is replication 2 of linear: InvalidOperationException: "
            + "It broke, \"really\".", failure.Message);
        Assert.Contains("6 runs, 1 failed\n", _output.ToString(), StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(_place["x", "runs.csv"]);
        Assert.Equal(7, rows.Length);
        Assert.Contains(
            ",failed,\"InvalidOperationException: It broke, \"\"really\"\".\",,", rows[4], StringComparison.Ordinal);
        Assert.Equal(5, rows.Count(row => row.Contains(",finished,,", StringComparison.Ordinal)));
        Assert.True(File.Exists(_place["x", "summary.json"]));
    }

    [Fact]
    public async Task Rows_are_written_while_the_experiment_goes_on()
    {
        var seen = new List<int>();
        var session = new ExperimentSession(
            _plan, 1, ExperimentDirectory.Create(_place["x"], _plan), ResultForm.Table, _output, _errors)
        {
            Simulation = (run, _) =>
            {
                using var stream = new FileStream(
                    _place["x", "runs.csv"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(stream);
                seen.Add(reader.ReadToEnd().Count(c => c == '\n') - 1);
                return Task.FromResult<RunOutcome?>(Measured(run));
            },
        };

        Assert.Equal(ExitCode.Done, await session.Run());

        Assert.Equal([0, 1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public void Progress_is_a_line_a_minute_with_the_time_that_is_left()
    {
        var time = new FakeTimeProvider();
        var progress = new ExperimentProgress(80, isMost: false, _errors, isTerminal: false, time);
        var row = new RunFinished(0, 1, 1, new RunOutcome.Measured([]));

        progress.Ended(row);
        time.Advance(TimeSpan.FromSeconds(59));
        progress.Ended(row);
        Assert.Equal("", _errors.ToString());
        time.Advance(TimeSpan.FromSeconds(1));
        progress.Ended(row with { Outcome = new RunOutcome.Failed("It broke.") });
        progress.Ended(row);
        progress.Close();

        Assert.Equal("3 of 80 runs, 1 failed, about 26 min left\n", _errors.ToString());
    }

    private static RunOutcome.Measured Measured(RunPlan run) =>
        new([.. run.Measures.Select(measure => (double?)run.Replication)]);
}
