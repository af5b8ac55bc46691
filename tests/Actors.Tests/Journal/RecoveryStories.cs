using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>A run is interrupted and resumed. Its history is that of a run without an interruption.</summary>
public sealed class RecoveryStories : IDisposable
{
    private static readonly TestFleet Fleet = Story.FleetOf(30)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Publish(TestFleet.C, at: TimeSpan.FromHours(40))
        .Withdraw(TestFleet.C, TimeSpan.FromHours(60), removeFromDevices: true)
        .Scripted(TimeSpan.FromHours(70), new OperatorCommand.Publish(TestFleet.Update, null))
        .Regretting(TestFleet.A, 0.3, TimeSpan.FromHours(8))
        .People(p => p with { Reapply = 1, ReapplyAfter = TimeSpan.FromHours(5) })
        .Faults(f => f with
        {
            NetworkInterrupted = 0.2, ImageDamaged = 0.1, NonceRolled = 0.1, DidNotStart = 0.1
        })
        .Signing(
            s => s with { Servers = 1, ServiceTime = TimeSpan.FromMinutes(40), LongestQueue = TimeSpan.FromHours(1) })
        .SigningOutage(TimeSpan.FromHours(5), TimeSpan.FromHours(8))
        .Kernel(k => k with { EpochEvents = 40, SnapshotEvery = 1000 });

    private static readonly TestFleet WithSnapshots = Fleet.Kernel(k => k with { SnapshotEvery = 2 });

    /// <summary>The same run without an interruption.</summary>
    private static readonly Lazy<Task<Story>> Uninterrupted = new(() => Story.Of(Fleet));

    private readonly JournaledFleet _fleet = new();

    [Fact]
    public async Task A_run_that_is_stopped_and_resumed_has_the_same_history()
    {
        var reference = await Uninterrupted.Value;

        var stopped = Assert.IsType<Stopped>(await Run(Fleet, stopAtOnce: true));
        var finished = Assert.IsType<Finished>(await Run(Fleet));

        Assert.Equal(1, stopped.Epochs);
        Assert.InRange(stopped.Events, 1, reference.Outcome.Events - 1);
        Assert.Equal(reference.Outcome, finished);
        Assert.Equal(
            reference.Events.Select(e => Samples.InFull(e)),
            (await _fleet.Events(Fleet)).Select(e => Samples.InFull(e)));
    }

    [Theory]
    [InlineData(1000)] // Each time from the first row.
    [InlineData(2)]
    public async Task A_run_that_is_stopped_at_every_epoch_has_the_same_history(int snapshotEvery)
    {
        var fleet = Fleet.Kernel(k => k with { SnapshotEvery = snapshotEvery });
        var reference = await Uninterrupted.Value;

        object outcome;
        var epochs = 0;
        do
            outcome = await Run(fleet, lastEpoch: ++epochs);
        while (outcome is Stopped stopped && stopped.Epochs == epochs);

        Assert.Equal(reference.Outcome, outcome);
        Assert.Equal(reference.Outcome.Epochs, epochs);
        Assert.InRange(epochs, 6, 20);
        Assert.Contains(
            await _fleet.Closes(Fleet), close => close.InFlight.Any(message => message.Body is TicketAnswer.Granted));
    }

    [Fact]
    public async Task A_run_that_is_resumed_from_snapshots_needs_no_earlier_rows()
    {
        var reference = await Uninterrupted.Value;
        Assert.IsType<Stopped>(await Run(WithSnapshots, lastEpoch: 5));

        Assert.True(_fleet.Journal.ForgetWhatSnapshotsCover() > 4);
        Assert.Equal(reference.Outcome, await Run(WithSnapshots));
    }

    [Fact]
    public async Task Old_snapshots_are_deleted()
    {
        var finished = Assert.IsType<Finished>(await Run(Fleet.Kernel(k => k with { SnapshotEvery = 1 })));

        // One, and those that the run had not deleted yet when it ended: on a busy machine nearly all, but never all.
        Assert.InRange(_fleet.Journal.MostSnapshots(), 1, (int)finished.Epochs - 1);
    }

