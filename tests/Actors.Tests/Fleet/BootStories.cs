using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>Boots go through their steps; each step can kill the procedure, and each failure has its way out.</summary>
public sealed class BootStories
{
    private static readonly TestFleet Phone = Story.FleetOf(1).Publish(TestFleet.A, at: TimeSpan.FromHours(1));

    private static readonly string[] Installed =
        ["Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged"];

    /// <summary>A step before the cryptexes fails in every boot, until a person has repaired it.</summary>
    public static TheoryData<BootStep> SystemSteps => [BootStep.BootTicket, BootStep.SystemSnapshot, BootStep.Kernel];

    [Theory, MemberData(nameof(SystemSteps))]
    public async Task A_device_whose_system_does_not_boot_waits_for_hands_and_then_runs_the_response(BootStep step)
    {
        var device = (await Story.Of(Phone.Faults(f => f with { Boot = Failing(step) }))).Device(0);

        Assert.Equal(
            [.. Installed, "Restarted", "BootStepFailed", "Restarted", "ResponseActivated"], device.Outline);
        Assert.Equal(
            new BootStepFailed(step, Model.Devices.Booting.BootSteps.FaultOf(step), BootFallback.Hands),
            device.All<BootStepFailed>().Single());
        Assert.Equal(RestartReason.Repair, device.All<Restarted>().Last().Reason);
        var (down, failed) = (device.Moments<Restarted>().First().At, device.Moments<BootStepFailed>().Single().At);
        var activated = device.Moments<ResponseActivated>().Single();
        Assert.InRange(failed - down, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        Assert.Equal(activated.At - down, ((ResponseActivated)activated.Event).Downtime);
    }

    [Theory]
    [InlineData(BootStep.CryptexTicket, new[] { "ResponsesRemoved" })]
    [InlineData(BootStep.CryptexGraft, new[] { "BootStepFailed", "Restarted", "ResponsesRemoved" })]
    [InlineData(BootStep.TrustCaches, new[] { "BootStepFailed", "Restarted", "ResponsesRemoved" })]
    public async Task A_response_that_does_not_boot_is_replaced_by_the_base(BootStep step, string[] afterwards)
    {
        var device = (await Story.Of(Phone.Faults(f => f with { Boot = Failing(step) }))).Device(0);

        // The base has no ticket of its own; its images and trust caches can fail likewise, and then need hands.
        Assert.Equal(
            [
                .. Installed, "Restarted", "BootStepFailed", "InstallAttemptFailed", "InstallAbandoned",
                "RemovalStarted", "Restarted", .. afterwards,
            ],
            device.Outline);
        Assert.Equal(
            [BootFallback.BaseContent, .. afterwards.Length > 1 ? [BootFallback.Hands] : Array.Empty<BootFallback>()],
            device.All<BootStepFailed>().Select(failed => failed.Fallback));
        Assert.Empty(device.State.Applied);
        Assert.IsType<DevicePhase.Resting>(device.State.Phase);
    }

    [Fact]
    public async Task An_update_that_does_not_boot_falls_back_to_the_previous_snapshot()
    {
        var fleet = Story.FleetOf(1)
            .Scripted(TimeSpan.FromHours(1), new OperatorCommand.Publish(TestFleet.Update, null))
            .Lasting(TimeSpan.FromDays(2));
        var device = (await Story.Of(fleet.Faults(f => f with { Boot = Failing(BootStep.Kernel) }))).Device(0);

        // The previous snapshot fails likewise in this story; a person repairs it.
        Assert.Equal(
            [
                "Enrolled", "SoftwareUpdateOffered",
                "BootTicketRequested", "BootTicketIssued", "Restarted", "BootStepFailed", "BootStepFailed", "Restarted",
                "SoftwareUpdateAttemptFailed",
            ],
            device.Outline[..9]);
        Assert.Equal(
            [BootFallback.PreviousSnapshot, BootFallback.Hands],
            device.All<BootStepFailed>().Take(2).Select(failed => failed.Fallback));
        var failed = device.All<SoftwareUpdateAttemptFailed>().First();
        Assert.Equal((InstallStep.Start, DeviceFault.KernelDigestMismatch), (failed.Step, failed.Fault));
        Assert.NotNull(failed.RetryAt);
        Assert.Equal("16.5.1", device.State.Os.Version);
    }

    [Theory]
    [InlineData(Platform.IPhone)]
    [InlineData(Platform.MacAppleSilicon)]
    [InlineData(Platform.MacIntel)]
    public async Task A_Data_volume_that_cannot_be_unlocked_waits_for_hands(Platform platform)
    {
        var fleet = Story.FleetOf(1, platform).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).FileVault(1);
        var device = (await Story.Of(fleet.Faults(f => f with { Boot = Failing(BootStep.DataUnlock) }))).Device(0);

        var failed = device.Moments<BootStepFailed>().Single();
        Assert.Equal(
            new BootStepFailed(BootStep.DataUnlock, DeviceFault.DataUnlockFailed, BootFallback.Hands), failed.Event);
        Assert.True(device.Moments<DataVolumeUnlocked>().Single().At > failed.At);
        Assert.Equal(TestFleet.A, device.State.Active?.Release);
    }

