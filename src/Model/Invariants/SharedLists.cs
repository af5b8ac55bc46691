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

    /// <summary>The facts after an event, whose new lists are those that other devices have, too.</summary>
    /// <param name="before">Whose lists are shared already.</param>
    public DeviceFacts Share(DeviceFacts before, DeviceFacts after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return after.Ticketed == before.Ticketed && after.Staged == before.Staged && after.Applied == before.Applied
            && after.TrustCaches == before.TrustCaches
            ? after
            : after with
            {
                Ticketed = Of(_releases, after.Ticketed),
                Staged = Of(_releases, after.Staged),
                Applied = Of(_releases, after.Applied),
                TrustCaches = Of(_trustCaches, after.TrustCaches),
            };
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
