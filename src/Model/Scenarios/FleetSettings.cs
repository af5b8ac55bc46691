using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>The fleet's devices and the people who own them. All shares are probabilities from 0 to 1.</summary>
/// <param name="Behaviour">How people use and update devices of a platform without a behaviour of its own.</param>
/// <param name="SharesAnalytics">Share of people who share analytics, where no setting has a share of its own.</param>
public sealed record FleetSettings(
    int Devices,
    ImmutableArray<PlatformShare> Platforms,
    ImmutableArray<TimeZoneShare> TimeZones,
    Behaviour Behaviour,
    ImmutableArray<Application> Applications,
    double SharesAnalytics,
    double LockdownMode,
    ManagementSettings Management,
    InstallSettings Install)
{
    private static readonly ImmutableArray<Behaviour?> OneForAll =
        [.. Enum.GetValues<Platform>().Select(static _ => (Behaviour?)null)];

    /// <summary>
    /// The platforms whose people behave in another way, by <see cref="Platform"/>; null for the others.
    /// </summary>
    public ImmutableArray<Behaviour?> BehaviourByPlatform { get; init; } = OneForAll;

    /// <summary>The settings for sharing that have a share of their own.</summary>
    public SharingSettings SharesAnalyticsBySetting { get; init; } = SharingSettings.None;

    /// <summary>Share of Macs with FileVault. The Data volume of an iPhone or iPad is locked in any case.</summary>
    public double FileVault { get; init; }

    /// <summary>Groups of devices, in the order in which they take devices.</summary>
    public ImmutableArray<DeviceGroup> Groups { get; init; } = [];

    /// <summary>
    /// The rings, in the order in which they are promoted; none when releases are not promoted by ring.
    /// </summary>
    public ImmutableArray<Ring> Rings { get; init; } = [];

    /// <summary>The most devices of a fleet: their numbers have seven digits.</summary>
    public const int MostDevices = 9_999_999;

    /// <summary>The devices, when they are those of an inventory; null when they are drawn by shares.</summary>
    public FleetRoster? Roster { get; init; }

    /// <summary>Whether management of the fleet or of a group defers software updates.</summary>
    public bool HasDeferrals => Management.Deferrals != UpdateDeferrals.None
        || Groups.Any(group => group.Management is { } own && own.Deferrals != UpdateDeferrals.None);

    /// <summary>How people use and update the devices of a platform, if no group has a behaviour of its own.</summary>
    public Behaviour BehaviourOn(Platform platform) => BehaviourByPlatform[(int)platform] ?? Behaviour;

    /// <summary>
    /// Share of people who share analytics from a device of a platform, if no group has a share of its own.
    /// </summary>
    public double SharesAnalyticsOn(Platform platform) => SharesAnalyticsBySetting.Of(platform) ?? SharesAnalytics;

    /// <summary>The same on average over a platform's devices and their groups.</summary>
    public double MeanSharingOn(Platform platform)
    {
        var (sharing, all) = (0.0, 0.0);
        foreach (var kind in Platforms)
        {
            if (kind.Platform != platform || Groups.IsEmpty)
                continue;
            all += kind.Share;
            foreach (var model in kind.Models)
                sharing += kind.Share / kind.Models.Length * SharingOf(kind, model);
        }

        return all > 0 ? sharing / all : SharesAnalyticsOn(platform);
    }

    private double SharingOf(PlatformShare kind, DeviceModel model)
    {
        var (sharing, rest) = (0.0, 1.0);
        foreach (var group in Groups)
        {
            if (!group.Matches(kind, model))
                continue;
            var share = Math.Min(rest, group.Share);
            sharing += share * (group.SharesAnalytics ?? SharesAnalyticsOn(kind.Platform));
            rest -= share;
        }

        return sharing + rest * SharesAnalyticsOn(kind.Platform);
    }
}

/// <summary>
/// People agree to share analytics once for their iPhone and their watch, once for their iPad, and once for their Mac.
/// A share is null where it is that of the whole fleet.
/// </summary>
public sealed record SharingSettings(double? IPhone, double? IPad, double? Mac)
{
    public static readonly SharingSettings None = new(null, null, null);

    public double? Of(Platform platform) => platform switch
    {
        Platform.IPhone => IPhone,
        Platform.IPad => IPad,
        Platform.MacAppleSilicon or Platform.MacIntel => Mac,
        // The vendor of the responses gets nothing from a Linux server.
        Platform.Linux => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "A new platform needs its share here."),
    };
}

/// <summary>One kind of device in the fleet.</summary>
/// <param name="Share">Relative to the sum of all shares.</param>
/// <param name="Desktops">Share of these devices without a battery.</param>
public sealed record PlatformShare(
    Platform Platform, double Share, string OsVersion, string OsBuild, ImmutableArray<DeviceModel> Models,
    double Desktops)
{
    /// <summary>A word by which groups select these devices; empty for none.</summary>
    public string Label { get; init; } = "";
}

/// <param name="Name">The product type, <c>iPhone15,2</c>.</param>
/// <param name="ChipId">The application processor's chip id, as in tickets: 0x8120.</param>
public sealed record DeviceModel(string Name, uint ChipId)
{
    /// <summary>The number of its board; null when it follows from the order of the models.</summary>
    public uint? Board { get; init; }
}

/// <param name="Offset">From UTC. There is no daylight saving time, because a scenario is short.</param>
public sealed record TimeZoneShare(TimeSpan Offset, double Share);

