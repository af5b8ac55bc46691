using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.TestKit;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.TestFleets.TestFleet;

namespace Examples.Stories;

/// <summary>A response is published, and the operator pauses, ramps and withdraws it.</summary>
public sealed class PublishingStories : ScenarioTest
{
    [Fact]
    public async Task A_published_response_protects_the_whole_fleet_within_two_days()
    {
        var fleet = await Start(Of(40));

        await fleet.Publish(A);
        await Expect(fleet).ToBeProtectedWithin(2 * Day, share: 1, by: A);

        Expect(fleet.Device(7)).ToRun("20F770750b")
            .ToHave<ResponseOffered>().Then<TicketIssued>(ticket => !ticket.Reused).Then<ResponseStaged>()
                .Then<ResponseActivated>();
    }

    [Fact]
    public async Task A_paused_response_is_not_offered_until_it_is_resumed()
    {
        var fleet = await Start(Of(20));
        await fleet.Publish(A);
        await fleet.AdvanceUntil(() => fleet.All<ResponseOffered>().Count() == 5, atMost: Day);

        await fleet.Pause(A, "to be sure");
        await fleet.Advance(5 * Minute);
        var offered = fleet.All<ResponseOffered>().Count();
        await fleet.Advance(3 * Day);
        Expect(fleet).ToHave<ResponseOffered>(offered);
        Expect(fleet.Release(A)).ToBe<ReleasePhase.Paused>();

        await fleet.Resume(A);
        await Expect(fleet).ToBeProtectedWithin(2 * Day, share: 1);
    }

    [Fact]
    public async Task A_ramp_that_is_moved_by_hand_holds_most_of_the_fleet_back()
    {
        var fleet = await Start(
            Of(100).Rollout(RolloutSettings.Phased([new(After: TimeSpan.Zero, Percent: 10)])));

        await fleet.Publish(A);
        await fleet.Advance(4 * Day);
        Expect(fleet.Release(A)).ToBeAt(10);
        Assert.InRange(fleet.ShareProtected(), 0.02, 0.25);

        await fleet.Ramp(A, percent: 100);
        await Expect(fleet).ToBeProtectedWithin(2 * Day, share: 1);
    }

    [Fact]
    public async Task A_response_that_the_vendor_removes_leaves_the_base_running()
    {
        var fleet = await Start(Of(12));
        await fleet.Publish(A);
        await Expect(fleet).ToBeProtectedWithin(2 * Day, share: 1);

        await fleet.Withdraw(A, removeFromDevices: true, cause: "web sites broke");
        await fleet.Advance(2 * Day);

        Expect(fleet).ToRunTheBase();
        Expect(fleet.Release(A)).ToBe<ReleasePhase.Withdrawn>();
        Expect(fleet.Device(3)).ToRun("20F75")
            .ToHave<ResponseActivated>().Then<RemovalStarted>(it => it.Cause == RemovalCause.Vendor)
                .Then<ResponsesRemoved>();
    }

    [Fact]
    public async Task The_earlier_letter_comes_back_when_the_later_one_is_removed()
    {
        var fleet = await Start(Of(6));
        await fleet.Publish(A);
        await fleet.Advance(3 * Day);
        await fleet.Publish(C);
        await Expect(fleet).ToBeProtectedWithin(2 * Day, share: 1, by: C);

        await fleet.Withdraw(C, removeFromDevices: true);
        await Expect(fleet).ToBeProtectedWithin(2 * Day, share: 1, by: A);

        Expect(fleet.Release(A)).ToHave<ReleaseEvent.Superseded>(it => it.By == C);
    }
}
