using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A response is promoted from ring to ring, and does not go further than it should.</summary>
public sealed class RingStories
{
    private static readonly Ring[] Three =
    [
        new("pilot", ["it"], 0, new RingPromotion.Offset(TimeSpan.Zero)),
        new("early", [], 0.3, new RingPromotion.After(TimeSpan.FromDays(2))),
        new("last", [], 0, new RingPromotion.ByApproval()),
    ];

    private static readonly TestFleet Fleet = Story.FleetOf(90)
        .With(s => s with
        {
            Fleet = s.Fleet with { Groups = [new("it", 0.2, [], [], [])], Rings = [.. Three] },
        })
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Lasting(TimeSpan.FromDays(9));

    [Fact]
    public async Task Each_ring_gets_a_response_after_its_promotion()
    {
        var story = await Story.Of(
            Fleet.Scripted(TimeSpan.FromDays(5), new OperatorCommand.Promote(TestFleet.A, "last")));

        var promoted = story.Moments<ReleaseEvent.RingPromoted>().ToArray();
        Assert.Equal(["pilot", "early", "last"], promoted.Select(one => ((ReleaseEvent.RingPromoted)one.Event).Ring));
        Assert.Equal(
            [PromotedBy.Time, PromotedBy.Time, PromotedBy.Operator],
            promoted.Select(one => ((ReleaseEvent.RingPromoted)one.Event).By));
        Assert.Equal(promoted[0].At + TimeSpan.FromDays(2), promoted[1].At);
        Assert.All(story.Devices, device =>
        {
            var ring = device.State.Traits.Ring;
            Assert.Equal(device.State.Traits.Group is null ? ring : 0, ring);
            Assert.True(device.Moments<DeviceEvent.ResponseOffered>().Single().At >= promoted[ring].At);
            Assert.Equal(TestFleet.A, device.State.Active?.Release);
        });
        Assert.Equal([0, 1, 2], story.Devices.Select(device => device.State.Traits.Ring).Distinct().Order());
    }

    [Fact]
    public async Task A_response_that_is_withdrawn_in_a_ring_never_reaches_the_next_one()
    {
        var story = await Story.Of(Fleet
            .Withdraw(TestFleet.A, TimeSpan.FromDays(4), removeFromDevices: true)
            .Scripted(TimeSpan.FromDays(5), new OperatorCommand.Promote(TestFleet.A, "last")));

        Assert.Equal(2, story.All<ReleaseEvent.RingPromoted>().Count());
        Assert.All(story.Devices, device => Assert.Equal(
            device.State.Traits.Ring < 2, device.Moments<DeviceEvent.ResponseOffered>().Any()));
    }

    [Fact]
    public async Task A_held_ring_is_offered_nothing_until_it_is_promoted_again()
    {
        var (held, again) = (TimeSpan.FromDays(1), TimeSpan.FromDays(4));
        var story = await Story.Of(Fleet
            .Scripted(held, new OperatorCommand.HoldRing(TestFleet.A, "early", "calls"))
            .Scripted(again, new OperatorCommand.Promote(TestFleet.A, "early")));

        Assert.Equal(["early"], story.All<ReleaseEvent.RingHeld>().Select(one => one.Ring));
        Assert.All(story.Devices.Where(device => device.State.Traits.Ring == 1), device => Assert.True(
            device.Moments<DeviceEvent.ResponseOffered>().Single().At > VirtualTime.Zero + again));
    }

    [Fact]
    public async Task A_software_update_goes_through_the_rings_likewise()
    {
        var story = await Story.Of(Story.FleetOf(60)
            .With(s => s with
            {
                Fleet = s.Fleet with { Rings = [Three[0] with { Groups = [], Share = 0.3 }, Three[1], Three[2]] },
            })
            .Publish(TestFleet.Update, at: TimeSpan.FromHours(1))
            .Lasting(TimeSpan.FromDays(6)));

        var promoted = story.Moments<ReleaseEvent.RingPromoted>().Select(one => one.At).ToArray();
        Assert.Equal(2, promoted.Length);
        Assert.All(story.Devices, device =>
        {
            var offers = device.Moments<DeviceEvent.SoftwareUpdateOffered>().ToArray();
            Assert.Equal(device.State.Traits.Ring < 2, offers.Length > 0);
            if (offers.Length > 0)
                Assert.True(offers[0].At >= promoted[device.State.Traits.Ring]);
        });
    }

    /// <summary>The commands, the ring's deadlines and the enforcement by local time have one history.</summary>
    [Fact]
    public async Task A_fleet_with_rings_has_one_history_on_any_number_of_threads_and_cohorts()
    {
        var fleet = Story.FleetOf(220, Platform.IPhone, Platform.MacIntel)
            .With(s => s with
            {
                Fleet = s.Fleet with
                {
                    TimeZones = [new(TimeSpan.FromHours(5.75), 0.5), new(TimeSpan.FromHours(12.75), 0.5)],
                    Groups = [new("it", 0.2, [], [], []) { BlockedDays = [new(2023, 7, 12)] }],
                    Rings = [.. Three.Select(ring => ring with
                    {
                        Deadline = TimeSpan.FromDays(1), Grace = TimeSpan.FromHours(12),
                    })],
                },
            })
            .Managed(allowInstallation: true, allowRemoval: true)
            .People(p => p with { RestartPromptly = 0.3, RestartOvernight = 0.3, InUse = 0.5 })
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Scripted(TimeSpan.FromDays(3), new OperatorCommand.HoldRing(TestFleet.A, "early", "calls"))
            .Scripted(
                TimeSpan.FromDays(4),
                new OperatorCommand.EnforceBy(TestFleet.A, new DateTime(2023, 7, 16, 20, 30, 0), Notifies: true))
            .Lasting(TimeSpan.FromDays(8));

        var one = await Story.Of(fleet.Kernel(k => k with { Cohorts = 1 }), threads: 1);
        var two = await Story.Of(fleet.Kernel(k => k with { Cohorts = 2, EpochEvents = 10 }));

        Assert.Equal(one.Outcome.Hash, two.Outcome.Hash);
        Assert.NotEmpty(one.All<DeviceEvent.EnforcementNotified>());
        Assert.All(one.Devices, device => Assert.Equal(TestFleet.A, device.State.Active?.Release));
    }
}