/// <summary>An application that devices may have.</summary>
/// <param name="Popularity">Share of devices that have it.</param>
/// <param name="Daily">
/// Mean time per day in the foreground on devices that have it; in proportion to the device's use.
/// </param>
/// <param name="CrashesPerThousandHours">On the base, per thousand hours in the foreground.</param>
public sealed record Application(
    string Id, double Popularity, TimeSpan Daily = default, double CrashesPerThousandHours = 0)
{
    /// <summary>The browser. On a Mac it can run on new content before the other applications.</summary>
    public const string Safari = "safari";
}

/// <param name="Managed">Share of devices under management.</param>
/// <param name="AllowInstallation">Share of the managed devices on which responses may be installed.</param>
/// <param name="AllowRemoval">Share of the managed devices on which a person may remove responses.</param>
public sealed record ManagementSettings(double Managed, double AllowInstallation, double AllowRemoval)
{
    public UpdateDeferrals Deferrals { get; init; } = UpdateDeferrals.None;
}

/// <summary>How people handle updates.</summary>
/// <param name="AutomaticUpdates">Share with automatic updating on.</param>
/// <param name="Seekers">Share who check for updates by hand several times a day.</param>
/// <param name="NeverUpdate">Share who do nothing about updates; their automatic updating is off.</param>
/// <param name="RestartPromptly">Share who restart when asked.</param>
/// <param name="RestartOvernight">Share who leave the restart to the night. The rest put it off.</param>
/// <param name="PutOff">Mean time by which the rest put a restart off.</param>
/// <param name="Decide">Mean time a person takes to start an installation that does not start by itself.</param>
/// <param name="CheckByHand">Chance that a person who is not a seeker checks for updates on a given day.</param>
/// <param name="ChargeAtNight">Chance that a battery is charged on a given night.</param>
/// <param name="InUse">Share of waking time in which a device is in use.</param>
/// <param name="InUseAtNight">Share of sleeping time in which a device is in use.</param>
/// <param name="RelaunchSafari">Mean time from staging to a relaunch of Safari on a Mac.</param>
/// <param name="Reapply">Chance that a person who removed a response applies it again.</param>
/// <param name="ReapplyAfter">Mean time until that.</param>
/// <param name="PollEvery">The length of the intervals in each of which a device polls the catalogue once.</param>
/// <param name="LidClosed">Share of laptops whose lid is closed while their person sleeps; they sleep, too.</param>
/// <param name="AcceptRelaunch">Share of people who accept an offer to quit and relaunch Safari.</param>
/// <param name="DeclineRelaunch">Share of people who decline it. The rest ignore it.</param>
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
    TimeSpan ReapplyAfter,
    TimeSpan PollEvery,
    double AcceptRelaunch,
    double DeclineRelaunch,
    double LidClosed)
{
    /// <summary>
    /// Share of the devices that update automatically on which software updates install themselves, too. The others
    /// install responses only, and their person starts a software update.
    /// </summary>
    public double AutomaticSoftwareUpdates { get; init; } = 1;

    /// <summary>Mean time a person takes to start a software update; exponential.</summary>
    public TimeSpan UpdateDecide { get; init; } = Decide;

    /// <summary>
    /// Time from the moment at which a device that updates automatically finds a software update to its download: the
    /// scale of a Weibull distribution, by which 63 % have begun. Seekers do not wait.
    /// </summary>
    public TimeSpan UpdateDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// The shape of that distribution: with 1 it is exponential, above 1 most devices begin about the same time.
    /// </summary>
    public double UpdateDelayShape { get; init; } = 1;

    /// <summary>The hour of the device's day from which on such a download begins.</summary>
    public TimeSpan UpdateFrom { get; init; } = TimeSpan.Zero;

    /// <summary>The hour from which on none begins.</summary>
    public TimeSpan UpdateUntil { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The mean time that a device is in use on a day. People get up between 5:30 and 8:30 and go to bed between 21:30
    /// and 23:54 (drawn for each device), so on average they are awake for 15.7 hours.
    /// </summary>
    public TimeSpan MeanDailyUse => TimeSpan.FromHours(15.7 * InUse + 8.3 * InUseAtNight);
}

/// <summary>What an installation needs, and when a step is tried again.</summary>
/// <param name="MedianBandwidth">Bytes per second; devices have between a quarter of it and four times as much.</param>
/// <param name="GateRetry">The time after which a step is tried again when a gate was closed.</param>
/// <param name="ManagementRetry">The time after which a step is tried again when management forbade it.</param>
public sealed record InstallSettings(
    long MedianBandwidth,
    ImmutableArray<PlatformTimings> Timings,
    TimeSpan GateRetry,
    TimeSpan ManagementRetry,
    RetryPolicy Retry)
{
    public PlatformTimings For(Platform platform) => Timings[(int)platform];
}

/// <summary>Durations and battery gates of one platform. Each duration is drawn between its two ends.</summary>
/// <param name="UpdateRestart">
/// How long a device is down for a software update; null when it follows from the bytes that are written.
/// </param>
/// <param name="ResponseBattery">Percent of charge that a response needs when the device is not charging.</param>
/// <param name="UpdateBattery">Percent of charge that a software update needs when the device is not charging.</param>
public sealed record PlatformTimings(
    Span Preparation, Span Restart, Span? UpdateRestart, int ResponseBattery, int UpdateBattery);

/// <summary>A range of durations.</summary>
public readonly record struct Span(TimeSpan From, TimeSpan To);

/// <summary>How often and when a step is tried again after a fault that may pass without a change.</summary>
/// <param name="Attempts">The number of attempts; after the last one the installation is abandoned.</param>
/// <param name="First">The first pause; each further one is twice as long.</param>
/// <param name="Longest">No pause is longer.</param>
/// <param name="Jitter">The largest share of a pause by which chance shortens it.</param>
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
