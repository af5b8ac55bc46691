using RsrActors.Host.Live;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Every state of a device and every obstacle has a text.</summary>
public sealed class DeviceWordsTests
{
    private const string A = "16.5.1-a";

    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);
    private static readonly VirtualTime One = Noon + TimeSpan.FromHours(1);
    private static readonly VirtualTime Eleven = Noon - TimeSpan.FromHours(1);
    private static readonly InstallJob Job = InstallJob.First(A, OfferSource.Automatic);
    private static readonly UpdateJob Update = new("16.6", "20G75", OfferSource.User, 1, 0);

    [Fact]
    public async Task A_standing_says_what_the_device_does_and_since_when()
    {
        await using var rig = await LiveRig.Start();
        var words = new Dictionary<DevicePhase, string>
        {
            [new DevicePhase.Unenrolled()] = "not yet part of the fleet",
            [new DevicePhase.Resting()] = "nothing to do; it polls the catalogue",
            [new DevicePhase.Fetching(Job, One)] = "16.5.1-a (automatic), download at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.Fetching(Job, Eleven)] = "16.5.1-a (automatic), download since 2023-07-11T11:00:00.000Z",
            [new DevicePhase.Fetching(Job, VirtualTime.Never)] =
                "16.5.1-a (automatic); its person never starts the download",
            [new DevicePhase.Fetching(Job with { Attempt = 2, GateTries = 3 }, One)] =
                "16.5.1-a (automatic), attempt 2, put off 3 times, download at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.Requesting(Job with { Attempt = 2 }, One)] =
                "16.5.1-a (automatic), attempt 2, requests a ticket at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.AwaitingTicket(Job)] = "16.5.1-a (automatic), a ticket is requested",
            [new DevicePhase.Preparing(Job, One)] =
                "16.5.1-a (automatic), the patch is applied by 2023-07-11T13:00:00.000Z",
            [new DevicePhase.Staged(Job, One, VirtualTime.Never, false)] =
                "16.5.1-a (automatic), restart at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.Staged(Job, VirtualTime.Never, One, false)] =
                "16.5.1-a (automatic), Safari relaunched at 2023-07-11T13:00:00.000Z; its person never restarts",
            [new DevicePhase.Staged(Job, One, VirtualTime.Never, true)] =
                "16.5.1-a (automatic), Safari runs on it, restart at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.Starting(Job, Eleven, One)] =
                "16.5.1-a (automatic), down since 2023-07-11T11:00:00.000Z, up at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.Removing(RemovalCause.Vendor, [A], One, false)] =
                "16.5.1-a (vendor), restart at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.Returning(RemovalCause.FailedActivation, [A], Eleven, One)] =
                "16.5.1-a (failed-activation), down since 2023-07-11T11:00:00.000Z, up at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.FetchingUpdate(Update, One)] =
                "software update 16.6 (user), download at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.UpdateReady(Update, One)] =
                "software update 16.6 (user), restart at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.AwaitingBootTicket(Update)] = "software update 16.6 (user), a boot ticket is requested",
            [new DevicePhase.Updating(Update, Eleven, One)] =
                "software update 16.6 (user), down since 2023-07-11T11:00:00.000Z, up at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.FallingBack(Update, DeviceFault.KernelDigestMismatch, Eleven, One)] =
                "software update 16.6 (user) did not start, back from it, down since 2023-07-11T11:00:00.000Z, "
                    + "up at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.AwaitingHands(
                new DevicePhase.Starting(Job, Eleven, One), BootStep.SystemSnapshot, One)] =
                "does not boot (system-snapshot), down since 2023-07-11T11:00:00.000Z, "
                    + "repaired by a person at 2023-07-11T13:00:00.000Z",
            [new DevicePhase.BootLooping(Update, Eleven, One)] =
                "software update 16.6 (user), does not start since 2023-07-11T11:00:00.000Z; "
                + "a person comes at 2023-07-11T13:00:00.000Z",
        };

        Assert.Empty(typeof(DevicePhase).GetNestedTypes().Where(
                type => type.IsSubclassOf(typeof(DevicePhase)) && !type.IsAbstract)
            .Except(words.Keys.Select(phase => phase.GetType())));
        Assert.All(words, one =>
            Assert.Equal(one.Value, DeviceStandingText.Of(Device(rig) with { Phase = one.Key }, Noon, rig.Live)));
    }

    [Fact]
    public async Task Every_obstacle_is_a_sentence_about_the_device_or_the_response()
    {
        await using var rig = await LiveRig.Start();
        var device = Device(rig) with { Applied = [new(A, 0, Eleven)], Unplugged = new(Eleven, One) };

        Assert.All(Enum.GetValues<Obstacle>(), obstacle =>
        {
            var sentence = ObstacleText.Of(obstacle, device, Noon, rig.Live, A);
            Assert.True(
                sentence.StartsWith("device-0000000 ", StringComparison.Ordinal)
                    || sentence.StartsWith(A, StringComparison.Ordinal));
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        });
    }

    private static DeviceState Device(LiveRig rig) =>
        DeviceState.Unenrolled(rig.Live.World.TraitsOf(0), rig.Live.World) with { Phase = new DevicePhase.Resting() };
}
