using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Host.Tests.Reports;

public sealed class ReportProjectionTests
{
    private const string A = "16.5.1-a";
    private const string C = "16.5.1-c";

    [Fact]
    public void A_release_has_the_times_of_publication_withdrawal_and_last_removal()
    {
        var report = TwoPhones()
            .At(1).Publish(A)
            .At(2).On(0, new ResponseOffered(A, OfferSource.Automatic)).On(1, new ResponseOffered(A, OfferSource.User))
            .At(3).Activate(0, A)
            .At(4).Activate(1, A)
            .At(5).Remove(1, RemovalCause.User, A)
            .At(6).To(A, new ReleaseEvent.Withdrawn("web sites broke", true))
            .At(6.5).Remove(0, RemovalCause.Vendor, A)
            .ReportAfter(8);

        var release = Assert.Single(report.Releases);
        Assert.Equal("withdrawn", release.State);
        Assert.Equal((2, 2, 0, 2), (release.Offered, release.Activated, release.ActiveNow, release.Removed));
        Assert.Equal((7200.000m, 10800.000m), (release.Reach[0].OfAll.SecondsTo50, release.Reach[0].OfAll.SecondsTo99));
        Assert.Equal((3600.000m, 21600.000m), (release.PublishedSeconds, release.WithdrawnSeconds));
        Assert.Equal(1800.000m, release.SecondsToLastRemoval);
        Assert.Equal([new("user", 1), new("vendor", 1)], release.Removals);
        Assert.Equal([0, 0, 0, 1, 2, 1, 1, 0, 0], report.Adoption.Select(hour => hour.Active[A]));
        Assert.Equal([2, 2, 2, 1, 0, 1, 1, 2, 2], report.Adoption.Select(hour => hour.Base));
    }

    [Fact]
    public void Half_of_the_eligible_is_counted_of_those_eligible_at_the_end()
    {
        var report = TwoPhones()
            .Enrol(2, Platform.IPad)          // Another platform with the same build,
            .Enrol(3, build: "20F66")         // another build,
            .Enrol(4)                         // one that is updated before publication,
            .At(0.5).Update(4, "16.6")
            .At(1).Publish(A)
            .At(2).Enrol(5).Activate(5, A)    // and one that is enrolled later, which counts as the third.
            .At(3).Activate(3, A)
            .At(4).Activate(1, A)
            .ReportAfter(5);

        var release = Assert.Single(report.Releases);
        Assert.Equal(3, release.Eligible);
        Assert.Equal(10800.000m, release.Reach[0].OfEligible.SecondsTo50);
        Assert.Null(release.Reach[0].OfEligible.SecondsTo90);
        Assert.Null(release.Reach[0].OfAll.SecondsTo50);
        Assert.Equal(3, release.Activated);
    }

    [Fact]
    public void Half_of_the_eligible_is_not_reached_without_eligible_devices()
    {
        var report = new HistoryInTheMaking().Enrol(0, build: "20F66")
            .At(1).Publish(A)
            .At(2).Activate(0, A)
            .ReportAfter(3);

        Assert.Null(Assert.Single(report.Releases).Reach[0].OfEligible.SecondsTo50);
    }

    [Fact]
    public void A_device_that_applies_a_response_again_counts_once_and_is_active_again()
    {
        var report = TwoPhones().Publish(A)
            .At(1).Activate(0, A)
            .At(2).Remove(0, RemovalCause.User, A)
            .At(3).On(0, new TicketIssued(A, Model.Digest.Parse("00"), Reused: true)).Activate(0, A)
            .At(4).Remove(0, RemovalCause.User, A)
            .At(5).Activate(0, A)
            .ReportAfter(5);

        var release = Assert.Single(report.Releases);
        Assert.Equal((1, 1, 1), (release.Activated, release.ActiveNow, release.Removed));
        Assert.Equal([new("user", 2)], release.Removals); // Each time.
        Assert.Empty(release.EndedBy);
        Assert.Equal(3600.000m, release.Reach[0].OfAll.SecondsTo50);
        Assert.Null(release.Reach[0].OfAll.SecondsTo90);
        Assert.Null(release.SecondsToLastRemoval);
        Assert.Equal((0, 1), (report.Signing.Issued, report.Signing.Reused));
    }

