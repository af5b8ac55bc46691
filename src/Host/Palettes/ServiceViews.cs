using System.Collections.Immutable;
using RsrActors.Actors.Signing;
using RsrActors.Actors.Updates;
using RsrActors.Host.Live;
using RsrActors.Model.Analytics;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Palettes;

/// <summary>Queries of the services, and histories up to the moment of an answer.</summary>
internal static class ServiceViews
{
    /// <summary>A service answers every query with its whole view.</summary>
    private static readonly object Anything = new();

    extension(LiveSimulation live)
    {
        public Task<(VirtualTime At, UpdateServiceView View)> UpdateService(CancellationToken cancelled) =>
            live.ViewOf<UpdateServiceView>(EntityId.UpdateService, cancelled);

        public Task<(VirtualTime At, SigningView View)> SigningService(CancellationToken cancelled) =>
            live.ViewOf<SigningView>(EntityId.SigningService, cancelled);

        public Task<(VirtualTime At, AnalyticsState View)> CrashAnalytics(CancellationToken cancelled) =>
            live.ViewOf<AnalyticsState>(EntityId.CrashAnalytics, cancelled);

        /// <summary>The history up to the moment of a service's answer; the run has gone on since.</summary>
        public async Task<ImmutableArray<RecordedEvent>> HistoryBefore(
            EntityId entity, VirtualTime at, CancellationToken cancelled) =>
            [.. (await live.History(entity, cancelled)).Where(happened => happened.At < at)];

        private async Task<(VirtualTime At, T View)> ViewOf<T>(EntityId service, CancellationToken cancelled)
        {
            var (at, answers) = await live.Ask<T>(service, Anything, cancelled);
            return (at, answers.Single());
        }
    }
}
