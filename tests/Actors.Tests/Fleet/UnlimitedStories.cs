using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A scenario without an end, simulated for a chosen number of epochs.</summary>
public sealed class UnlimitedStories
{
    private const int Epochs = 12;

    /// <summary>
    /// People hardly ever check by hand, so nothing happens for more than a year. Devices still extend their calendars.
    /// </summary>
    private static readonly TestFleet Fleet = Story.FleetOf(30)
        .People(p => p with { CheckByHand = 0.000_001 })
        .Kernel(k => k with { EpochEvents = 40, SnapshotEvery = 2 })
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Publish(TestFleet.C, at: TimeSpan.FromDays(1100))
        .Lasting(Scenario.Unlimited);

    [Trait("Length", "Long")]
    [Fact]
    public async Task An_unlimited_run_that_is_stopped_at_every_epoch_has_the_same_history()
    {
        using var whole = new JournaledFleet();
        using var parts = new JournaledFleet();

        var stopped = await whole.Run(Fleet, lastEpoch: Epochs);
        object again = "";
        for (var epoch = 1; epoch <= Epochs; epoch++)
            again = await parts.Run(Fleet, lastEpoch: epoch);

        Assert.Equal(Epochs, Assert.IsType<SimulationProtocol.Stopped>(stopped).Epochs);
        Assert.Equal(stopped, again);
        var events = await whole.Events(Fleet);
        Assert.Equal(events.Select(e => Samples.InFull(e)), (await parts.Events(Fleet)).Select(e => Samples.InFull(e)));
        Assert.Contains(events, e => e.Event is DeviceEvent.ResponseActivated { Release: TestFleet.C });
    }

    [Fact]
    public async Task An_unlimited_run_begins_with_the_history_of_a_limited_one()
    {
        using var journaled = new JournaledFleet();
        await journaled.Run(Fleet, lastEpoch: Epochs);
        var unlimited = await journaled.Events(Fleet);
        var limited = await Story.Of(Fleet.Lasting(TimeSpan.FromDays(1105)));

        var last = unlimited[^1].At;
        Assert.Equal(
            limited.Events.Where(e => e.At <= last).Select(e => Samples.InFull(e)),
            unlimited.Select(e => Samples.InFull(e)));
    }
}
