using RsrActors.Actors.Devices;
using RsrActors.Model.Devices;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Serving;

/// <summary>What a live fleet is asked: what its cohorts answer, put together.</summary>
internal static class FleetInquiries
{
    extension(LiveSimulation live)
    {
        public async Task<(VirtualTime At, FleetCensus Census)> Census(CancellationToken cancelled)
        {
            var (at, parts) = await live.Ask<FleetCensus>(EntityId.Fleet, new FleetQuestion.Census(), cancelled);
            return (at, parts.Aggregate(FleetCensus.Empty, FleetCensus.Add));
        }

        /// <param name="from">The first number to be listed.</param>
        public async Task<DevicesFound> Devices(DeviceSelection selection, int from, int limit, CancellationToken cancelled)
        {
            var (_, parts) = await live.Ask<DevicesFound>(
                EntityId.Fleet, new FleetQuestion.Devices(selection, from, limit), cancelled);
            return new([.. parts.SelectMany(part => part.Lines).Take(limit)], parts.Sum(part => part.Matching));
        }

        public async Task<(VirtualTime At, DeviceFound Device)> Device(int number, CancellationToken cancelled)
        {
            var (at, found) = await live.Ask<DeviceFound>(
                EntityId.Device(number), new FleetQuestion.Device(number), cancelled);
            return (at, found.Single());
        }
    }
}
