using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A response that was removed is applied again. The device still has patch and ticket, which are valid until the nonce
/// is rolled.
/// </summary>
public sealed class ReapplicationStories
{
    private static readonly string[] Installed =
    [
        "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted",
        "ResponseActivated",
    ];

    private static readonly string[] InstalledAgain =
        ["ResponseOffered", "TicketIssued", "ResponseStaged", "Restarted", "ResponseActivated"];

    private static readonly string[] Removed = ["RemovalStarted", "Restarted", "ResponsesRemoved"];

    private static readonly TestFleet Phones = Story.FleetOf(10)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Lasting(TimeSpan.FromDays(9));

    /// <summary>
    /// A removal is recommended once per build: more crashes under the same response lead to no second recommendation.
    /// </summary>
    [Fact]
    public async Task A_person_who_accepted_a_recommendation_may_apply_the_response_again_and_gets_no_other()
    {
        var story = await Story.Of(Phones
            .Using(new Application("safari", 1, TimeSpan.FromHours(3), 20))
            .Breaking(TestFleet.A, "safari", times: 60)
            .SharingAnalytics(0.3)
            .Recommendations(r => r with { Accepted = 1 })
            .People(p => p with { Reapply = 1, ReapplyAfter = TimeSpan.FromHours(12) })
            .With(s => s with { Script = [] })
            .Publish(TestFleet.A, at: TimeSpan.FromDays(4))
            .Lasting(TimeSpan.FromDays(14)));

        Assert.All(story.Devices, device =>
        {
            Assert.Equal(
                [
                    "Enrolled", .. Installed, "RemovalRecommended", "RecommendationAnswered", .. Removed,
                    .. InstalledAgain
                ],
                device.Course.Where(one => one != "RecommendationReported"));
            var again = device.Installations[1];
            UsesTheStoredTicket(device.Installations[0], again);
            Assert.Equal(OfferSource.User, again.All<DeviceEvent.ResponseOffered>().Single().Source);

            var since = again.Moments<DeviceEvent.ResponseActivated>().Single().At;
            Assert.Contains(device.ReasonsToRemove(TestFleet.A, "safari"), at => at > since);
        });
    }

    [Fact]
    public async Task Management_reapplies_a_response_that_a_person_removed_with_the_stored_ticket()
    {
        var story = await Story.Of(EachRemoves(Phones, at: TimeSpan.FromDays(3))
            .Managed(allowInstallation: true, allowRemoval: true)
            .Scripted(TimeSpan.FromDays(5), new OperatorCommand.Enforce(TestFleet.A, TimeSpan.FromDays(2))));

        Assert.All(story.Devices, device =>
        {
            Assert.Equal(["Enrolled", .. Installed, .. Removed, .. InstalledAgain], device.Course);
            Assert.Equal(RemovalCause.User, device.All<DeviceEvent.RemovalStarted>().Single().Cause);
            UsesTheStoredTicket(device.Installations[0], device.Installations[1]);
            Assert.Equal(
                OfferSource.Management, device.Installations[1].All<DeviceEvent.ResponseOffered>().Single().Source);
        });
    }

    [Fact]
    public async Task Management_reapplies_a_response_that_it_removed_with_the_stored_ticket()
    {
        var story = await Story.Of(Phones
            .Managed(allowInstallation: true, allowRemoval: false)
            .Scripted(TimeSpan.FromDays(3), new OperatorCommand.RemoveFromManaged())
            .Scripted(TimeSpan.FromDays(5), new OperatorCommand.Enforce(TestFleet.A, TimeSpan.FromDays(2))));

        Assert.All(story.Devices, device =>
        {
            Assert.Equal(["Enrolled", .. Installed, .. Removed, .. InstalledAgain], device.Course);
            Assert.Equal(RemovalCause.Management, device.All<DeviceEvent.RemovalStarted>().Single().Cause);
            UsesTheStoredTicket(device.Installations[0], device.Installations[1]);
        });
    }

    /// <summary>
    /// The nonce is rolled while a later letter is installed. Then the ticket of the first letter is no longer valid.
    /// </summary>
    [Fact]
    public async Task The_earlier_response_does_not_come_back_after_its_nonce_was_rolled()
    {
        var story = await Story.Of(Phones
            .With(s => s with { Fleet = s.Fleet with { Devices = 30 } })
            .Faults(f => f with { NonceRolled = 0.4 })
            .Publish(TestFleet.C, at: TimeSpan.FromDays(3))
            .Withdraw(TestFleet.C, TimeSpan.FromDays(6), removeFromDevices: true));

        Assert.All(story.Devices, device =>
        {
            var active = device.Moments<DeviceEvent.ResponseActivated>().First(
                one => one.Event is DeviceEvent.ResponseActivated { Release: TestFleet.A });
            var rolled = device.Moments<DeviceEvent.NonceRolled>().Any(one => one.At > active.At);
            Assert.Equal(
                rolled ? "20F75" : "20F770750b", device.All<DeviceEvent.ResponsesRemoved>().Single().OsBuild);
            Assert.Equal(rolled ? null : TestFleet.A, device.State.Active?.Release);
        });
        Assert.Equal(2, story.Devices.Select(device => device.State.Active?.Release).Distinct().Count());
    }

    private static TestFleet EachRemoves(TestFleet fleet, TimeSpan at) =>
        Enumerable.Range(0, fleet.Scenario.Fleet.Devices)
        .Aggregate(fleet, (all, device) => all.Scripted(at, new OperatorCommand.RemoveResponses(device)));

    private static void UsesTheStoredTicket(DeviceStory first, DeviceStory again)
    {
        var (fresh, reused) =
            (first.All<DeviceEvent.TicketIssued>().Single(), again.All<DeviceEvent.TicketIssued>().Single());
        Assert.False(fresh.Reused);
        Assert.True(reused.Reused);
        Assert.Equal(fresh.ManifestDigest, reused.ManifestDigest);
        Assert.Empty(again.All<DeviceEvent.TicketRequested>());
    }
}
