using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using static RsrActors.Model.Devices.States.DeviceEvent;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Host.Tests.Reports;

/// <summary>The reasons why a device is not protected, each with a history that leads to it.</summary>
public sealed class ExposureReportTests
{
    private const string A = "16.5.1-a";
    private const string C = "16.5.1-c";
    private static readonly World World = new(HistoryInTheMaking.Plain);
    private static readonly int Never = First(traits => traits.Restarts is RestartHabit.Never);
    private static readonly int PutsOff = First(traits => traits.Restarts is RestartHabit.PutsOff);
    private static readonly int Overnight = First(traits => traits.Restarts is RestartHabit.Overnight);
    private static readonly int Undecided =
        First(traits => traits is { Restarts: RestartHabit.Overnight, Seeker: false });

    /// <summary>Device, reason, and what happens to it after (a) is published.</summary>
    public static TheoryData<int, string, DeviceEvent[]> Reasons => new()
    {
        { 0, "awaiting-poll", [] },
        { 0, "installing", [new ResponseOffered(A, OfferSource.Automatic)] },
        { 0, "installing", [Offered, new PatchDownloaded(A, 1, TimeSpan.Zero), new TicketRequested(A, Nonce, 1)] },
        { 0, "space", [Offered, Failed(InstallStep.Download, DeviceFault.StorageFull)] },
        { 0, "battery", [Offered, Staged, Failed(InstallStep.Activate, DeviceFault.BatteryLow)] },
        { 0, "in-use", [Offered, Staged, Failed(InstallStep.Activate, DeviceFault.DeviceInUse)] },
        { 0, "management", [Offered, Failed(InstallStep.Stage, DeviceFault.ManagementForbids)] },
        { 0, "management", [Forbidden, Failed(InstallStep.Offer, DeviceFault.ManagementForbids)] },
        { 0, "retrying", [Offered, Failed(InstallStep.Personalise, DeviceFault.SigningUnreachable)] },
        { Overnight, "awaiting-restart", [Offered, Staged] },
        { PutsOff, "put-off", [Offered, Staged] },
        { Undecided, "awaiting-decision", [new ResponseOffered(A, OfferSource.User)] },
        { Never, "declined", [new ResponseOffered(A, OfferSource.User)] },
        { Never, "declined", [Offered, Staged] },
        { 0, "failed", [Offered, new InstallAbandoned(A, DeviceFault.SealBroken, 2)] },
        { 0, "awaiting-poll", [Offered, new InstallAbandoned(A, DeviceFault.NoLongerOffered, 1)] },
        { 0, "removed", [Offered, Active, new RemovalStarted(RemovalCause.User, [A]), Removed] },
        { 0, "removed", [Offered, Active, new RemovalStarted(RemovalCause.Management, [A]), Removed] },
    };

    [Theory, MemberData(nameof(Reasons))]
    public void A_device_is_exposed_for_the_reason_that_follows_from_its_events(
        int device, string reason, DeviceEvent[] events) =>
        Assert.Equal(Counts.Empty.Add(reason, 1), Exposed(Published(device).On(device, events)));

    [Fact]
    public void A_device_without_a_target_is_not_eligible() => Assert.Equal(
        Counts.Empty.Add("not-eligible", 2),
        Exposed(new HistoryInTheMaking().Enrol(0, build: "20E252").Enrol(1, Platform.IPad).Publish(A)));

    [Fact]
    public void The_state_of_the_release_is_the_reason_when_the_device_installs_nothing()
    {
        Assert.Equal(
            Counts.Empty.Add("withdrawn", 1), Exposed(Published(0).To(A, new ReleaseEvent.Withdrawn("broke", false))));
        Assert.Equal(
            Counts.Empty.Add("superseded", 1), Exposed(Published(0).To(A, new ReleaseEvent.Superseded("16.6"))));
        Assert.Equal(Counts.Empty.Add("paused", 1), Exposed(Published(0).To(A, new ReleaseEvent.Paused("rumours"))));
        Assert.Equal(
            Counts.Empty.Add("ramp", 1),
            Exposed(Published(0).To(A, new ReleaseEvent.RampAdvanced(0, RampSource.Rule))));
    }

    [Fact]
    public void An_offer_without_a_download_ends_when_the_release_is_withdrawn() => Assert.Equal(
        Counts.Empty.Add("withdrawn", 1),
        Exposed(Published(Never).Offer(Never, A, OfferSource.User).To(A, new ReleaseEvent.Withdrawn("broke", true))));

    [Fact]
    public void An_offered_software_update_with_the_fixes_is_the_reason()
    {
        Assert.Equal(Counts.Empty.Add("battery", 1), Exposed(Updating(0).On(0,
            new SoftwareUpdateAttemptFailed("16.6", InstallStep.Activate, DeviceFault.BatteryLow, 1, Late))));
        Assert.Equal(
            Counts.Empty.Add("installing", 1), Exposed(Updating(0).On(0, new Restarted(RestartReason.SoftwareUpdate))));
        Assert.Equal(Counts.Empty.Add("declined", 1), Exposed(Updating(Never, OfferSource.User)));

        var updated = Updating(0).Update(0, "16.6").ReportAfter(1).Protection!.Figures;
        Assert.Equal(Counts.Empty.Add("base-build", 1), updated.ProtectedBy);
    }

