using System.Buffers.Binary;
using System.Collections.Immutable;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>Everything a device knows, as a fold of its events. Immutable: a reference to it is a snapshot.</summary>
/// <param name="Seq">Number of its last event.</param>
/// <param name="Applied">Responses on the base, in the order they were applied; the last one is active.</param>
/// <param name="Retained">Responses removed again, whose patch and ticket the device still has.</param>
/// <param name="NonceGeneration">How often the boot nonce was rolled.</param>
/// <param name="Blocked">Responses that are not tried for the time being.</param>
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
    /// <summary>What the device keeps about crashes.</summary>
    public CrashDiary Diary { get; init; } = CrashDiary.Empty;

    /// <summary>The last time its person took it off its charger; null when that never happened.</summary>
    public Unplugged? Unplugged { get; init; }

    /// <summary>What was found when the next crash was looked for last; no part of what the device is.</summary>
    internal SearchedCrashes Searched { get; set; }

    public EntityId Id => Traits.Id;

    public Platform Platform => Traits.Platform;

    public AppliedResponse? Active => Applied.IsEmpty ? null : Applied[^1];

    /// <summary>
    /// The value that tickets are bound to at present: a function of the device and of how often it was rolled.
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
    /// The ticket the device would show now: of what is being put on it, else of what is active; null for none.
    /// </summary>
    public AppliedResponse? TicketOf => Phase switch
    {
        DevicePhase.Preparing p => new(p.Job.Release, NonceGeneration, VirtualTime.Never),
        DevicePhase.Staged p => new(p.Job.Release, NonceGeneration, VirtualTime.Never),
        DevicePhase.Starting p => new(p.Job.Release, NonceGeneration, VirtualTime.Never),
        _ => Active,
    };

    /// <summary>The response whose patch and unrolled ticket the device still has, if it has.</summary>
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
/// A response on this device, with the identity of its ticket: the ticket itself is a function of it.
/// </summary>
public sealed record AppliedResponse(string Release, int NonceGeneration, VirtualTime ActivatedAt);

/// <summary>A response that is not tried.</summary>
/// <param name="Since">When that was decided.</param>
/// <param name="Until">Until then; never means until the catalogue changes, or longer when <paramref name="IsPermanent"/>.</param>
/// <param name="IsPermanent">A person has decided: only the person can decide otherwise.</param>
public sealed record ReleaseBlock(string Release, VirtualTime Since, VirtualTime Until, bool IsPermanent)
{
    public bool Holds(VirtualTime at, VirtualTime catalogueChanged) =>
        IsPermanent || (Until.IsNever ? catalogueChanged <= Since : at < Until);
}
