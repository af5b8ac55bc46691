using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Grants;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// A ring: a part of the fleet to which a release is offered when the ring is promoted. The rings have an order.
/// </summary>
/// <param name="Groups">The device groups in it.</param>
/// <param name="Share">
/// Share of the devices whose group is in no ring, from 0 to 1. The last ring has all devices that are in no other one.
/// </param>
public sealed record Ring(string Name, ImmutableArray<string> Groups, double Share, RingPromotion Promotion)
{
    /// <summary>The time from publication during which its devices are not offered a release.</summary>
    public TimeSpan Deferral { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// The time from the offer, on each device, after which it is installed without its person; null for none.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// The least time between the moment at which a device could restart into it and a restart that is forced.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// How many of its devices may update at once; each of them asks the update service before. Null for any number.
    /// </summary>
    public AtMost? AtMost { get; init; }
}

/// <summary>When a ring is promoted without an operator.</summary>
public abstract record RingPromotion
{
    private RingPromotion()
    {
    }

    /// <summary>Some time after the publication.</summary>
    public sealed record Offset(TimeSpan Time) : RingPromotion;

    /// <summary>Some time after the ring before it was promoted.</summary>
    public sealed record After(TimeSpan Time) : RingPromotion;

    /// <summary>
    /// Some time after the ring before it was promoted, when that ring is healthy: of its devices that have told how
    /// the installation ended, enough have the release and kept it (<c>RingFacts</c> of the model's releases).
    /// </summary>
    /// <param name="Success">Their share, from 0 to 1.</param>
    /// <param name="Least">With fewer devices that have told it, nothing is known.</param>
    public sealed record AfterHealth(TimeSpan Time, double Success, int Least) : RingPromotion;

    /// <summary>An operator promotes it.</summary>
    public sealed record ByApproval : RingPromotion;
}

/// <summary>In which ring a device is.</summary>
public static class Rings
{
    /// <summary>
    /// The place of a device's ring. A ring takes the devices of its groups; the others are divided by the shares, in
    /// the order of the rings, and the last ring takes the rest. -1 in a fleet without rings.
    /// </summary>
    /// <param name="listed">The name of the ring in which an inventory has the device; empty for none.</param>
    /// <param name="draw">Uniform on [0, 1), one for each device.</param>
    public static int PlaceOf(ImmutableArray<Ring> rings, string listed, DeviceGroup? group, double draw)
    {
        var rest = draw;
        for (var place = 0; listed.Length > 0 && place < rings.Length; place++)
        {
            if (rings[place].Name == listed)
                return place;
        }

        for (var place = 0; group is not null && place < rings.Length; place++)
        {
            if (rings[place].Groups.Contains(group.Name))
                return place;
        }

        for (var place = 0; place < rings.Length - 1; place++)
        {
            rest -= rings[place].Share;
            if (rest < 0)
                return place;
        }

        return rings.Length - 1;
    }
}

/// <summary>
/// Deferral, deadline and grace of the rings of Windows Autopatch for quality updates, in days (Microsoft's
/// documentation of Windows Autopatch groups).
/// </summary>
public static class AutopatchRings
{
    public static readonly ImmutableArray<(string Name, int Deferral, int Deadline, int Grace)> All =
    [
        ("autopatch-test", 0, 0, 0), ("autopatch-ring-1", 1, 2, 2), ("autopatch-ring-2", 5, 2, 2),
        ("autopatch-ring-3", 9, 5, 2), ("autopatch-last", 10, 3, 2),
    ];
}
