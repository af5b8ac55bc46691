using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// A named group of devices with people, management and maintenance of its own. A device belongs to one group at most;
/// it is drawn once (<see cref="DeviceGroups"/>).
/// </summary>
/// <param name="Share">Share of the devices that it matches, from 0 to 1.</param>
/// <param name="Platforms">The platforms that it matches; all when empty.</param>
/// <param name="Models">The product types that it matches; all when empty.</param>
/// <param name="Labels">The labels of <see cref="PlatformShare.Label"/> that it matches; all when empty.</param>
public sealed record DeviceGroup(
    string Name, double Share, ImmutableArray<Platform> Platforms, ImmutableArray<string> Models,
    ImmutableArray<string> Labels)
{
    /// <summary>How its people use and update their devices; null where they behave as the others do.</summary>
    public Behaviour? Behaviour { get; init; }

    /// <summary>Share of its people who share analytics; null for that of the fleet.</summary>
    public double? SharesAnalytics { get; init; }

    /// <summary>Null for that of the fleet.</summary>
    public ManagementSettings? Management { get; init; }

    /// <summary>When its devices restart by themselves; null for at any time.</summary>
    public MaintenanceWindow? Window { get; init; }

    /// <summary>Days, in each device's own time, on which nothing is offered or installed.</summary>
    public ImmutableArray<DateOnly> BlockedDays { get; init; } = [];

    /// <summary>Whether a device may belong to it.</summary>
    public bool Matches(PlatformShare kind, DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(model);
        return (Platforms.IsEmpty || Platforms.Contains(kind.Platform))
            && (Models.IsEmpty || Models.Contains(model.Name))
            && (Labels.IsEmpty || Labels.Contains(kind.Label));
    }
}

/// <summary>
/// The hours in which devices restart by themselves, in each device's own time. When the first hour is not before the
/// second one, the window includes midnight and belongs to the day on which it opens.
/// </summary>
/// <param name="From">Time of day.</param>
/// <param name="Until">Time of day.</param>
/// <param name="Days">The days of the week on which it opens; at least one.</param>
public sealed record MaintenanceWindow(TimeSpan From, TimeSpan Until, ImmutableArray<DayOfWeek> Days)
{
    public static readonly ImmutableArray<DayOfWeek> EveryDay =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>How long it is open.</summary>
    public TimeSpan Length => From < Until ? Until - From : Until - From + TimeSpan.FromDays(1);
}

/// <summary>In which group a device is.</summary>
public static class DeviceGroups
{
    /// <summary>
    /// The group of a device; null for none. Each group that matches the device takes its share, in the order of the
    /// scenario, until the shares come to more than the draw.
    /// </summary>
    /// <param name="draw">Uniform on [0, 1), one for each device.</param>
    public static DeviceGroup? Of(
        ImmutableArray<DeviceGroup> groups, PlatformShare kind, DeviceModel model, double draw)
    {
        var rest = draw;
        foreach (var group in groups)
        {
            if (!group.Matches(kind, model))
                continue;
            rest -= group.Share;
            if (rest < 0)
                return group;
        }

        return null;
    }
}