    [Fact]
    public void A_device_that_does_not_start_waits_for_a_person()
    {
        var restarting = new Restarted(RestartReason.SoftwareUpdate);
        var loops = new BootLoopStarted("16.6", "20G75");
        var stops = new BootStepFailed(BootStep.Kernel, DeviceFault.KernelDigestMismatch, BootFallback.Hands);

        Assert.Equal(Counts.Empty.Add("awaiting-hands", 1), Exposed(Updating(0).On(0, restarting, loops)));
        Assert.Equal(
            Counts.Empty.Add("awaiting-hands", 1),
            Exposed(Published(0).On(0, Offered, Staged, new Restarted(RestartReason.InstallResponse), stops)));
    }

    [Fact]
    public void A_device_that_a_person_repaired_goes_on_installing()
    {
        var stops = new BootStepFailed(BootStep.Kernel, DeviceFault.KernelDigestMismatch, BootFallback.Hands);

        Assert.Equal(
            Counts.Empty.Add("installing", 1),
            Exposed(Published(0).On(
                0, Offered, Staged, new Restarted(RestartReason.InstallResponse), stops,
                new Restarted(RestartReason.Repair))));
    }

    /// <summary>On an iPhone the Data volume is unlocked last: user space is up.</summary>
    [Fact]
    public void A_device_that_waits_for_its_unlock_only_is_up()
    {
        var locked = new BootStepFailed(BootStep.DataUnlock, DeviceFault.DataUnlockFailed, BootFallback.Hands);

        Assert.Equal(
            Counts.Empty.Add("awaiting-poll", 1),
            Exposed(Published(0).On(0, locked)));
    }

    [Fact]
    public void An_enforcement_outranks_decisions_of_the_person_and_of_management()
    {
        var order = new ScriptedCommand(VirtualTime.Zero, new OperatorCommand.Enforce(A, TimeSpan.FromDays(9)));
        var enforcing = HistoryInTheMaking.Plain with { Script = [order] };

        Assert.Equal(
            Counts.Empty.Add("awaiting-poll", 2),
            Exposed(new HistoryInTheMaking(enforcing)
                .Enrol(0, managed: new(false, true)).Enrol(1, managed: new(true, true)).Publish(A)
                .Activate(1, A).Remove(1, RemovalCause.User, A)));
    }

    [Fact]
    public void Protected_devices_have_the_newest_response_and_the_report_has_the_content_of_the_others()
    {
        var report = new HistoryInTheMaking().Enrol(0).Enrol(1).Enrol(2, Platform.MacIntel, "22F82").Enrol(3)
            .Publish(A, World.Release(A).Targets[0], World.Release(A).Targets[1]).Publish(C)
            .Activate(0, A).Activate(1, C)
            .Offer(2, A).Stage(2, A).On(2, new SafariRelaunched(A))
            .ReportAfter(1);

        Assert.Equal([new("iphone", C), new("mac-intel", A)], report.Protection!.Newest);
        var fleet = report.Protection.Figures;
        Assert.Equal((4, 1, 3), (fleet.Devices, fleet.Protected, fleet.Exposed));
        Assert.Equal((1, 1), (fleet.ExposedWithOther, fleet.ExposedButSafari));
        Assert.Equal(
            Counts.Empty.Add("later-response", 1).Add("response", 1), report.Releases[0].Protection!.ProtectedBy);
        Assert.Equal(
            Counts.Empty.Add("not-eligible", 1).Add("awaiting-poll", 2), report.Releases[1].Protection!.ExposedBy);
    }

    [Fact]
    public void The_report_has_no_protection_before_anything_is_published() =>
        Assert.Null(new HistoryInTheMaking().Enrol(0).ReportAfter(1).Protection);

    [Fact]
    public void Every_reason_is_explained_on_the_page_about_the_report()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "report.md"));

        Assert.All(
            Words.All<ExposureReason>(), reason => Assert.Contains($"`{reason}`", page, StringComparison.Ordinal));
    }

    private static VirtualTime Late => VirtualTime.Zero + TimeSpan.FromDays(20);

    private static Digest Nonce => Digest.Parse("00");

    private static ManagementChanged Forbidden => new(new Management(AllowInstallation: false, AllowRemoval: true));

    private static ResponseOffered Offered => new(A, OfferSource.Automatic);

    private static ResponseStaged Staged => new(A, []);

    private static ResponseActivated Active => new(A, "20F770750b", TimeSpan.Zero, 80, false);

    private static ResponsesRemoved Removed => new([A], "20F75");

    private static InstallAttemptFailed Failed(InstallStep step, DeviceFault fault) => new(A, step, fault, 1, Late);

    private static HistoryInTheMaking Published(int device) => new HistoryInTheMaking().Enrol(device).Publish(A);

    private static HistoryInTheMaking Updating(int device, OfferSource source = OfferSource.Automatic) =>
        Published(device)
        .To("16.6", new ReleaseEvent.Published(100, RampSource.Rule))
        .To(A, new ReleaseEvent.Superseded("16.6"))
        .On(device, new SoftwareUpdateOffered("16.6", "20G75", source));

    private static Counts Exposed(HistoryInTheMaking history) =>
        history.ReportAfter(0.01).Protection!.Figures.ExposedBy;

    private static int First(Func<Traits, bool> which) =>
        Enumerable.Range(0, 1_000).First(device => which(World.TraitsOf(device)));
}
