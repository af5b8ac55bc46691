using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>Who owns the fleet's devices, and how they live. All shares are probabilities from 0 to 1.</summary>
public sealed record FleetSettings(
    int Devices,
    ImmutableArray<PlatformShare> Platforms,
    ImmutableArray<TimeZoneShare> TimeZones,
    Behaviour Behaviour,
    ImmutableArray<Application> Applications,
    double SharesAnalytics,
    double LockdownMode,
    ManagementSettings Management,
    InstallSettings Install);

/// <summary>One kind of device in the fleet.</summary>
/// <param name="Share">Relative to the sum of all shares.</param>
/// <param name="Desktops">Share of them without a battery.</param>
public sealed record PlatformShare(
    Platform Platform, double Share, string OsVersion, string OsBuild, ImmutableArray<DeviceModel> Models,
    double Desktops);

/// <param name="Name">The product type, <c>iPhone15,2</c>.</param>
/// <param name="ChipId">The application processor's, as in tickets: 0x8120.</param>
public sealed record DeviceModel(string Name, uint ChipId);

/// <param name="Offset">From UTC. No daylight saving: a scenario is short.</param>
public sealed record TimeZoneShare(TimeSpan Offset, double Share);

/// <summary>An application of the catalogue.</summary>
/// <param name="Popularity">Share of devices that have it.</param>
/// <param name="Daily">
/// Mean time a day in the foreground where it is installed; in proportion to the device's use.
/// </param>
/// <param name="CrashesPerThousandHours">On the base, per thousand hours in the foreground.</param>
public sealed record Application(
    string Id, double Popularity, TimeSpan Daily = default, double CrashesPerThousandHours = 0)
{
    /// <summary>The browser, which on a Mac takes up new content before everything else does.</summary>
    public const string Safari = "safari";
}

/// <param name="Managed">Share of devices under management.</param>
/// <param name="AllowInstallation">Share of those on which responses may be installed.</param>
/// <param name="AllowRemoval">Share of those on which a person may remove them.</param>
public sealed record ManagementSettings(double Managed, double AllowInstallation, double AllowRemoval);

/// <summary>How people treat updates.</summary>
/// <param name="AutomaticUpdates">Share with automatic updating on.</param>
/// <param name="Seekers">Share who look for updates by themselves, several times a day.</param>
/// <param name="NeverUpdate">Share who never act on anything; their automatic updating is off.</param>
/// <param name="RestartPromptly">Share who restart when told.</param>
/// <param name="RestartOvernight">Share who leave it to the night. The rest put it off.</param>
/// <param name="PutOff">Mean time by which the rest put a restart off.</param>
/// <param name="Decide">Mean time a person takes to start an installation that does not start by itself.</param>
/// <param name="CheckByHand">Chance that somebody who is no seeker opens the settings on a given day.</param>
/// <param name="ChargeAtNight">Chance that a battery is charged on a given night.</param>
/// <param name="InUse">Share of waking time a device is in use.</param>
/// <param name="InUseAtNight">Share of sleeping time.</param>
/// <param name="RelaunchSafari">Mean time from staging to a relaunch of Safari on a Mac.</param>
/// <param name="Reapply">Chance that somebody who removed a response applies it again.</param>
/// <param name="ReapplyAfter">Mean time until they do.</param>
public sealed record Behaviour(
    double AutomaticUpdates,
    double Seekers,
    double NeverUpdate,
    double RestartPromptly,
    double RestartOvernight,
    TimeSpan PutOff,
    TimeSpan Decide,
    double CheckByHand,
    double ChargeAtNight,
    double InUse,
    double InUseAtNight,
    TimeSpan RelaunchSafari,
    double Reapply,
    TimeSpan ReapplyAfter)
{
    /// <summary>
    /// How long a device is in use on a day, on average over people: they get up between 5:30 and 8:30 and go to bed
    /// between 21:30 and 23:54 (drawn for each device), so that they are awake for 15.7 hours.
    /// </summary>
    public TimeSpan MeanDailyUse => TimeSpan.FromHours(15.7 * InUse + 8.3 * InUseAtNight);
}

/// <summary>What installing takes, and what it waits for.</summary>
/// <param name="MedianBandwidth">Bytes a second; devices lie between a quarter and four times of it.</param>
/// <param name="GateRetry">When a step is tried again after a gate was shut.</param>
/// <param name="ManagementRetry">… after management forbade it.</param>
public sealed record InstallSettings(
    long MedianBandwidth,
    ImmutableArray<PlatformTimings> Timings,
    TimeSpan GateRetry,
    TimeSpan ManagementRetry,
    RetryPolicy Retry)
{
    public PlatformTimings For(Platform platform) => Timings[(int)platform];
}

/// <summary>Durations and battery gates of one platform. Durations are drawn between the two ends.</summary>
/// <param name="ResponseBattery">Percent a response needs when the device is not charging.</param>
/// <param name="UpdateBattery">Percent a software update needs when the device is not charging.</param>
public sealed record PlatformTimings(
    Span Preparation, Span Restart, Span UpdateRestart, int ResponseBattery, int UpdateBattery);

/// <summary>A duration somewhere between two ends.</summary>
public readonly record struct Span(TimeSpan From, TimeSpan To);

/// <summary>How often and when a step is tried again after a fault that passes by itself.</summary>
/// <param name="Attempts">In all; after the last one the installation is abandoned.</param>
/// <param name="First">The first pause; each further one is twice as long.</param>
/// <param name="Longest">No pause is longer.</param>
/// <param name="Jitter">Share of each pause by which it is shortened at most, at random.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan First, TimeSpan Longest, double Jitter)
{
    /// <summary>The pause after a failed attempt, counted from 1.</summary>
    /// <param name="chance">Uniform on [0, 1).</param>
    public TimeSpan PauseAfter(int attempt, double chance)
    {
        var doublings = Math.Clamp(attempt - 1, 0, 30);
        var pause = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * (1L << doublings));
        return TimeSpan.FromMilliseconds((long)(pause * (1 - Jitter * chance)));
    }
}
