using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>
/// A run is interrupted while crashes are counted, a list is published and people decide. No event is lost, and no
/// report is counted twice.
/// </summary>
public sealed class RegressionRecoveryStories : IDisposable
{
    private static readonly TestFleet Fleet = Story.FleetOf(24)
        .Using(
            new Application("safari", 1, TimeSpan.FromHours(3), 30),
            new Application("mail", 0.7, TimeSpan.FromHours(1), 30))
        .SharingAnalytics(0.5)
        .Analytics(a => a with { ChangesSharing = 0.2, ChangesSharingAfter = TimeSpan.FromDays(5) })
        .Analytics(a => a with
        {
            Upload = a.Upload with
            {
                Latency = new(TimeSpan.FromSeconds(15), TimeSpan.FromHours(20)), Lost = 0.05, Twice = 0.2
            }
        })
        .Managed(allowInstallation: true, allowRemoval: true)
        .Breaking(TestFleet.A, "safari", times: 30)
        .Breaking(TestFleet.A, "mail", times: 10)
        .Rollout(RolloutSettings.AllAtOnce.WhenListed(TimeSpan.FromDays(3)))
        .Faults(f => f with { CrashCounterDies = 0.2 })
        .Publish(TestFleet.A, at: TimeSpan.FromDays(3))
        .Scripted(TimeSpan.FromDays(4), new OperatorCommand.Enforce(TestFleet.A, TimeSpan.FromDays(1)))
        .Lasting(TimeSpan.FromDays(12))
        .Kernel(k => k with { EpochEvents = 300, EpochLongest = TimeSpan.FromDays(2), SnapshotEvery = 1000 });

    private static readonly Lazy<Task<Story>> Uninterrupted = new(() => Story.Of(Fleet));

    private readonly JournaledFleet _fleet = new();

    [Fact]
    public async Task The_uninterrupted_run_has_every_kind_of_event_that_could_be_lost()
    {
        var reference = await Uninterrupted.Value;

        Assert.InRange(reference.Outcome.Epochs, 6, 12);
        Assert.NotEmpty(reference.All<AnalyticsEvent.AffectedApplicationsPublished>());
        Assert.NotEmpty(reference.All<DeviceEvent.RecommendationReported>());
        Assert.NotEmpty(reference.All<DeviceEvent.AnalyticsSharingChanged>());
        Assert.Contains(reference.All<DeviceEvent.RemovalStarted>(), one => one.Cause == RemovalCause.Recommendation);
        Assert.Contains(reference.All<DeviceEvent.RemovalStarted>(), one => one.Cause == RemovalCause.Vendor);
    }

    [Theory]
    [InlineData(1000)] // Each time from the first row.
    [InlineData(3)]
    public async Task A_run_that_is_stopped_several_times_stores_the_same_rows(int snapshotEvery)
    {
        var fleet = Fleet.Kernel(k => k with { SnapshotEvery = snapshotEvery });
        var reference = await Uninterrupted.Value;

        for (var epoch = 2; epoch < reference.Outcome.Epochs; epoch += 2)
            Assert.Equal(epoch, Assert.IsType<Stopped>(await _fleet.Run(fleet, lastEpoch: epoch)).Epochs);

        Assert.Contains((await _fleet.Closes(fleet))[^1].InFlight, message => message.Body is CrashReport);
        Assert.Equal(reference.Outcome, await _fleet.Run(fleet));
        await StoresTheRowsOf(reference);
    }

    /// <summary>As after a kill: rows that were stored after the last close are recomputed and compared.</summary>
    [Fact]
    public async Task Rows_after_the_last_close_are_recomputed_to_the_same_rows()
    {
        var reference = await Uninterrupted.Value;
        for (var epoch = 2; epoch < reference.Outcome.Epochs; epoch += 2)
        {
            Assert.IsType<Stopped>(await _fleet.Run(Fleet, lastEpoch: epoch));
            _fleet.Journal.LoseLastRowOf("timekeeper");
        }

        Assert.Equal(reference.Outcome, await _fleet.Run(Fleet));
        await StoresTheRowsOf(reference);
    }

    public void Dispose() => _fleet.Dispose();

    private async Task StoresTheRowsOf(Story reference)
    {
        foreach (var (process, rows) in await _fleet.Rows(Fleet))
            Assert.Equal(
                reference.Rows(process).Select(row => Samples.InFull(row)), rows.Select(row => Samples.InFull(row)));
    }
}
