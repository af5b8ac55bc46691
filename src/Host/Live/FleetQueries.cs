using System.Collections.Immutable;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>Queries of a live fleet: the answers of its cohorts, combined.</summary>
internal static class FleetQueries
{
    extension(LiveSimulation live)
    {
        /// <summary>The devices, counted for all queries of about the same time together.</summary>
        public async Task<(VirtualTime At, FleetCensus Census)> Census(CancellationToken cancelled)
        {
            var status = await live.Status(cancelled);
            var (at, census) = await live.Counts.Of(live, status, cancelled);

            // Only of a count that is newer than the status it is not known yet how long it holds.
            return (HoldsUntil(at, at > status.Settled ? await live.Status(cancelled) : status), census);
        }

        /// <summary>Which devices have a release, and on which it is still to come.</summary>
        public async Task<(VirtualTime At, ReleaseHolders Holders)> Holders(
            IRelease release, CancellationToken cancelled)
        {
            var (at, parts) = await live.Ask<ReleaseHolders>(
                EntityId.Fleet, new FleetQuery.Holders(release), cancelled);
            return (at, ReleaseHolders.Of(parts));
        }

        /// <summary>
        /// A page of the devices that match, and how many match in all. While nothing happens in the fleet, those that
        /// match are counted once for all pages of a list.
        /// </summary>
        /// <param name="from">The first device number to list.</param>
        public async Task<(ImmutableArray<DeviceLine> Lines, int Matching)> Devices(
            DeviceSelection selection, int from, int limit, CancellationToken cancelled)
        {
            var at = (await live.Status(cancelled)).Settled;
            var known = live.Lists.Matching(selection, at);
            var page = await Ask(counts: known is null);
            if (known is not null && page.At != at)
                (known, page) = (null, await Ask(counts: true)); // The run went on meanwhile.
            var matching = known ?? page.Parts.Sum(part => part.Matching!.Value);
            live.Lists.Add(selection, page.At, matching);
            return (
                [
                    .. page.Parts.SelectMany(part => part.States).Take(limit)
                        .Select(device => DeviceLine.Of(device, page.At, live.World)),
                ],
                matching);

            Task<(VirtualTime At, ImmutableArray<DevicesFound> Parts)> Ask(bool counts) => live.Ask<DevicesFound>(
                EntityId.Fleet, new FleetQuery.Devices(selection, from, limit, counts), cancelled);
        }

        public async Task<(VirtualTime At, DeviceFound Device)> Device(int number, CancellationToken cancelled)
        {
            var (at, found) = await live.Ask<DeviceFound>(
                EntityId.Device(number), new FleetQuery.Device(number), cancelled);
            return (HoldsUntil(at, await live.Status(cancelled)), found.Single());
        }
    }

    /// <summary>
    /// The moment to which an answer applies. Windows skip idle time, so the clock may be hours ahead of what is
    /// simulated, without an event in between. A battery changes in that time, too.
    /// </summary>
    private static VirtualTime HoldsUntil(VirtualTime at, LiveProtocol.Status status) =>
        status.Settled == at && status.OpenFor is null
            ? VirtualTime.Max(at, VirtualTime.Min(status.Clock, status.NextDue))
            : at;
}
