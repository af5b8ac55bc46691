using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>Responses are removed by the vendor or by people, or replaced by a later letter.</summary>
public sealed class WithdrawalStories
{
    private static readonly string[] Installed =
    [
        "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted",
        "ResponseActivated",
    ];

    private static readonly string[] Removed = ["RemovalStarted", "Restarted", "ResponsesRemoved"];

    private static readonly TestFleet Phone = Story.FleetOf(1)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Lasting(TimeSpan.FromDays(9));

    [Fact]
    public async Task A_response_that_the_vendor_removes_leaves_the_base_running()
    {
        var story = await Story.Of(Phone.Withdraw(TestFleet.A, TimeSpan.FromDays(3), removeFromDevices: true));
        var device = story.Device(0);

        Assert.Equal(["Enrolled", .. Installed, .. Removed], device.Outline);
        Assert.Equal(RemovalCause.Vendor, device.All<DeviceEvent.RemovalStarted>().Single().Cause);
        Assert.Equal("20F75", device.All<DeviceEvent.ResponsesRemoved>().Single().OsBuild);
        Assert.Equal("20F75", device.State.RunningBuild(new World(story.Fleet.Scenario)));
    }

    [Fact]
    public async Task A_response_that_is_only_withdrawn_stays_installed()
    {
        var story = await Story.Of(Phone.Withdraw(TestFleet.A, TimeSpan.FromDays(3), removeFromDevices: false));

        Assert.Equal(["Enrolled", .. Installed], story.Device(0).Outline);
    }

    [Fact]
    public async Task A_withdrawn_response_is_offered_to_no_device_after_the_catalogue_has_propagated()
    {
        var story = await Story.Of(Story.FleetOf(10)
            .Publish(TestFleet.A, TimeSpan.FromHours(1))
            .Withdraw(TestFleet.A, TimeSpan.FromHours(4), removeFromDevices: false));
        var withdrawn = story.Events.Single(e => e.Event is ReleaseEvent.Withdrawn).At;
        var offers = story.Events.Where(e => e.Event is DeviceEvent.ResponseOffered).ToList();

        Assert.InRange(offers.Count, 1, 9);
        Assert.All(offers, offer => Assert.True(offer.At <= withdrawn + story.Fleet.Scenario.CataloguePropagation));
    }

