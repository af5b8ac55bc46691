using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>How a person handles a restart that a response needs.</summary>
public enum RestartHabit
{
    Promptly,
    Overnight,
    PutsOff,
    Never,
}

/// <summary>
/// What one device is and what person has it: a function of scenario, seed and number, so it is never stored.
/// </summary>
public sealed record Traits
{
    public required int Number { get; init; }

    public required Dice Dice { get; init; }

    public required PlatformShare Kind { get; init; }

    public required DeviceModel Model { get; init; }

    /// <summary>Unique per device; below 2^53, so that every JSON reader reads it exactly.</summary>
    public required ulong Ecid { get; init; }

    public required TimeSpan TimeZone { get; init; }

    /// <summary>The group to which it belongs; null for none.</summary>
    public DeviceGroup? Group { get; init; }

    /// <summary>The place of its ring, from 0; -1 in a fleet without rings.</summary>
    public int Ring { get; init; } = -1;

    /// <summary>The release that is active when the scenario starts; null for none.</summary>
    public string? Response { get; init; }

    /// <summary>
    /// Until then it is switched off or out of reach: it polls nothing, and is not in use. Zero for most devices.
    /// </summary>
    public VirtualTime AwayUntil { get; init; } = VirtualTime.Zero;

    public required bool AutomaticUpdates { get; init; }

    /// <summary>Whether software updates install themselves, too, and not only responses.</summary>
    public required bool AutomaticSoftwareUpdates { get; init; }

    public required bool Seeker { get; init; }

    public required RestartHabit Restarts { get; init; }

    public required bool SharesAnalytics { get; init; }

    public required bool LockdownMode { get; init; }

    public required Management? Managed { get; init; }

    /// <summary>
    /// Whether its lid is closed while its person sleeps. Then it sleeps, too: polls, downloads and restarts wait.
    /// </summary>
    public required bool SleepsAtNight { get; init; }

    /// <summary>Whether it has no battery and is always on power.</summary>
    public required bool Desktop { get; init; }

    /// <summary>Whether it is a Mac with FileVault.</summary>
    public required bool FileVault { get; init; }

    /// <summary>Whether its Data volume is locked from a restart until its person unlocks it.</summary>
    public bool LocksData => FileVault || Platform is Platform.IPhone or Platform.IPad;

    public required double BytesPerSecond { get; init; }

    /// <summary>Local time of day.</summary>
    public required TimeSpan WakesUp { get; init; }

    /// <summary>Local time of day, before midnight.</summary>
    public required TimeSpan GoesToBed { get; init; }

    public EntityId Id => EntityId.Device(Number);

    public Platform Platform => Kind.Platform;

    /// <summary>
    /// The number of the device's board, as in its boot ticket. Scenarios do not state it; real numbers are other ones.
    /// Models with one chip have the boards 0, 2, 4, … in the order of their platform. Each platform begins at another
    /// multiple of 32, because a tablet and a Mac may have the same chip. So chip and board together tell the model, as
    /// long as no platform has more than 16 models with one chip.
    /// </summary>
    public uint BoardId
    {
        get
        {
            var board = BoardsOfPlatform * (uint)Platform;
            if (Model.Board is { } own)
                return board + own;
            foreach (var model in Kind.Models)
            {
                if (model == Model)
                    break;
                if (model.ChipId == Model.ChipId)
                    board += 2;
            }

            return board;
        }
    }

    /// <summary>How long the device takes to download bytes; at least a millisecond.</summary>
    /// <param name="slowdown">How many times as long as at its full bandwidth.</param>
    public TimeSpan DownloadTime(long bytes, double slowdown = 1) =>
        TimeSpan.FromMilliseconds(Math.Max(1, (long)(1000.0 * bytes / BytesPerSecond * slowdown)));

