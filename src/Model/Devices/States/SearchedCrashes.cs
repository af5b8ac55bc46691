using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// A memo of a pure function: from one moment to another there is no crash on this content, or the first is at
/// <paramref name="Next"/>. A device is asked for its next crash at every wake, and mostly nothing has changed since. All memos
/// are equal, for a device with one is the device without it.
/// </summary>
internal readonly record struct SearchedCrashes(
    ImmutableArray<ContentInUse> Content, VirtualTime From, VirtualTime Until, VirtualTime Next)
{
    public bool Equals(SearchedCrashes other) => true;

    public override int GetHashCode() => 0;

    /// <summary>The first crash at or after a moment and before another; null when that was not looked for.</summary>
    public VirtualTime? Find(ImmutableArray<ContentInUse> content, VirtualTime after, VirtualTime until)
    {
        if (Content != content || after < From)
            return null;
        if (!Next.IsNever)
            return after > Next ? null : Next < until ? Next : VirtualTime.Never;
        return until <= Until ? VirtualTime.Never : null;
    }
}
