using System.Collections.Immutable;

namespace RsrActors.Model.Invariants;

/// <summary>
/// Lists that are equal on many devices, each kept once: a million devices have few different lists of releases and of
/// trust caches.
/// </summary>
public sealed class SharedLists
{
    private readonly Dictionary<ImmutableArray<string>, ImmutableArray<string>> _releases = new(new ByItems<string>());

    private readonly Dictionary<ImmutableArray<StagedTrustCaches>, ImmutableArray<StagedTrustCaches>> _trustCaches =
        new(new ByItems<StagedTrustCaches>());

    /// <summary>The same facts, with lists that other devices have, too.</summary>
    public DeviceFacts Share(DeviceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (ticketed, staged) = (Of(_releases, facts.Ticketed), Of(_releases, facts.Staged));
        var (applied, caches) = (Of(_releases, facts.Applied), Of(_trustCaches, facts.TrustCaches));
        return ticketed == facts.Ticketed && staged == facts.Staged && applied == facts.Applied
            && caches == facts.TrustCaches
            ? facts
            : facts with { Ticketed = ticketed, Staged = staged, Applied = applied, TrustCaches = caches };
    }

    private static ImmutableArray<T> Of<T>(Dictionary<ImmutableArray<T>, ImmutableArray<T>> all, ImmutableArray<T> list)
    {
        if (list.IsEmpty)
            return [];
        if (all.TryGetValue(list, out var shared))
            return shared;
        all.Add(list, list);
        return list;
    }

    private sealed class ByItems<T> : IEqualityComparer<ImmutableArray<T>> where T : IEquatable<T>
    {
        public bool Equals(ImmutableArray<T> x, ImmutableArray<T> y) => x == y || x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<T> list)
        {
            var hash = default(HashCode);
            foreach (var item in list)
                hash.Add(item);
            return hash.ToHashCode();
        }
    }
}
