using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// Each step of a software update kills its procedure. The device tries again from the download, and after a second
/// failure its old snapshot stays.
/// </summary>
public sealed class UpdateStepStories
{
    public static TheoryData<DeviceFault, InstallStep, bool> Rows => new()
    {
        { DeviceFault.UpdateDigestMismatch, InstallStep.Download, false },
        { DeviceFault.UpdateNotPrepared, InstallStep.Prepare, false },
        { DeviceFault.RamDiskDidNotStart, InstallStep.RamDisk, true },
        { DeviceFault.FileDigestMismatch, InstallStep.ReplaceFiles, true },
        { DeviceFault.RootMismatch, InstallStep.CompareRoot, true },
        { DeviceFault.SnapshotNotMade, InstallStep.MakeSnapshot, true },
        { DeviceFault.SnapshotDidNotStart, InstallStep.Start, true },
    };

    [Theory, MemberData(nameof(Rows))]
    public async Task A_step_that_always_fails_leaves_the_old_snapshot(
        DeviceFault fault, InstallStep step, bool isAfterRestart)
    {
        var story = await Story.Of(Fleet(3, fault, 1));

        Assert.All(story.Devices, device =>
        {
            string[] attempt = isAfterRestart
                ? ["BootTicketRequested", "BootTicketIssued", "Restarted", "SoftwareUpdateAttemptFailed"]
                : ["SoftwareUpdateAttemptFailed"];
            Assert.Equal(["Enrolled", "SoftwareUpdateOffered", .. attempt, .. attempt], device.Outline);
            Assert.All(
                device.All<SoftwareUpdateAttemptFailed>(),
                failed => Assert.Equal((step, fault), (failed.Step, failed.Fault)));
            Assert.Equal([false, true], device.All<SoftwareUpdateAttemptFailed>().Select(one => one.RetryAt is null));
            Assert.Equal("20F75", device.State.Os.Build);
            Assert.True(device.State.Diary.Now.Up, "The device is up.");
        });
    }

    [Fact]
    public async Task An_update_succeeds_at_the_second_attempt_and_says_what_it_took()
    {
        var story = await Story.Of(Fleet(60, DeviceFault.RootMismatch, 0.3));

        var installed = story.All<SoftwareUpdateInstalled>().ToArray();
        Assert.Contains(story.All<SoftwareUpdateAttemptFailed>(), failed => failed.RetryAt is not null);
        Assert.InRange(installed.Length, 40, 60);
        Assert.All(installed, one => Assert.Equal(
            (5_232_000_000, 23), (one.BytesWritten, one.FilesReplaced)));
        Assert.All(installed, one => Assert.Equal(588_095, one.HashesComputed));
    }

    private static TestFleet Fleet(int devices, DeviceFault fault, double chance)
    {
        return Story.FleetOf(devices)
            .Publish(TestFleet.Update, at: TimeSpan.FromHours(1))
            .Faults(faults => faults with
            {
                Update = new(
                    Chance(DeviceFault.UpdateDigestMismatch), Chance(DeviceFault.UpdateNotPrepared),
                    Chance(DeviceFault.RamDiskDidNotStart), Chance(DeviceFault.FileDigestMismatch),
                    Chance(DeviceFault.RootMismatch), Chance(DeviceFault.SnapshotNotMade),
                    Chance(DeviceFault.SnapshotDidNotStart)),
            })
            .Lasting(TimeSpan.FromDays(9));

        double Chance(DeviceFault one) => one == fault ? chance : 0;
    }
}