    [Fact]
    public void An_earlier_letter_is_replaced_by_the_later_one_and_comes_back_when_that_is_removed()
    {
        var history = TwoPhones().Publish(A).At(1).Activate(0, A).At(2).Publish(C).At(3).Activate(0, C);
        Assert.Equal([(A, 0), (C, 1)], ActiveNow(history.ReportAfter(3)));

        history.At(4).Remove(0, RemovalCause.Vendor, C).Activate(0, A);
        Assert.Equal([(A, 1), (C, 0)], ActiveNow(history.ReportAfter(4)));

        history.At(5).Remove(0, RemovalCause.User, A);
        var report = history.ReportAfter(6);
        Assert.Equal([(A, 0), (C, 0)], ActiveNow(report));
        Assert.Equal([0, 1, 1, 0, 1, 0, 0], report.Adoption.Select(hour => hour.Active[A]));
        Assert.Equal([0, 0, 0, 1, 0, 0, 0], report.Adoption.Select(hour => hour.Active[C]));
    }

    [Fact]
    public void A_removal_before_the_activation_does_not_change_the_active_devices()
    {
        var report = TwoPhones().Publish(A).Activate(0, A).Publish(C)
            .At(1).Remove(0, RemovalCause.FailedActivation, C)
            .ReportAfter(1);

        Assert.Equal([(A, 1), (C, 0)], ActiveNow(report));
        Assert.Equal([new("failed-activation", 1)], report.Releases[1].Removals);
    }

    [Fact]
    public void A_software_update_ends_the_activity_of_a_response()
    {
        var report = TwoPhones().Publish(A).At(1).Activate(0, A)
            .To("16.6", new ReleaseEvent.Published(100, RampSource.Rule))
            .At(2).On(0, new SoftwareUpdateOffered("16.6", "20G75", OfferSource.Automatic))
            .On(0, new SoftwareUpdateAttemptFailed("16.6", InstallStep.Activate, DeviceFault.BatteryLow, 1, null))
            .At(3).Update(0, "13.5")
            .ReportAfter(3);

        Assert.Equal([(A, 0)], ActiveNow(report));
        Assert.Equal(2, report.Adoption[^1].Base);
        var update = Assert.Single(report.SoftwareUpdates);
        Assert.Equal(("16.6", 1, 1), (update.Version, update.Offered, update.Installed));
        Assert.Equal([new("battery-low", 1)], update.FailedAttempts);
    }

    [Fact]
    public void Every_failed_attempt_counts_and_a_device_that_abandons_counts_once()
    {
        var failed = new InstallAttemptFailed(A, InstallStep.Activate, DeviceFault.DeviceInUse, 1, new(7_200_000));
        var report = TwoPhones().Publish(A).At(1)
            .On(0, failed, failed, failed with { Step = InstallStep.Download, Fault = DeviceFault.NetworkInterrupted })
            .On(0, new InstallAbandoned(A, DeviceFault.DeviceInUse, 3))
            .On(0, new InstallAbandoned(A, DeviceFault.DeviceInUse, 3))
            .On(1, new SafariRelaunched(A), new SafariRelaunched(A))
            .On(1, new TicketRefused(A, 94, "no"), new TicketRefused(A, 5, "busy"), new TicketRefused(A, 94, "no"))
            .ReportAfter(1);

        var release = Assert.Single(report.Releases);
        Assert.Equal([new("device-in-use", 2), new("network-interrupted", 1)], release.FailedAttempts);
        Assert.Equal([new("activate", 2), new("download", 1)], release.FailedSteps);
        Assert.Equal((1, 1), (release.Abandoned, release.BrowserProtected));
        Assert.Equal([new("5", 1), new("94", 2)], report.Signing.Refused);
    }

    [Fact]
    public void Boot_tickets_and_their_refusals_are_counted_apart_from_those_of_responses()
    {
        var failed = new SoftwareUpdateAttemptFailed(
            "16.6", InstallStep.Personalise, DeviceFault.SigningUnreachable, 1, new(7_200_000));
        var report = TwoPhones()
            .To("16.6", new ReleaseEvent.Published(100, RampSource.Rule))
            .On(0, new SoftwareUpdateOffered("16.6", "20G75", OfferSource.Automatic))
            .On(0, new BootTicketRequested("16.6", "20G75", 1), failed)
            .On(0, failed with { Fault = DeviceFault.SigningRateLimited })
            .On(0, failed with { Fault = DeviceFault.TicketRefused, RetryAt = null })
            .On(0, failed with { Fault = DeviceFault.BatteryLow, Step = InstallStep.Activate })
            .On(1, new BootTicketIssued("16.6", "20G75", Model.Digest.Parse("00")))
            .On(1, new TicketIssued(A, Model.Digest.Parse("00"), Reused: false))
            .ReportAfter(1);

        Assert.Equal((1, 0, 0), (report.Signing.Issued, report.Signing.Reused, report.Signing.Refused.Count));
        Assert.Equal(1, report.Signing.BootTickets.Issued);
        Assert.Equal([new("-1", 1), new("429", 1), new("94", 1)], report.Signing.BootTickets.Refused);
    }