    /// <summary>A device that cannot be unlocked is not used, so no application crashes on it.</summary>
    [Theory]
    [InlineData(Platform.IPhone)]
    [InlineData(Platform.MacAppleSilicon)]
    public async Task No_application_runs_on_a_device_whose_unlock_failed_until_a_person_has_repaired_it(
        Platform platform)
    {
        var story = await Story.Of(
            Story.FleetOf(80, platform).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).FileVault(1)
                .Using(new Application(Application.Safari, 1, TimeSpan.FromHours(3), 500))
                .SharingAnalytics(1)
                .Faults(f => f with { Boot = BootFaultSettings.None with { DataUnlockFailed = 0.4 } }));

        var locked = story.Devices
            .Where(device => device.All<BootStepFailed>().Any() && device.All<DataVolumeUnlocked>().Any())
            .Select(device => (
                device, Failed: device.Moments<BootStepFailed>().First().At,
                Repaired: device.Moments<DataVolumeUnlocked>().First().At))
            .ToArray();
        Assert.InRange(locked.Length, 10, 60);
        Assert.All(locked, one => Assert.DoesNotContain(
            one.device.Moments<ApplicationCrashed>(), crash => crash.At > one.Failed && crash.At < one.Repaired));
        Assert.Contains(
            locked, one => one.device.Moments<ApplicationCrashed>().Any(crash => crash.At > one.Repaired));
    }

    /// <summary>On Intel with FileVault the volume is unlocked before the kernel, once for the whole boot.</summary>
    [Fact]
    public async Task What_is_unlocked_before_the_kernel_stays_so_when_the_response_does_not_come_up()
    {
        var story = await Story.Of(
            Story.FleetOf(60, Platform.MacIntel).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).FileVault(1)
                .Using(new Application(Application.Safari, 1, TimeSpan.FromHours(3), 500))
                .Faults(f => f with { DidNotStart = 0.5 })
                .Lasting(TimeSpan.FromDays(9)));

        var fellBack = story.Devices.Where(device => device.All<BootStepFailed>().Any()).ToArray();
        Assert.NotEmpty(fellBack);
        Assert.All(fellBack, device => Assert.Contains(
            device.Moments<ApplicationCrashed>(), crash => crash.At > device.Moments<BootStepFailed>().First().At));
    }

    /// <summary>A report that waits for the unlock waits longer when the unlock fails.</summary>
    [Fact]
    public async Task No_totals_are_sent_at_an_unlock_that_fails()
    {
        var story = await Story.Of(
            Story.FleetOf(150, Platform.MacIntel).Publish(TestFleet.Update, at: TimeSpan.FromHours(1)).FileVault(1)
                .SharingAnalytics(1)
                .Lasting(TimeSpan.FromDays(9))
                .Faults(f => f with
                {
                    Boot = BootFaultSettings.None with { DataUnlockFailed = 0.4, SnapshotSealBroken = 0.3 },
                }));

        Assert.Contains(story.All<BootStepFailed>(), failed => failed.Step == BootStep.DataUnlock);
        Assert.All(story.Devices, device => Assert.Empty(
            device.Moments<CrashTotalsReported>().Select(one => one.At).Intersect(
                device.Moments<BootStepFailed>()
                    .Where(one => one.Event is BootStepFailed { Step: BootStep.DataUnlock })
                    .Select(one => one.At))));
    }

    [Theory]
    [InlineData(Platform.MacAppleSilicon, true)]
    [InlineData(Platform.MacIntel, false)]
    public async Task A_response_is_active_before_the_unlock_on_Apple_silicon_and_after_it_on_Intel(
        Platform platform, bool activeFirst)
    {
        var story = await Story.Of(
            Story.FleetOf(12, platform).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).FileVault(1)
                .People(p => p with { RestartPromptly = 0, RestartOvernight = 1 }));

        foreach (var device in story.Devices)
        {
            var (active, unlocked) =
                (device.Moments<ResponseActivated>().Single().At, device.Moments<DataVolumeUnlocked>().Single().At);
            Assert.Equal(activeFirst, active < unlocked);
            Assert.Equal(activeFirst, device.StateAt(active).IsDataLocked(active));
        }
    }

    [Fact]
    public async Task An_Intel_Mac_with_FileVault_that_restarts_at_night_is_up_when_its_person_is()
    {
        var story = await Story.Of(
            Story.FleetOf(8, Platform.MacIntel).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).FileVault(1)
                .People(p => p with { RestartPromptly = 0, RestartOvernight = 1 }));

        Assert.All(story.Devices, device => Assert.InRange(
            device.All<ResponseActivated>().Single().Downtime, TimeSpan.FromMinutes(10), TimeSpan.FromHours(9)));
    }

    [Fact]
    public async Task A_lost_antipatch_of_a_withdrawn_response_leaves_the_way_by_a_software_update()
    {
        var fleet = Story.FleetOf(1).Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Withdraw(TestFleet.A, TimeSpan.FromHours(30), removeFromDevices: true)
            .Scripted(TimeSpan.FromHours(80), new OperatorCommand.Publish(TestFleet.Update, null))
            .Lasting(TimeSpan.FromDays(6));
        var device = (await Story.Of(await AntipatchDamaged(fleet))).Device(0);

        var after = device.Outline[Array.IndexOf(device.Outline, "ResponseActivated")..];
        Assert.Equal(
            [
                "ResponseActivated", "RemovalStarted", "StoredFileDamaged", "RemovalAttemptFailed",
                "SoftwareUpdateOffered",
                "BootTicketRequested", "BootTicketIssued", "Restarted", "SoftwareUpdateInstalled", "NonceRolled",
            ],
            after);
        Assert.Null(device.All<RemovalAttemptFailed>().Single().RetryAt);
        Assert.Equal(
            new StoredFileDamaged(Volume.Preboot, StoredFile.Antipatch, TestFleet.A),
            device.All<StoredFileDamaged>().Single());
        Assert.Empty(device.State.Applied);
    }

    /// <summary>Of many phones some lose a file; while the response is served, all of them come through.</summary>
    [Fact]
    public async Task Damaged_files_are_fetched_again_while_the_response_is_served()
    {
        var story = await Story.Of(
            Story.FleetOf(150).Publish(TestFleet.A, at: TimeSpan.FromHours(1))
                .Regretting(TestFleet.A, 1, TimeSpan.FromHours(6))
                .People(p => p with { Reapply = 1, ReapplyAfter = TimeSpan.FromHours(5) })
                .Lasting(TimeSpan.FromDays(8))
                .Faults(f => f with { Boot = BootFaultSettings.None with { StoredFileDamaged = 0.15 } }));

        Assert.Equal(
            Enum.GetValues<StoredFile>(),
            story.All<StoredFileDamaged>().Select(damaged => damaged.File).Distinct().Order());
        Assert.All(story.All<RemovalAttemptFailed>(), failed => Assert.NotNull(failed.RetryAt));
        Assert.All(
            story.Devices,
            device => Assert.True(device.All<ResponsesRemoved>().Any(), $"{device.State.Id} removed nothing."));
    }

    [Theory]
    [InlineData(Platform.IPhone)]
    [InlineData(Platform.MacAppleSilicon)]
    [InlineData(Platform.MacIntel)]
    public async Task No_device_hangs_and_every_invariant_holds_when_everything_can_fail(Platform platform)
    {
        var story = await Story.Of(Troubled(platform));

        foreach (var device in story.Devices)
        {
            var due = DeviceCalendar.NextDue(
                new(device.State, story.Fleet.Scenario.End, story.World, Publications.None));
            Assert.True(
                device.State.Phase is not (DevicePhase.Restarting or DevicePhase.AwaitingHands) || !due.IsNever,
                $"{device.State.Id} hangs: {device.State.Phase}");
        }

        Assert.Equal(
            Enum.GetValues<BootStep>().Where(step => step != BootStep.DataUnlock || platform != Platform.MacIntel),
            story.All<BootStepFailed>().Select(failed => failed.Step).Distinct().Order()
                .Where(step => step != BootStep.DataUnlock || platform != Platform.MacIntel));
        Assert.Equal(
            Enum.GetValues<BootFallback>(),
            story.All<BootStepFailed>().Select(failed => failed.Fallback).Distinct().Order());
    }

    /// <summary>Each boot then verifies its tickets by their keys, and measures everything anew.</summary>
    [Fact]
    public async Task The_history_is_the_same_when_nothing_is_memoised()
    {
        var fleet = Troubled(Platform.IPhone);

        var memoised = await Story.Of(fleet);
        var verified = await Story.Of(fleet.Kernel(k => k with { Memoise = false }));

        Assert.Equal(memoised.Outcome.Hash, verified.Outcome.Hash);
    }

    internal static TestFleet Troubled(Platform platform) => Story.FleetOf(60, platform)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Withdraw(TestFleet.A, TimeSpan.FromHours(60), removeFromDevices: true)
        .Scripted(TimeSpan.FromHours(100), new OperatorCommand.Publish(TestFleet.Update, null))
        .Regretting(TestFleet.A, 0.3, TimeSpan.FromHours(4))
        .People(p => p with { Reapply = 1, RestartPromptly = 0.5, RestartOvernight = 0.5 })
        .FileVault(0.5)
        .Lasting(TimeSpan.FromDays(8))
        .Faults(f => f with
        {
            DidNotStart = 0.1,
            Boot = new(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, TimeSpan.FromHours(4)),
        });

    /// <summary>The seed of a fleet in which no file is damaged but the antipatch, when it is read first.</summary>
    private static async Task<TestFleet> AntipatchDamaged(TestFleet fleet)
    {
        for (var seed = 1UL; ; seed++)
        {
            var candidate = fleet.Seeded(seed)
                .Faults(f => f with { Boot = BootFaultSettings.None with { StoredFileDamaged = 0.5 } });
            if (await OnlyTheAntipatchIsDamaged(candidate))
                return candidate;
        }
    }

    private static async Task<bool> OnlyTheAntipatchIsDamaged(TestFleet fleet)
    {
        var damaged = (await Story.Of(fleet)).All<StoredFileDamaged>().Select(one => one.File).ToArray();
        return damaged is [StoredFile.Antipatch];
    }

    private static BootFaultSettings Failing(BootStep step)
    {
        var none = BootFaultSettings.None;
        return step switch
        {
            BootStep.BootTicket => none with { BootTicketInvalid = 1 },
            BootStep.SystemSnapshot => none with { SnapshotSealBroken = 1 },
            BootStep.Kernel => none with { KernelDigestMismatch = 1 },
            BootStep.CryptexTicket => none with { CryptexTicketInvalid = 1 },
            BootStep.CryptexGraft => none with { CryptexNotGrafted = 1 },
            BootStep.TrustCaches => none with { TrustCacheMissing = 1 },
            BootStep.DataUnlock => none with { DataUnlockFailed = 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
    }
}
