using System.Collections.Immutable;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Reports;

namespace RsrActors.Host.Tests.Reports;

/// <summary>
/// Who has each release, at moments of a history: from what the report keeps of each device, and from the states of the
/// devices, into which every event is folded.
/// </summary>
internal static class HolderComparison
{
    /// <summary>Compares both at moments between which the history has equally many events.</summary>
    /// <returns>The devices that have a release, or on which one is on its way, over all moments.</returns>
    public static int Of(World world, ImmutableArray<RecordedEvent> history, int moments)
    {
        var projection = new ReportProjection(world, []);
        DeviceState[] devices =
            [.. Enumerable.Range(0, world.Fleet.Devices).Select(i => DeviceState.Unenrolled(world.TraitsOf(i), world))];
        var (next, seen) = (0, 0);
        for (var moment = 1; moment <= moments; moment++)
        {
            var cut = (int)((long)history.Length * moment / moments);
            var at = moment == moments ? world.Scenario.End : history[cut].At;
            for (; next < history.Length && history[next].At < at; next++)
            {
                projection.Apply(history[next]);
                if (history[next] is { Event: DeviceEvent happened, Entity.Number: var device } recorded)
                    devices[device] = DeviceFold.Evolve(devices[device], happened, recorded.At, world);
            }

            foreach (var release in world.Scenario.AllReleases)
            {
                var fromStates = ReleaseHolders.Of(devices, release, at, world);
                var fromEvents = projection.HoldersAt(at, release);
                Assert.True(
                    fromStates == fromEvents,
                    $"{release.Id} at {at}:\n{string.Join('\n', fromStates.Cells.Except(fromEvents.Cells))}\nby states,"
                    + $" by events\n{string.Join('\n', fromEvents.Cells.Except(fromStates.Cells))}");
                seen += fromStates.Total.Having + fromStates.Total.ToCome;
            }
        }

        return seen;
    }
}
