using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>
/// The devices of one ring, platform and model. What is not kept apart is empty, or the first platform.
/// </summary>
/// <param name="Ring">
/// The ring's name, or the number of the ramp's group from 1; empty without rings and groups.
/// </param>
/// <param name="Model">The model identifier; empty when slices are not kept apart by model.</param>
public sealed record SliceKey(string Ring, Platform Platform, string Model) : IComparable<SliceKey>
{
    /// <summary>The key of evidence that is not kept apart.</summary>
    public static readonly SliceKey Whole = new("", default, "");

    /// <summary>The order of slices: by ring, platform and model.</summary>
    public int CompareTo(SliceKey? other)
    {
        if (other is null)
            return 1;
        var byRing = string.CompareOrdinal(Ring, other.Ring);
        if (byRing != 0)
            return byRing;
        var byPlatform = Platform.CompareTo(other.Platform);
        return byPlatform != 0 ? byPlatform : string.CompareOrdinal(Model, other.Model);
    }

    public static bool operator <(SliceKey left, SliceKey right) => left.CompareTo(right) < 0;

    public static bool operator >(SliceKey left, SliceKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(SliceKey left, SliceKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SliceKey left, SliceKey right) => left.CompareTo(right) >= 0;
}

/// <summary>What has arrived of one slice since the publication.</summary>
/// <param name="OnRelease">Use and crashes of devices that run the release.</param>
/// <param name="OnBase">Use and crashes, in the same time, of devices that do not run it.</param>
public sealed record EvidenceSlice(SliceKey Key, InstallCounts Installs, UseCounts OnRelease, UseCounts OnBase);

/// <summary>What has arrived about one span of time, of one slice.</summary>
/// <param name="From">The span's first moment. It is before the publication for earlier days.</param>
/// <param name="To">The first moment after the span.</param>
public sealed record EvidenceWindow(
    SliceKey Key, VirtualTime From, VirtualTime To, InstallCounts Installs, UseCounts OnRelease, UseCounts OnBase);