    /// <summary>The procedure stops when the installation is abandoned; the update starts a new one.</summary>
    [Fact]
    public async Task An_installation_is_abandoned_at_the_next_attempt_after_a_withdrawal()
    {
        var damaged = Phone.Faults(f => f with { PatchDamaged = 1 });
        var failedAt = (await Story.Of(damaged)).Events.First(e => e.Event is DeviceEvent.InstallAttemptFailed).At;

        var story = await Story.Of(damaged
            .Withdraw(TestFleet.A, failedAt - VirtualTime.Zero + TimeSpan.FromSeconds(1), removeFromDevices: false)
            .Scripted(TimeSpan.FromDays(4), new OperatorCommand.Publish(TestFleet.Update, null)));
        var device = story.Device(0);

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "InstallAttemptFailed", "InstallAbandoned",
                "SoftwareUpdateOffered",
                "BootTicketRequested", "BootTicketIssued", "Restarted", "SoftwareUpdateInstalled", "NonceRolled",
            ],
            device.Outline);
        Assert.Equal(DeviceFault.NoLongerOffered, device.All<DeviceEvent.InstallAbandoned>().Single().Fault);
    }

    [Fact]
    public async Task A_later_letter_is_installed_on_the_base()
    {
        var story = await Story.Of(Phone.Publish(TestFleet.C, at: TimeSpan.FromDays(3)));
        var device = story.Device(0);
        var staged = device.All<DeviceEvent.ResponseStaged>().ToList();

        Assert.Equal(["Enrolled", .. Installed, .. Installed], device.Outline);
        Assert.Equal(["20F770750b", "20F770750d"], device.All<DeviceEvent.ResponseActivated>().Select(e => e.OsBuild));
        Assert.Equal([TestFleet.A, TestFleet.C], device.State.Applied.Select(one => one.Release));
        Assert.NotEqual(staged[0].Cryptexes[0].ImageDigest, staged[1].Cryptexes[0].ImageDigest);
        Assert.Equal(TestFleet.C, story.All<ReleaseEvent.Superseded>().Single().By);
    }

    [Fact]
    public async Task The_earlier_letter_comes_back_with_the_restart_in_which_the_vendor_removes_the_later_one()
    {
        var story = await Story.Of(Phone
            .Publish(TestFleet.C, at: TimeSpan.FromDays(3))
            .Withdraw(TestFleet.C, TimeSpan.FromDays(6), removeFromDevices: true));
        var device = story.Device(0);

        Assert.Equal(["Enrolled", .. Installed, .. Installed, .. Removed, "ResponseActivated"], device.Outline);
        var (removed, back) = (device.Events[^2], device.Events[^1]);
        Assert.Equal(removed.At, back.At);
        Assert.Equal("20F770750b", ((DeviceEvent.ResponsesRemoved)removed.Event).OsBuild);
        Assert.Equal(TestFleet.A, ((DeviceEvent.ResponseActivated)back.Event).Release);
        Assert.Equal([TestFleet.A], device.State.Applied.Select(one => one.Release));
    }

    [Fact]
    public async Task The_base_runs_after_both_letters_are_withdrawn()
    {
        var story = await Story.Of(Phone
            .Publish(TestFleet.C, at: TimeSpan.FromDays(3))
            .Withdraw(TestFleet.A, TimeSpan.FromDays(6), removeFromDevices: true)
            .Withdraw(TestFleet.C, TimeSpan.FromDays(6), removeFromDevices: true));
        var device = story.Device(0);

        Assert.Equal(["Enrolled", .. Installed, .. Installed, .. Removed], device.Outline);
        Assert.Equal(
            [TestFleet.A, TestFleet.C], device.All<DeviceEvent.ResponsesRemoved>().Single().Releases.ToArray());
        Assert.Equal("20F75", device.All<DeviceEvent.ResponsesRemoved>().Single().OsBuild);
    }

    [Fact]
    public async Task A_staged_response_is_discarded_without_a_restart_when_the_vendor_removes_it()
    {
        var story = await Story.Of(Phone
            .People(p => p with { RestartPromptly = 0, PutOff = TimeSpan.FromDays(1000) })
            .Withdraw(TestFleet.A, TimeSpan.FromDays(3), removeFromDevices: true));
        var device = story.Device(0);

        Assert.Equal(["Enrolled", .. Installed[..5], "RemovalStarted", "ResponsesRemoved"], device.Outline);
        Assert.Equal(device.Events[^2].At, device.Events[^1].At);
    }

    [Fact]
    public async Task Safari_on_a_Mac_runs_a_staged_response_from_its_relaunch_until_a_restart()
    {
        var mac = Story.FleetOf(1, Platform.MacAppleSilicon)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Lasting(TimeSpan.FromDays(9))
            .People(p => p with
            {
                RestartPromptly = 0, PutOff = TimeSpan.FromDays(4), RelaunchSafari = TimeSpan.FromMinutes(10)
            });

        var kept = await Story.Of(mac);
        var withdrawn = await Story.Of(mac.Withdraw(TestFleet.A, TimeSpan.FromDays(2), removeFromDevices: true));

        Assert.Equal(["Enrolled", .. Installed[..5], "SafariRelaunched", .. Installed[5..]], kept.Device(0).Outline);
        Assert.Equal(["Enrolled", .. Installed[..5], "SafariRelaunched", .. Removed], withdrawn.Device(0).Outline);
    }

    [Fact]
    public async Task A_person_who_removes_a_response_may_apply_it_again_with_the_same_ticket()
    {
        var story = await Story.Of(Phone
            .Regretting(TestFleet.A, share: 1, after: TimeSpan.FromHours(6))
            .People(p => p with { Reapply = 1, ReapplyAfter = TimeSpan.FromHours(12) }));
        var device = story.Device(0);
        var (first, second) = (device.Installations[0], device.Installations[1]);

        Assert.Equal([.. Installed, .. Removed], first.Outline);
        Assert.Equal(
            ["ResponseOffered", "TicketIssued", "ResponseStaged", "Restarted", "ResponseActivated"],
            second.Outline[..5]);
        Assert.Equal(RemovalCause.User, first.All<DeviceEvent.RemovalStarted>().Single().Cause);
        Assert.Equal(OfferSource.User, second.All<DeviceEvent.ResponseOffered>().Single().Source);
        var (fresh, reused) =
            (first.All<DeviceEvent.TicketIssued>().Single(), second.All<DeviceEvent.TicketIssued>().Single());
        Assert.False(fresh.Reused);
        Assert.True(reused.Reused);
        Assert.Equal(fresh.ManifestDigest, reused.ManifestDigest);
    }

    [Fact]
    public async Task A_response_that_a_person_removes_is_not_offered_again_automatically()
    {
        var story = await Story.Of(Phone.Regretting(TestFleet.A, share: 1, after: TimeSpan.FromHours(6)));

        Assert.Equal(["Enrolled", .. Installed, .. Removed], story.Device(0).Outline);
    }

    /// <summary>The invariant <see cref="OnlyAnUpdateTouchesTheSeal"/>.</summary>
    [Fact]
    public async Task Responses_and_removals_do_not_change_boot_ticket_and_system_volume_seal()
    {
        var story = await Story.Of(Phone
            .Publish(TestFleet.C, at: TimeSpan.FromDays(3))
            .Withdraw(TestFleet.C, TimeSpan.FromDays(6), removeFromDevices: true));
        var device = story.Device(0);
        var enrolled = device.All<DeviceEvent.Enrolled>().Single();

        Assert.Equal(device.Outline.Length, device.State.Seq);
        Assert.All(device.States, state =>
        {
            Assert.Equal(enrolled.BootTicketDigest, state.Os.BootTicketDigest);
            Assert.Equal(enrolled.SystemVolumeSeal, state.Os.SystemVolumeSeal);
        });
    }
}
