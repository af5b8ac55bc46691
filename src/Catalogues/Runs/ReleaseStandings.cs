using System.Collections.Immutable;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Catalogues.Runs;

/// <summary>How a release of a run stands at a moment.</summary>
/// <param name="Published">When it was published.</param>
/// <param name="Replaced">When a response with a later letter replaced it; never for none.</param>
/// <param name="IsListed">Whether it is neither paused nor withdrawn.</param>
internal sealed record ReleaseStanding(VirtualTime Published, VirtualTime Replaced, bool IsListed);

/// <summary>The standings of all published releases, by their names.</summary>
internal static class ReleaseStandings
{
    /// <param name="history">All events of releases before the moment, in the order of the history.</param>
    public static ImmutableDictionary<string, ReleaseStanding> Of(
        Scenario scenario, IEnumerable<RecordedEvent> history)
    {
        var standings = ImmutableDictionary.CreateBuilder<string, ReleaseStanding>(StringComparer.Ordinal);
        foreach (var happened in history)
        {
            if (happened.Event is not ReleaseEvent change || happened.Entity.ReleaseId is not { } id)
                continue;
            if (change is ReleaseEvent.Published && !standings.ContainsKey(id))
                standings[id] = new(happened.At, VirtualTime.Never, true);
            else if (standings.TryGetValue(id, out var known))
                standings[id] = Evolve(known, change, happened.At, scenario);
        }

        return standings.ToImmutable();
    }

    /// <summary>
    /// A response stays in the list when a software update includes it: the list says nothing about what can be
    /// installed, and real responses outlive their base in it by months.
    /// </summary>
    private static ReleaseStanding Evolve(
        ReleaseStanding known, ReleaseEvent change, VirtualTime at, Scenario scenario) => change switch
    {
        ReleaseEvent.Paused or ReleaseEvent.Withdrawn => known with { IsListed = false },
        ReleaseEvent.Resumed => known with { IsListed = true },
        ReleaseEvent.Superseded by when scenario.FindRelease(by.By) is not null =>
            known with { Replaced = VirtualTime.Min(known.Replaced, at) },
        _ => known,
    };
}
