using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>An organisation restricts its people, enforces responses by a deadline, and lifts restrictions.</summary>
public sealed class ManagementStories
{
    /// <summary>
    /// An order takes effect a second after all devices have it, and each device applies a setting within a quarter of
    /// an hour.
    /// </summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(16);

    private static readonly TimeSpan CheckIn = TimeSpan.FromMinutes(15);

    private static readonly string[] Installed =
    [
        "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted",
        "ResponseActivated",
    ];

    private static readonly string[] Removed = ["RemovalStarted", "Restarted", "ResponsesRemoved"];

    private static readonly TestFleet Phones = Story.FleetOf(12)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Lasting(TimeSpan.FromDays(9));

    private static readonly TestFleet Forbidden = Phones.Managed(allowInstallation: false, allowRemoval: true);

    [Fact]
    public async Task A_person_may_remove_a_response_only_after_management_allows_it()
    {
        var story = await Story.Of(Phones
            .Managed(allowInstallation: true, allowRemoval: false)
            .Scripted(TimeSpan.FromDays(3), new OperatorCommand.RemoveResponses(5))
            .Scripted(TimeSpan.FromDays(4), new OperatorCommand.Restrict(AllowInstallation: true, AllowRemoval: true))
            .Scripted(TimeSpan.FromDays(5), new OperatorCommand.RemoveResponses(5)));
        var device = story.Device(5);

        Assert.Equal(["Enrolled", .. Installed, "ManagementChanged", .. Removed], device.Course);
        Assert.Equal(
            VirtualTime.Zero + TimeSpan.FromDays(5) + TimeSpan.FromSeconds(15),
            device.Moments<DeviceEvent.RemovalStarted>().Single().At);
        Assert.All(story.Devices.Where(other => other != device), other =>
            Assert.Equal(["Enrolled", .. Installed, "ManagementChanged"], other.Course[..9]));
        Assert.Single(story.All<DeviceEvent.RemovalStarted>());
    }

    [Fact]
    public async Task Devices_install_nothing_where_management_forbids_it_and_orders_nothing() =>
        Assert.All((await Story.Of(Forbidden)).Devices, device => Assert.Equal(["Enrolled"], device.Course));

    /// <summary>An enforcement outranks a restriction of the same management.</summary>
    [Fact]
    public async Task An_enforced_response_is_installed_where_installing_is_forbidden()
    {
        var ordered = TimeSpan.FromDays(2);
        var story = await Story.Of(
            Forbidden.Scripted(ordered, new OperatorCommand.Enforce(TestFleet.A, TimeSpan.FromDays(3))));

        Assert.All(story.Devices, device =>
        {
            Assert.Equal(["Enrolled", .. Installed], device.Course);
            var offer = device.Moments<DeviceEvent.ResponseOffered>().Single();
            Assert.Equal(OfferSource.Management, ((DeviceEvent.ResponseOffered)offer.Event).Source);
            Assert.InRange(offer.At - VirtualTime.Zero, ordered + OnItsWay, ordered + TimeSpan.FromDays(2));
            Assert.Equal(new Management(AllowInstallation: false, AllowRemoval: true), device.State.Managed);
        });
    }

    /// <summary>These people postpone the restart for years, and use the device day and night.</summary>
    [Fact]
    public async Task A_device_that_has_not_restarted_before_the_deadline_restarts_at_the_deadline()
    {
        var (ordered, within) = (TimeSpan.FromDays(2), TimeSpan.FromDays(3));
        var story = await Story.Of(Forbidden
            .People(
                p => p with { RestartPromptly = 0, PutOff = TimeSpan.FromDays(10_000), InUse = 1, InUseAtNight = 1 })
            .Scripted(ordered, new OperatorCommand.Enforce(TestFleet.A, within)));

        var deadline = VirtualTime.Zero + ordered + OnItsWay + within;
        Assert.All(story.Devices, device =>
        {
            Assert.Equal(["Enrolled", .. Installed], device.Course);
            Assert.Equal(deadline, device.Moments<DeviceEvent.Restarted>().Single().At);
        });
    }

    [Fact]
    public async Task Devices_install_nothing_after_management_forbids_it()
    {
        var (published, forbidden) = (TimeSpan.FromHours(1), TimeSpan.FromHours(9));
        var story = await Story.Of(Story.FleetOf(40)
            .Managed(allowInstallation: true, allowRemoval: true)
            .People(p => p with { RestartPromptly = 0.5, RestartOvernight = 0.5 })
            .Publish(TestFleet.A, published)
            .Scripted(forbidden, new OperatorCommand.Restrict(AllowInstallation: false, AllowRemoval: false))
            .Scripted(TimeSpan.FromDays(2), new OperatorCommand.RemoveResponses(0))
            .Lasting(TimeSpan.FromDays(8)));

        Assert.All(story.Devices, device =>
        {
            var applied = device.Moments<DeviceEvent.ManagementChanged>().Single().At;
            Assert.InRange(applied - VirtualTime.Zero, forbidden + OnItsWay, forbidden + OnItsWay + CheckIn);
            Assert.DoesNotContain(device.Events, e =>
                e.At >= applied && e.Event is DeviceEvent.ResponseOffered or DeviceEvent.RemovalStarted);
            Assert.DoesNotContain(device.Moments<DeviceEvent.ResponseStaged>(), staged => staged.At >= applied);
        });

        // A device that had staged the response restarts into it. The other devices check again a week later.
        var protectedByThen = story.All<DeviceEvent.ResponseActivated>().Count();
        Assert.InRange(protectedByThen, 1, 39);
        Assert.Equal(story.All<DeviceEvent.ResponseStaged>().Count(), protectedByThen);
        Assert.Contains(story.Devices, device => device.FailedAttempts.Any(failed =>
            failed.Attempt.Fault == DeviceFault.ManagementForbids && failed.Pause == TimeSpan.FromDays(7)));
    }

    /// <summary>
    /// Where management forbids removal, devices recommend no removal of a harmful response. Management removes it by
    /// an order.
    /// </summary>
    [Fact]
    public async Task A_harmful_response_that_people_may_not_remove_is_removed_by_management()
    {
        var story = await Story.Of(Phones
            .Using(new Application("safari", 1, TimeSpan.FromHours(3), 20))
            .Breaking(TestFleet.A, "safari", times: 60)
            .Managed(allowInstallation: true, allowRemoval: false)
            .Scripted(TimeSpan.FromDays(6), new OperatorCommand.RemoveFromManaged()));

        Assert.NotEmpty(story.All<AnalyticsEvent.AffectedApplicationsPublished>());
        Assert.All(story.Devices, device =>
        {
            Assert.Equal(["Enrolled", .. Installed, .. Removed], device.Course);
            Assert.Equal(RemovalCause.Management, device.All<DeviceEvent.RemovalStarted>().Single().Cause);
        });
    }
}
