using RsrActors.Actors.Devices;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>What a live fleet is asked: what its cohorts answer, put together.</summary>
internal static class FleetQueries
{
    extension(LiveSimulation live)
    {
        /// <summary>A fleet in which nothing happens is walked once for all who ask.</summary>
        public async Task<(VirtualTime At, FleetCensus Census)> Census(CancellationToken cancelled)
        {
            var status = await live.Status(cancelled);
            if (live.LastCensus is { } last && last.At == status.Settled)
                return (HoldsUntil(last.At, status), last.Census);

            var (at, parts) = await live.Ask<FleetCensus>(EntityId.Fleet, new FleetQuery.Census(), cancelled);
            var census = FleetCensus.Of(parts);
            live.LastCensus = new(at, census);
            return (HoldsUntil(at, await live.Status(cancelled)), census);
        }

        /// <param name="from">The first number to be listed.</param>
        public async Task<DevicesFound> Devices(
            DeviceSelection selection, int from, int limit, CancellationToken cancelled)
        {
            var (_, parts) = await live.Ask<DevicesFound>(
                EntityId.Fleet, new FleetQuery.Devices(selection, from, limit), cancelled);
            return new([.. parts.SelectMany(part => part.Lines).Take(limit)], parts.Sum(part => part.Matching));
        }

        public async Task<(VirtualTime At, DeviceFound Device)> Device(int number, CancellationToken cancelled)
        {
            var (at, found) = await live.Ask<DeviceFound>(
                EntityId.Device(number), new FleetQuery.Device(number), cancelled);
            return (HoldsUntil(at, await live.Status(cancelled)), found.Single());
        }
    }

    /// <summary>
    /// The moment for which an answer can be told: windows skip idle time, so that the clock may be hours ahead of what
    /// is simulated, with nothing in between. A battery goes on all the same.
    /// </summary>
    private static VirtualTime HoldsUntil(VirtualTime at, LiveProtocol.Status status) =>
        status.Settled == at && status.OpenFor is null
            ? VirtualTime.Max(at, VirtualTime.Min(status.Clock, status.NextDue))
            : at;
}