    /// <summary>The applications on this device, in the scenario's order.</summary>
    public ImmutableArray<string> ApplicationsOf(FleetSettings fleet)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        var mine = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < fleet.Applications.Length; i++)
        {
            if (Has(fleet.Applications[i], i))
                mine.Add(fleet.Applications[i].Id);
        }

        return mine.ToImmutable();
    }

    /// <summary>Whether it has an application. A Linux server has none of those that a scenario lists.</summary>
    /// <param name="place">The application's place in the scenario.</param>
    public bool Has(Application application, int place)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Platform.IsApple && Dice.Chance(application.Popularity, Purpose.Application, place);
    }

    public static Traits Of(FleetSettings fleet, ulong seed, int number)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        var dice = new Dice(seed, EntityId.Device(number));
        var listed = fleet.Roster?.Of(number);
        var kind = listed?.Share
            ?? Pick(fleet.Platforms, static kind => kind.Share, dice.Uniform(Purpose.PlatformShare));
        var model = listed?.Model ?? kind.Models[(int)(dice.Uniform(Purpose.ModelShare) * kind.Models.Length)];
        var group = fleet.Groups.IsEmpty
            ? null
            : DeviceGroups.Of(fleet.Groups, kind, model, dice.Uniform(Purpose.Group));
        var behaviour = group?.Behaviour ?? fleet.BehaviourOn(kind.Platform);
        var management = group?.Management ?? fleet.Management;
        var sharing = group?.SharesAnalytics ?? fleet.SharesAnalyticsOn(kind.Platform);
        var never = dice.Chance(behaviour.NeverUpdate, Purpose.NeverUpdates);
        var automatic = !never && dice.Chance(behaviour.AutomaticUpdates, Purpose.AutomaticUpdates);
        var desktop = kind.Platform == Platform.Linux || dice.Chance(kind.Desktops, Purpose.Desktop);
        return new()
        {
            Number = number,
            Dice = dice,
            Kind = kind,
            Model = model,
            Group = group,
            Ring = fleet.Rings.IsEmpty
                ? -1
                : Rings.PlaceOf(fleet.Rings, listed?.Kind.Ring ?? "", group, dice.Uniform(Purpose.Ring)),
            Response = listed?.Kind.Response,
            AwayUntil = Absence.Ends(listed?.Kind.DaysSilent ?? 0, dice),
            Ecid = EcidOf(dice, number),
            TimeZone = Pick(fleet.TimeZones, static zone => zone.Share, dice.Uniform(Purpose.TimeZone)).Offset,
            AutomaticUpdates = automatic,
            AutomaticSoftwareUpdates = automatic
                && dice.Chance(behaviour.AutomaticSoftwareUpdates, Purpose.AutomaticSoftwareUpdates),
            Seeker = !never && dice.Chance(behaviour.Seekers, Purpose.Seeker),
            Restarts = never ? RestartHabit.Never : Habit(behaviour, dice.Uniform(Purpose.RestartHabit)),
            SharesAnalytics = dice.Chance(sharing, Purpose.SharesAnalytics),
            LockdownMode = kind.Platform.IsApple && dice.Chance(fleet.LockdownMode, Purpose.LockdownMode),
            Managed = dice.Chance(management.Managed, Purpose.Managed)
                ? new(
                    dice.Chance(management.AllowInstallation, Purpose.ManagedInstallation),
                    dice.Chance(management.AllowRemoval, Purpose.ManagedRemoval))
                : null,
            SleepsAtNight = kind.Platform.IsMac && !desktop && dice.Chance(behaviour.LidClosed, Purpose.LidClosed),
            Desktop = desktop,
            FileVault = kind.Platform.IsMac && fleet.FileVault > 0 && dice.Chance(fleet.FileVault, Purpose.FileVault),
            BytesPerSecond =
                fleet.Install.MedianBandwidth * PortableMath.Exp((dice.Uniform(Purpose.Bandwidth) - 0.5) * 4 * Ln2),
            WakesUp = dice.Between(TimeSpan.FromHours(5.5), TimeSpan.FromHours(8.5), Purpose.WakesUp),
            GoesToBed = dice.Between(TimeSpan.FromHours(21.5), TimeSpan.FromHours(23.9), Purpose.GoesToBed),
        };
    }

    /// <summary>The number of the device with an ECID.</summary>
    public static int NumberOf(ulong ecid) => (int)(ecid & 0xFF_FFFF);

    private const uint BoardsOfPlatform = 32;

    private const double Ln2 = 0.69314718055994531;

    private static RestartHabit Habit(Behaviour behaviour, double chance) =>
        chance < behaviour.RestartPromptly ? RestartHabit.Promptly
        : chance < behaviour.RestartPromptly + behaviour.RestartOvernight ? RestartHabit.Overnight
        : RestartHabit.PutsOff;

    /// <summary>24 bits hold the number, which makes it unique; 28 bits are random. The top bit is always 1.</summary>
    internal static ulong EcidOf(Dice dice, int number) =>
        (1UL << 52) | ((dice.Bits(Purpose.Ecid, 0).High & 0xFFF_FFFF) << 24) | ((ulong)number & 0xFF_FFFF);

    private static T Pick<T>(ImmutableArray<T> from, Func<T, double> share, double chance)
    {
        var total = 0.0;
        foreach (var one in from)
            total += share(one);
        var rest = chance * total;
        foreach (var one in from)
        {
            rest -= share(one);
            if (rest < 0)
                return one;
        }

        return from[^1];
    }
}
