using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>Why a command to a device's person would have no effect, as a sentence.</summary>
internal static class ObstacleText
{
    /// <param name="at">Everything before this moment is done.</param>
    /// <param name="release">The release to install; null for other commands.</param>
    public static string Of(
        Obstacle obstacle, DeviceState device, VirtualTime at, LiveSimulation live,
        string? release = null) => obstacle switch
    {
        Obstacle.Busy =>
            $"{device.Id} is {Words.Of(device.StandingAt(at, live.World))}, and only an idle device starts it: "
            + $"{DeviceStandingText.Of(device, at, live)}.",
        Obstacle.ManagementForbids => $"{device.Id} is managed, and its management forbids it.",
        Obstacle.NotPublished => $"{release} is not published.",
        Obstacle.NotOffered => $"{release} is not offered at present: it is paused, withdrawn or superseded.",
        Obstacle.NoTarget =>
            $"{release} does not fit {device.Id}: it has no target for {device.Platform.Name} on {Base(device)}.",
        Obstacle.NotNewer => $"{device.Id} runs {device.Active!.Release}, and {release} is not newer.",
        Obstacle.NothingToRemove => $"{device.Id} has no response to remove: it runs its base, {Base(device)}.",
        Obstacle.AlreadyShares => $"{device.Id} shares analytics already.",
        Obstacle.AlreadySharesNothing => $"{device.Id} does not share analytics now.",
        Obstacle.NoBattery => $"{device.Id} has no battery: a desktop stays on mains.",
        Obstacle.AlreadyUnplugged =>
            $"{device.Id} is off its charger until {live.Instant(device.Unplugged!.Until)} already.",
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle, "A new obstacle needs its words here."),
    };

    private static string Base(DeviceState device) => $"{device.Os.Version} ({device.Os.Build})";
}
