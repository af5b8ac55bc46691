using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>All faults and gates at once, for all kinds of people: no run fails, and every device goes on.</summary>
public sealed class UnluckyStories
{
    [Theory]
    [InlineData(1, Platform.IPhone)]
    [InlineData(2, Platform.MacAppleSilicon)]
    [InlineData(3, Platform.IPad)]
    public async Task Every_device_goes_on_and_keeps_the_invariants_under_all_faults(int seed, Platform platform)
    {
        var story = await Story.Of(Unlucky(platform).Seeded((ulong)seed));

        Assert.All(
            story.Devices,
            device => Assert.True(
                WaitsForSomething(device, story), $"{device.State.Id} waits for nothing: {device.State.Phase}"));
    }

    [Fact]
    public async Task Every_fault_and_every_gate_happens_on_a_device()
    {
        var story = await Story.Of(Unlucky(Platform.IPhone).Seeded(1));

        var happened = story.All<DeviceEvent.InstallAttemptFailed>().Select(failed => failed.Fault)
            .Concat(story.All<DeviceEvent.InstallAbandoned>().Select(abandoned => abandoned.Fault))
            .Concat(story.All<DeviceEvent.SoftwareUpdateAttemptFailed>().Select(failed => failed.Fault));
        var ofInstallations = Enum.GetValues<DeviceFault>().Where(
            fault => fault is < DeviceFault.BootTicketInvalid or > DeviceFault.StoredFileDamaged);
        Assert.Equal(ofInstallations.Order(), happened.Distinct().Order());
    }

    internal static TestFleet Unlucky(Platform platform) => Story.FleetOf(120, platform)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(18))
        .Withdraw(TestFleet.A, TimeSpan.FromHours(30), removeFromDevices: true)
        .Publish(TestFleet.C, at: TimeSpan.FromHours(50))
        .Scripted(TimeSpan.FromHours(100), new OperatorCommand.Publish(TestFleet.Update, null))
        .SigningOutage(TimeSpan.FromHours(28), TimeSpan.FromHours(31))
        .Lasting(TimeSpan.FromDays(7))
        .Regretting(TestFleet.A, 0.3, TimeSpan.FromHours(4))
        .Regretting(TestFleet.C, 0.3, TimeSpan.FromHours(4))
        .Signing(
            s => s with { Servers = 1, ServiceTime = TimeSpan.FromMinutes(6), LongestQueue = TimeSpan.FromMinutes(8) })
        .Battery(response: 40, update: 60)
        .People(p => p with
        {
            AutomaticUpdates = 0.7,
            Seekers = 0.1,
            NeverUpdate = 0.1,
            RestartPromptly = 0.4,
            RestartOvernight = 0.3,
            PutOff = TimeSpan.FromHours(30),
            CheckByHand = 0.3,
            ChargeAtNight = 0.7,
            InUse = 0.4,
            InUseAtNight = 0.05,
            Reapply = 0.5,
        })
        .With(s => s with { Fleet = s.Fleet with { Management = new ManagementSettings(0.2, 0.5, 0.5) } })
        .With(s => s with { Volumes = VolumeSettings.Ample with { NearlyFull = 0.2, NearlyFullFree = 5_000_000 } })
        .Faults(_ => new(
            NetworkInterrupted: 0.1, PatchDamaged: 0.1, ImageDamaged: 0.1, SealBroken: 0.1, NonceRolled: 0.1,
            TicketForOtherDevice: 0.05,
            TicketForOtherContent: 0.05, ForeignCertificate: 0.05, DidNotStart: 0.1,
            SigningWorkerDies: 0.1,
            ReleaseActorDies: 0.3, CrashCounterDies: 0.3)
        {
            Update = new(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
        });

    /// <summary>
    /// The device is at rest, has something due, or waits for a ticket; or its person never updates it.
    /// </summary>
    private static bool WaitsForSomething(DeviceStory device, Story story)
    {
        var state = device.State;
        var end = story.Fleet.Scenario.End;
        return state.Phase switch
        {
            DevicePhase.Resting => true,
            DevicePhase.AwaitingTicket => end - device.Events[^1].At < TimeSpan.FromHours(2),
            _ => state.Traits.Restarts == RestartHabit.Never
                || !DeviceCalendar.NextDue(new(state, end, new World(story.Fleet.Scenario), Catalogue.Empty)).IsNever,
        };
    }
}
