using System.Collections.Immutable;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.TestFleets.TestFleet;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>
/// A held ring, an approved ring and a held rollout survive kills: a run that dies after each command has the history
/// of a run that never died.
/// </summary>
public sealed class RingCommandStories
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan End = TimeSpan.FromDays(4);

    private static readonly ImmutableArray<(TimeSpan At, OperatorCommand Command)> Given =
    [
        (Hour, new OperatorCommand.Publish(A, null)),
        (6 * Hour, new OperatorCommand.HoldRing(A, "early", "calls about mail")),
        (20 * Hour, new OperatorCommand.Pause(A, "more calls")),
        (29 * Hour, new OperatorCommand.Resume(A, "no more calls")),
        (40 * Hour, new OperatorCommand.Promote(A, "early")),
        (50 * Hour, new OperatorCommand.Promote(A, "last")),
        (60 * Hour, new OperatorCommand.HoldRing(A, "last", "calls again")),
    ];

    private static readonly TestFleet Fleet = Story.FleetOf(devices: 200).With(s => s with
    {
        Fleet = s.Fleet with
        {
            Rings =
            [
                new("pilot", [], 0.2, new RingPromotion.Offset(TimeSpan.Zero)),
                new("early", [], 0.3, new RingPromotion.After(12 * Hour)),
                new("last", [], 0, new RingPromotion.ByApproval()),
            ],
        },
        Rollout = RolloutSettings.Linear(30 * Hour, 2 * Hour),
    });

    [Fact]
    public async Task A_run_that_dies_after_each_command_about_rings_ends_with_the_same_history()
    {
        using var whole = new JournaledFleet();
        await whole.Live(Fleet, Given, End);
        using var killed = new JournaledFleet();
        foreach (var given in Given)
            await killed.Live(Fleet, [given], given.At + Hour / 3);
        Assert.IsType<SimulationProtocol.Finished>(await killed.Run(Fleet));

        var history = await whole.Events(Fleet);
        Assert.Equal((await whole.Closes(Fleet))[^1].Sum, (await killed.Closes(Fleet))[^1].Sum);
        Assert.Equal(
            history.Select(one => Samples.InFull(one)),
            (await killed.Events(Fleet)).Select(one => Samples.InFull(one)));
        AssertTold(history);
    }

    /// <summary>The commands had the effects that their names promise.</summary>
    private static void AssertTold(ImmutableArray<RecordedEvent> history)
    {
        var promoted = history.Select(one => one.Event).OfType<ReleaseEvent.RingPromoted>();
        Assert.Equal(["pilot", "early", "last"], promoted.Select(one => one.Ring));
        var held = history.Select(one => one.Event).OfType<ReleaseEvent.RingHeld>();
        Assert.Equal(["early", "last"], held.Select(one => one.Ring));

        var world = new World(Fleet.Scenario);
        var offers = history.Where(one => one.Event is DeviceEvent.ResponseOffered)
            .GroupBy(one => world.TraitsOf(one.Entity.Number).Ring)
            .ToDictionary(ring => ring.Key, ring => ring.Select(one => one.At).ToArray());
        Assert.Equal([0, 1, 2], offers.Keys.Order());
        Assert.All(offers[0], at => Assert.False(at > At(21) && at < At(29)));
        Assert.All(offers[1], at => Assert.True(at > At(40)));
        Assert.All(offers[2], at => Assert.True(at > At(50) && at < At(61)));
    }

    private static VirtualTime At(int hour) => VirtualTime.Zero + hour * Hour;
}
