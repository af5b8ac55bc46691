using System.Collections.Immutable;
using RsrActors.Host.Live;
using RsrActors.Pbm;

namespace RsrActors.Host.Palettes;

/// <summary>All commands for a run.</summary>
internal static class AllPalettes
{
    public static ImmutableArray<Palette> Of(LiveSimulation live, LogBook book) =>
    [
        ActorPalette.Create(live),
        SimPalette.Create(live),
        new FleetPalette(live).Palette,
        new DevicePalette(live).Palette,
        ReleasePalette.Create(live),
        RolloutPalette.Create(live),
        RingPalette.Create(live),
        SigningPalette.Create(live),
        AnalyticsPalette.Create(live),
        JournalPalette.Create(live),
        LogPalette.Create(book),
    ];
}