    [Fact]
    public async Task A_finished_run_that_is_resumed_is_finished_at_once()
    {
        var finished = Assert.IsType<Finished>(await Run(Fleet));
        var rows = _fleet.Journal.RowsOf("timekeeper");

        Assert.Equal(finished, await Run(Fleet));
        Assert.Equal(rows, _fleet.Journal.RowsOf("timekeeper"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_epoch_that_ended_but_was_not_closed_ends_at_the_same_time_again(bool rowsAreLostToo)
    {
        var reference = await Uninterrupted.Value;
        Assert.IsType<Stopped>(await Run(Fleet, lastEpoch: 3));
        _fleet.Journal.LoseLastRowOf("timekeeper");
        if (rowsAreLostToo)
            _fleet.Journal.LoseLastRowOf("cohort-000");
        var (ends, rows) = (_fleet.Journal.RowsOf("timekeeper"), _fleet.Journal.RowsOf("cohort-000"));

        // Another setting for epochs applies now, but this epoch ends where its end is stored.
        var impatient = Fleet.Kernel(k => k with { EpochEvents = 1_000_000 });
        var stopped = Assert.IsType<Stopped>(await Run(impatient, lastEpoch: 3));

        Assert.Equal(3, stopped.Epochs);
        Assert.Equal(ends + 1, _fleet.Journal.RowsOf("timekeeper"));
        Assert.Equal(rows + (rowsAreLostToo ? 1 : 0), _fleet.Journal.RowsOf("cohort-000"));
        Assert.Equal(reference.Outcome, await Run(Fleet));
    }

    [Fact]
    public async Task A_row_that_diverges_from_the_stored_one_stops_the_run_and_is_named()
    {
        Assert.IsType<Stopped>(await Run(Fleet, lastEpoch: 1));
        _fleet.Journal.LoseLastRowOf("timekeeper");

        // In this fleet only the event of the enrolment depends on the setting for analytics.
        var other = Fleet.With(s => s with { Fleet = s.Fleet with { SharesAnalytics = 0 } });
        var failed = Assert.IsType<Failed>(await Run(other));

        Assert.IsType<DivergedException>(failed.Cause);
        Assert.StartsWith("Row 1 of cohort-000, epoch 1: stored is", failed.Cause.Message, StringComparison.Ordinal);
        Assert.Contains("SharesAnalytics = True", failed.Cause.Message, StringComparison.Ordinal);
        Assert.Contains("SharesAnalytics = False", failed.Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_resumed_with_another_seed_stops()
    {
        Assert.IsType<Stopped>(await Run(Fleet, lastEpoch: 1));
        _fleet.Journal.LoseLastRowOf("timekeeper");

        var failed = Assert.IsType<Failed>(await Run(Fleet.Seeded(2)));

        Assert.IsType<DivergedException>(failed.Cause);
    }

    [Fact]
    public async Task A_row_that_is_missing_before_a_close_is_noticed()
    {
        Assert.IsType<Stopped>(await Run(Fleet, lastEpoch: 2));
        _fleet.Journal.LoseLastRowOf("cohort-000");

        var failed = Assert.IsType<Failed>(await Run(Fleet));

        Assert.IsType<DivergedException>(failed.Cause);
        Assert.Contains("Epoch 2", failed.Cause.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cohort-000")]
    [InlineData("timekeeper")]
    public async Task A_damaged_row_stops_the_run_and_is_named(string process)
    {
        Assert.IsType<Stopped>(await Run(Fleet, lastEpoch: 2));
        _fleet.Journal.DamageLastRowOf(process);

        var failed = Assert.IsType<Failed>(await Run(Fleet));

        Assert.IsType<JournalFailureException>(failed.Cause);
        Assert.Contains(process, failed.Cause.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _fleet.Dispose();

    private Task<object> Run(TestFleet fleet, bool stopAtOnce = false, long? lastEpoch = null) =>
        _fleet.Run(fleet, stopAtOnce, lastEpoch);
}
