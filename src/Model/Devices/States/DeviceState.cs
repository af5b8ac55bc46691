using System.Buffers.Binary;
using System.Collections.Immutable;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// The whole state of a device, as a fold of its events. It is immutable, so a reference to it is a snapshot.
/// </summary>
/// <param name="Seq">The number of its last event.</param>
/// <param name="Applied">
/// Responses on the base, in the order in which they were applied; the last one is active.
/// </param>
/// <param name="Retained">Removed responses whose patch and ticket the device still has.</param>
/// <param name="NonceGeneration">How often the boot nonce was rolled.</param>
/// <param name="Blocked">Releases that the device does not try, for a while or for good.</param>
public sealed record DeviceState(
    Traits Traits,
    int Seq,
    OsInstallation Os,
    ImmutableArray<AppliedResponse> Applied,
    ImmutableArray<AppliedResponse> Retained,
    int NonceGeneration,
    bool SharesAnalytics,
    Management? Managed,
    ImmutableArray<ReleaseBlock> Blocked,
    DevicePhase Phase)
{
    /// <summary>What the device stores about crashes.</summary>
    public CrashDiary Diary { get; init; } = CrashDiary.Empty;

    /// <summary>Bytes of files that its person removed so far, to make space.</summary>
    public long RemovedFiles { get; init; }

    /// <summary>What it has installed in the background, beside responses and software updates.</summary>
    public BackgroundSet Background { get; init; }

    /// <summary>Whether the last try of an installation lacked space.</summary>
    public bool LacksSpace { get; init; }

    /// <summary>
    /// The last restart of a device that locks its Data volume; null when there was none since the scenario's start.
    /// </summary>
    public LastBoot? LastBoot { get; init; }

    /// <summary>The last time the person took the device off its charger; null when that has not happened.</summary>
    public Unplugged? Unplugged { get; init; }

    /// <summary>
    /// How far it came with each release of the scenario; empty when no rollout rule reads it, and until the first
    /// stage.
    /// </summary>
    public ImmutableArray<InstallStanding> Stages { get; init; } = [];

    /// <summary>The result of the last search for the next crash; a cache, and not part of the state.</summary>
    internal SearchedCrashes Searched { get; set; }

    public EntityId Id => Traits.Id;

    public Platform Platform => Traits.Platform;

    public AppliedResponse? Active => Applied.IsEmpty ? null : Applied[^1];

    /// <summary>
    /// The responses that a person or management can remove now, the latest one last: all that run, also one that runs
    /// in Safari only. None while the device installs, removes or restarts.
    /// </summary>
    public ImmutableArray<string> Removable => Phase switch
    {
        _ when LacksAntipatch => [],
        DevicePhase.Resting => [.. Applied.Select(one => one.Release)],
        DevicePhase.Staged { InSafari: true } p => [.. Applied.Select(one => one.Release), p.Job.Release],
        _ => [],
    };

    /// <summary>
    /// Whether an antipatch is lost: then only a software update removes responses.
    /// </summary>
    public bool LacksAntipatch
    {
        get
        {
            foreach (var response in Applied)
            {
                if (response.AntipatchLost)
                    return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Whether the Data volume is locked at a moment at or after the last event: from a restart until the person
    /// unlocks it. What is on it can then neither be read nor written.
    /// </summary>
    public bool IsDataLocked(VirtualTime at) => LastBoot is { } boot && at < boot.UnlockedAt;

    /// <summary>
    /// The first moment at or after another at which the Data volume is not locked; never while that is not known.
    /// </summary>
    public VirtualTime UnlockedFrom(VirtualTime at) => IsDataLocked(at) ? LastBoot!.UnlockedAt : at;

    /// <summary>
    /// The nonce to which tickets are bound now: a function of the device and of how often it was rolled.
    /// </summary>
    public Digest Nonce => NonceOf(Traits, NonceGeneration);

    public DeviceBinding Binding => new(Traits.Model.ChipId, Traits.Ecid);

    /// <summary>The build a device reports: the active response's, else the base's.</summary>
    public string RunningBuild(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Active is { } active
            ? world.Release(active.Release).TargetFor(Platform, Os.Build)!.Build.Text
            : Os.Build;
    }

    public static DeviceState Unenrolled(Traits traits, World world)
    {
        ArgumentNullException.ThrowIfNull(traits);
        ArgumentNullException.ThrowIfNull(world);
        return new(
            traits, 0, world.OsOf(traits, traits.Kind.OsVersion, traits.Kind.OsBuild), [], [], 0,
            traits.SharesAnalytics, traits.Managed, [], new DevicePhase.Unenrolled());
    }

    public static Digest NonceOf(Traits traits, int generation)
    {
        ArgumentNullException.ThrowIfNull(traits);
        Span<byte> nonce = stackalloc byte[32];
        for (var half = 0; half < 2; half++)
        {
            var (high, low) = traits.Dice.Bits(Purpose.Nonce, 2 * generation + half);
            BinaryPrimitives.WriteUInt64BigEndian(nonce[(16 * half)..], high);
            BinaryPrimitives.WriteUInt64BigEndian(nonce[(16 * half + 8)..], low);
        }

        return new(nonce);
    }

    /// <summary>
    /// The ticket that the device holds now: that of the response being installed, else of the active one; null for
    /// none.
    /// </summary>
    public AppliedResponse? TicketOf => Phase switch
    {
        DevicePhase.Preparing p => new(p.Job.Release, NonceGeneration, VirtualTime.Never),
        DevicePhase.Staged p => new(p.Job.Release, NonceGeneration, VirtualTime.Never),
        DevicePhase.Starting p => new(p.Job.Release, NonceGeneration, VirtualTime.Never),
        DevicePhase.AwaitingHands { Restart: DevicePhase.Starting p } =>
            new(p.Job.Release, NonceGeneration, VirtualTime.Never),
        _ => Active,
    };

    /// <summary>The response whose files are downloaded and not applied yet; null when there is none.</summary>
    public string? Installing => Phase is DevicePhase.Fetching ? null : Job?.Release;

    /// <summary>The installation that goes on; null when none does.</summary>
    public InstallJob? Job => Phase switch
    {
        DevicePhase.Fetching p => p.Job,
        DevicePhase.Requesting p => p.Job,
        DevicePhase.AwaitingTicket p => p.Job,
        DevicePhase.Preparing p => p.Job,
        DevicePhase.Staged p => p.Job,
        DevicePhase.Starting p => p.Job,
        DevicePhase.AwaitingHands { Restart: DevicePhase.Starting p } => p.Job,
        _ => null,
    };

    /// <summary>The retained response, when its ticket has the present nonce; else null.</summary>
    public AppliedResponse? Reusable(string release)
    {
        foreach (var kept in Retained)
        {
            if (kept.Release == release && kept.NonceGeneration == NonceGeneration)
                return kept;
        }

        return null;
    }
}

/// <summary>
/// A response on this device, with the values that identify its ticket; the ticket is a function of them.
/// </summary>
public sealed record AppliedResponse(string Release, int NonceGeneration, VirtualTime ActivatedAt)
{
    /// <summary>Whether its antipatch is damaged and is not served any more.</summary>
    public bool AntipatchLost { get; init; }
}

/// <summary>The last restart of a device.</summary>
/// <param name="Down">When the device went down.</param>
/// <param name="Up">When user space started; never while it has not.</param>
/// <param name="UnlockedAt">
/// When the person unlocked, or will unlock, the Data volume; never while that is not known.
/// </param>
public sealed record LastBoot(VirtualTime Down, VirtualTime Up, VirtualTime UnlockedAt);

/// <summary>A release that the device does not try.</summary>
/// <param name="Since">When the block began.</param>
/// <param name="Until">
/// The end of the block. If it is never, the block lasts until the catalogue changes; if
/// <paramref name="IsPermanent"/>, it does not end.
/// </param>
/// <param name="IsPermanent">True for a person's decision, which only the person can change.</param>
public sealed record ReleaseBlock(string Release, VirtualTime Since, VirtualTime Until, bool IsPermanent)
{
    public bool Holds(VirtualTime at, VirtualTime catalogueChanged) =>
        IsPermanent || (Until.IsNever ? catalogueChanged <= Since : at < Until);
}

/// <summary>How far a device came with a release.</summary>
/// <param name="Reached">A bit for each stage of an installation that it has reached.</param>
/// <param name="OfferedIn">The hour of the first offer, from the scenario's start.</param>
/// <param name="WithoutAnalytics">
/// At the first offer the device did not share analytics, so its end is not awaited, also if it tells of it.
/// </param>
public readonly record struct InstallStanding(byte Reached, int OfferedIn, bool WithoutAnalytics = false);