    [Fact]
    public void An_unlock_by_a_person_is_no_repair_of_a_boot()
    {
        var locked = new BootStepFailed(BootStep.DataUnlock, DeviceFault.DataUnlockFailed, BootFallback.Hands);
        var broken = new BootStepFailed(BootStep.Kernel, DeviceFault.KernelDigestMismatch, BootFallback.Hands);
        var report = new HistoryInTheMaking().Enrol(0, Platform.MacIntel, "22F82").Enrol(1)
            .On(0, locked, new Restarted(RestartReason.Repair))
            .On(1, broken, new Restarted(RestartReason.Repair))
            .ReportAfter(1);

        Assert.Equal(1, report.Boots!.Repairs);
    }

    [Fact]
    public void How_many_devices_run_again_after_the_end_of_the_run_is_not_known()
    {
        var loop = new HistoryInTheMaking(Looping).Enrol(0).Enrol(1)
            .To("16.6", new ReleaseEvent.Published(100, RampSource.Rule))
            .On(0, new SoftwareUpdateOffered("16.6", "20G75", OfferSource.Automatic))
            .On(0, new Restarted(RestartReason.SoftwareUpdate), new BootLoopStarted("16.6", "20G75"))
            .At(30).On(0, new BootLoopEnded("16.6", "20F75", TimeSpan.FromHours(29)))
            .ReportAfter(100).SoftwareUpdates[0].BootLoop!;

        Assert.Equal([86_400m, 259_200m, 604_800m, 1_209_600m], loop.Times.Select(time => time.AfterSeconds));
        Assert.Equal([0, 1, null, null], loop.Times.Select(time => time.Restored));
        Assert.Equal([0m, 1m, null, null], loop.Times.Select(time => time.Share));
    }

    [Fact]
    public void The_state_follows_the_release()
    {
        var history = new HistoryInTheMaking().To(A, new ReleaseEvent.Drafted('a', []));
        Assert.Equal("drafted", State(history));
        Assert.Equal(
            "published",
            State(
                history.To(
                    A, new ReleaseEvent.Published(1, RampSource.Rule),
                    new ReleaseEvent.RampAdvanced(5, RampSource.Rule))));
        Assert.Equal(
            "paused", State(history.To(A, new ReleaseEvent.RolloutHeld("r", "w"), new ReleaseEvent.Paused("c"))));
        Assert.Equal("published", State(history.To(A, new ReleaseEvent.Resumed("c"))));
        Assert.Equal("superseded", State(history.To(A, new ReleaseEvent.Superseded(C))));

        static string State(HistoryInTheMaking history) => Assert.Single(history.ReportAfter(0).Releases).State;
    }

    [Fact]
    public void Adoption_has_a_row_for_every_hour_and_one_for_an_end_between_hours()
    {
        Assert.Equal([0], TwoPhones().ReportAfter(0).Adoption.Select(hour => hour.Ms));
        Assert.Equal([0, 3_600_000, 7_200_000], TwoPhones().ReportAfter(2).Adoption.Select(hour => hour.Ms));
        Assert.Equal([0, 3_600_000, 5_400_000], TwoPhones().ReportAfter(1.5).Adoption.Select(hour => hour.Ms));
    }

    [Fact]
    public void The_row_of_an_hour_includes_the_events_of_its_millisecond()
    {
        var report = TwoPhones().Publish(A).At(1).Activate(0, A).At(1.0001).Activate(1, A).ReportAfter(2);

        Assert.Equal([0, 1, 2], report.Adoption.Select(hour => hour.Active[A]));
    }

    [Fact]
    public void Every_event_of_the_model_can_be_read()
    {
        var history = TwoPhones();
        foreach (var (happened, _, _) in SampleEvents.All)
        {
            history.Happen(
                happened switch
                {
                    DeviceEvent => EntityId.Device(1),
                    ReleaseEvent => EntityId.Release(A),
                    _ => EntityId.Operator,
                },
                happened);
        }

        Assert.Equal(SampleEvents.All.Length + 2, history.ReportAfter(1).Events);
    }

    [Fact]
    public void Events_out_of_order_are_refused() =>
        Assert.Throws<ArgumentException>(() => TwoPhones().At(2).Activate(0, A).At(1).Activate(1, A));

    private static Scenario Looping => HistoryInTheMaking.Plain with
    {
        Updates =
        [
            .. HistoryInTheMaking.Plain.Updates.Select(update => update with
            {
                BootLoop = new(0.5, TimeSpan.FromDays(1), 0.1, TimeSpan.FromDays(5)),
            }),
        ],
    };

    private static HistoryInTheMaking TwoPhones() => new HistoryInTheMaking().Enrol(0).Enrol(1);

    private static IEnumerable<(string Release, int Devices)> ActiveNow(Report report) =>
        report.Releases.Select(release => (release.Id, (int)release.ActiveNow));
}
