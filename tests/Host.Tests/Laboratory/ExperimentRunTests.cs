using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>An experiment supervises its runs: order, failure, stop.</summary>
public sealed class ExperimentRunTests
{
    private static readonly RunOutcome Measured = new RunOutcome.Measured([]);

    private readonly ExperimentPlan _plan = SmallExperiments.Plan(replications: 3, "all-at-once", "linear");

    [Fact]
    public async Task Rows_come_in_their_order_when_runs_end_in_the_opposite_one()
    {
        var begun = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ends = Enumerable.Range(0, _plan.Runs)
            .Select(_ => new TaskCompletionSource<RunOutcome?>(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToArray();
        var ended = new List<int>();
        var rows = new List<int>();
        var listener = new ExperimentListener(row => rows.Add(PlaceOf(row)), row =>
        {
            ended.Add(PlaceOf(row));
            if (PlaceOf(row) > 0)
                ends[PlaceOf(row) - 1].SetResult(Measured);
        });
        var experiment = ExperimentRun.Run(_plan, _plan.Runs, listener, new(Run), CancellationToken.None);

        await all.Task;
        ends[^1].SetResult(Measured);

        Assert.Equal(ExperimentEnd.Finished, await experiment);
        Assert.Equal([5, 4, 3, 2, 1, 0], ended);
        Assert.Equal([0, 1, 2, 3, 4, 5], rows);

        Task<RunOutcome?> Run(RunPlan run, CancellationToken stop)
        {
            if (Interlocked.Increment(ref begun) == _plan.Runs)
                all.SetResult();
            return ends[run.Place].Task;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task So_many_runs_go_on_side_by_side_as_were_asked_for(int parallel)
    {
        var (now, most) = (0, 0);
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new Lock();

        var (end, rows) = await SmallExperiments.Run(_plan, parallel, Run);

        Assert.Equal(ExperimentEnd.Finished, end);
        Assert.Equal(_plan.Runs, rows.Length);
        Assert.Equal(parallel, most);

        async Task<RunOutcome?> Run(RunPlan run, CancellationToken stop)
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
                if (now == parallel)
                    full.TrySetResult();
            }

            await full.Task;
            lock (gate)
                now--;
            return Measured;
        }
    }

    [Fact]
    public async Task A_run_that_fails_is_a_row_with_its_reason_and_the_others_go_on()
    {
        var (end, rows) = await SmallExperiments.Run(_plan, 2, (run, _) => run.Place switch
        {
            1 => throw new InvalidOperationException("The disk\nis full."),
            2 => Task.FromException<RunOutcome?>(new TimeoutException("Too slow.")),
            _ => Task.FromResult<RunOutcome?>(Measured),
        });

        Assert.Equal(ExperimentEnd.Finished, end);
        Assert.Equal(Enumerable.Range(0, 6), rows.Select(PlaceOf));
        Assert.Equal(new RunOutcome.Failed("InvalidOperationException: The disk\\u000ais full."), rows[1].Outcome);
        Assert.Equal(new RunOutcome.Failed("TimeoutException: Too slow."), rows[2].Outcome);
        Assert.Equal(4, rows.Count(row => row.Outcome is RunOutcome.Measured));
    }

    [Fact]
    public async Task A_stopped_experiment_begins_no_further_run_and_has_the_rows_before()
    {
        using var asked = new CancellationTokenSource();
        var begun = 0;

        var (end, rows) = await SmallExperiments.Run(_plan, 1, Run, asked.Token);

        Assert.Equal(ExperimentEnd.Stopped, end);
        Assert.Equal([0, 1], rows.Select(PlaceOf));
        Assert.Equal(3, begun);

        async Task<RunOutcome?> Run(RunPlan run, CancellationToken stop)
        {
            begun++;
            if (run.Place < 2)
                return Measured;
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = stop.Register(stopped.SetResult);
            await asked.CancelAsync();
            await stopped.Task;
            return null;
        }
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_ends_the_experiment()
    {
        var listener = new ExperimentListener(_ => throw new IOException("No space left."), _ => { });

        var fault = await Assert.ThrowsAsync<IOException>(() => ExperimentRun.Run(
            _plan, 2, listener, new((_, _) => Task.FromResult<RunOutcome?>(Measured)), CancellationToken.None));

        Assert.Equal("No space left.", fault.Message);
    }

    [Fact]
    public async Task A_scenario_that_breaks_in_the_middle_is_a_row_too()
    {
        var broken = _plan with
        {
            Cells = [_plan.Cells[0], _plan.Cells[1] with { Scenario = _plan.Cells[1].Scenario with { Fleet = null! } }],
        };

        var (_, rows) = await SmallExperiments.Run(broken, 2);

        Assert.All(rows, row => Assert.Equal(row.Cell == 1, row.Outcome is RunOutcome.Failed));
    }

    private int PlaceOf(RunFinished row) => (row.Replication - 1) * _plan.Cells.Length + row.Cell;
}
