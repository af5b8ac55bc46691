using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// The stored result of a search: between two moments there is no crash on this content, or the first one is at
/// <paramref name="Next"/>. A device needs its next crash at every wake, and usually nothing has changed since. All
/// values are equal, so that a device with a stored result equals the device without it.
/// </summary>
internal readonly record struct SearchedCrashes(
    ImmutableArray<ContentInUse> Content, VirtualTime From, VirtualTime Until, VirtualTime Next)
{
    public bool Equals(SearchedCrashes other) => true;

    public override int GetHashCode() => 0;

    /// <summary>
    /// The first crash at or after a moment and before another; null when the stored search does not cover that.
    /// </summary>
    public VirtualTime? Find(ImmutableArray<ContentInUse> content, VirtualTime after, VirtualTime until)
    {
        if (Content != content || after < From)
            return null;
        if (!Next.IsNever)
            return after > Next ? null : Next < until ? Next : VirtualTime.Never;
        return until <= Until ? VirtualTime.Never : null;
    }
}
