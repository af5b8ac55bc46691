using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// Whether an installation has the space that it needs, and how space is made: files that were kept of responses which
/// are not active go first, the oldest before the others. If that is not enough the installation waits, and the
/// device's person may remove files of their own until it is tried again.
/// </summary>
internal static class SpaceRules
{
    /// <summary>A person removes half a gigabyte more than is needed.</summary>
    private const long Spare = 500_000_000;

    /// <summary>
    /// Makes room for a response on the Preboot volume, or for an update on the container.
    /// </summary>
    /// <param name="onPreboot">Whether the quota of the Preboot volume applies.</param>
    /// <param name="spared">A release whose kept files are needed for this installation; null for none.</param>
    public static SpaceDecision Make(in Situation now, long needed, bool onPreboot, string? spared)
    {
        var (state, at, world) = (now.State, now.At, now.World);
        var volumes = DeviceVolumes.Of(state, at, world);
        var room = onPreboot ? volumes.RoomOnPreboot : volumes.Free;
        if (room >= needed)
            return SpaceDecision.Enough;

        // Kept files go only if that makes enough room; otherwise nothing would be gained.
        var events = ImmutableArray.CreateBuilder<DeviceEvent>();
        var freed = 0L;
        foreach (var release in Kept(state).Where(release => release != spared))
        {
            if (room + freed >= needed)
                break;
            var bytes = DeviceVolumes.KeptOf(release, state, world);
            events.Add(new KeptFilesRemoved(release, bytes));
            freed += bytes;
        }

        if (room + freed >= needed)
            return new(events.ToImmutable(), null);

        // What a person removes does not widen a quota.
        var most = onPreboot ? volumes.RoomByQuota : long.MaxValue;
        var removable = Math.Min(needed - volumes.Free + Spare, volumes.Personal);
        var willFree = !state.IsDataLocked(at) && Math.Min(volumes.Free + removable, most) >= needed
            && state.Traits.Dice.Chance(world.Scenario.Volumes.FreesSpace, Purpose.FreesSpace);
        return state.LacksSpace && willFree
            ? new([new PersonalFilesRemoved(removable)], null)
            : new([], new(needed, Math.Max(0, room))) { WillFree = willFree };
    }

    /// <summary>
    /// When an installation is tried again that lacked space: when the person has removed files, otherwise on the next
    /// day.
    /// </summary>
    /// <param name="draw">A number of the try, for draws.</param>
    public static VirtualTime Again(in Situation now, SpaceDecision space, int draw)
    {
        var state = now.State;
        return space.WillFree
            ? now.Moments.Life.WhenAwake(now.At.Next() + state.Traits.Dice.Exponential(
                now.World.Scenario.Volumes.FreesSpaceAfter, Purpose.FreesSpaceAfter, draw))
            : now.At + TimeSpan.FromDays(1);
    }

    /// <summary>Responses with kept files that are not active, the oldest first.</summary>
    private static IEnumerable<string> Kept(DeviceState state)
    {
        foreach (var removed in state.Retained)
            yield return removed.Release;
        for (var i = 0; i < state.Applied.Length - 1; i++)
            yield return state.Applied[i].Release;
    }
}

/// <summary>What was done to make space.</summary>
/// <param name="Short">What is lacking still; null when there is enough.</param>
internal readonly record struct SpaceDecision(ImmutableArray<DeviceEvent> Events, SpaceShortage? Short)
{
    public static readonly SpaceDecision Enough = new([], null);

    /// <summary>Whether the person will remove enough files before the next try.</summary>
    public bool WillFree { get; init; }
}
