using RsrActors.Model.Contents;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// What the volumes of a device hold, in bytes, as a function of its state. They share the free space of one container
/// with the files of the device's person. Nothing of it is stored.
/// </summary>
public readonly struct DeviceVolumes
{
    private readonly long? _prebootQuota;

    private DeviceVolumes(long capacity, Content content, long personal, long responses, long update, long? quota)
    {
        Capacity = capacity;
        Personal = personal;
        System = content.System + update;
        Data = content.Data + personal;
        Preboot = content.Preboot + responses;
        _prebootQuota = quota;
    }

    /// <summary>The size of the container.</summary>
    public long Capacity { get; }

    /// <summary>The files of the device's person, which are on the Data volume.</summary>
    public long Personal { get; }

    /// <summary>The sealed system, and what a software update writes beside it.</summary>
    public long System { get; }

    /// <summary>Personal files, and the security data of a Mac.</summary>
    public long Data { get; }

    /// <summary>
    /// Boot firmware and base cryptexes; patch and antipatch of the responses on the device, and the blocks of their
    /// images that differ from those of the base.
    /// </summary>
    public long Preboot { get; }

    /// <summary>What is left of the container; below 0 it would hold more than it can.</summary>
    public long Free => Capacity - System - Data - Preboot;

    /// <summary>What the quota of the Preboot volume leaves; without a quota the largest number.</summary>
    public long RoomByQuota => _prebootQuota is { } quota ? quota - Preboot : long.MaxValue;

    /// <summary>What the Preboot volume can still take: the free space, or less because of its quota.</summary>
    public long RoomOnPreboot => Math.Min(Free, RoomByQuota);

    /// <param name="at">The space of a software update is taken from the moment at which its download begins.</param>
    public static DeviceVolumes Of(DeviceState state, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        var (capacity, drawn) = AtStart(state.Traits, world);
        var content = Content.Of(state.Platform, state.Os.Version);
        var free = Math.Min(drawn + TakenAtStart(state.Traits, world), capacity - content.Bytes);
        return new(
            capacity, content, capacity - content.Bytes - free - state.RemovedFiles, Responses(state, world),
            Update(state, at, world), world.Scenario.Volumes.PrebootQuota);
    }

    /// <summary>Bytes that a response needs while it is installed, and keeps while it is active.</summary>
    public static long NeededBy(string release, DeviceState state, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        var download = KeptOf(release, state, world);
        return download + DownloadSizes.ImageBlocks(download);
    }

    /// <summary>Bytes of the files that a removed response keeps: patch and antipatch.</summary>
    public static long KeptOf(string release, DeviceState state, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        return world.Release(release).TargetFor(state.Platform, state.Os.Build)?.Download ?? 0;
    }

    /// <summary>The container, and what may be free in it at the start.</summary>
    private static (long Capacity, long Free) AtStart(Traits traits, World world)
    {
        var settings = world.Scenario.Volumes;
        var sizes = settings.StorageOf(traits.Platform);
        var capacity = sizes[(int)(traits.Dice.Uniform(Purpose.Storage) * sizes.Length)];
        var chance = traits.Dice.Uniform(Purpose.FreeSpace);
        var (least, most) = settings.Free;
        return (
            capacity,
            traits.Dice.Chance(settings.NearlyFull, Purpose.NearlyFull)
                ? (long)(chance * settings.NearlyFullFree)
                : (long)(capacity * (least + (most - least) * chance)));
    }

    /// <summary>What the response takes that is active at the start: what is drawn is free beside it.</summary>
    private static long TakenAtStart(Traits traits, World world)
    {
        if (traits.Response is not { } release)
            return 0;
        var download = world.Release(release).TargetFor(traits.Platform, traits.Kind.OsBuild)!.Download;
        return download + DownloadSizes.ImageBlocks(download);
    }

    private static long Responses(DeviceState state, World world)
    {
        var bytes = 0L;
        for (var i = 0; i < state.Applied.Length; i++)
        {
            bytes += i == state.Applied.Length - 1
                ? NeededBy(state.Applied[i].Release, state, world)
                : KeptOf(state.Applied[i].Release, state, world);
        }

        foreach (var kept in state.Retained)
            bytes += KeptOf(kept.Release, state, world);
        return state.Installing is { } release && state.Reusable(release) is null
            ? bytes + NeededBy(release, state, world)
            : bytes;
    }

    private static long Update(DeviceState state, VirtualTime at, World world)
    {
        var job = state.Phase switch
        {
            DevicePhase.FetchingUpdate p when at > p.From => p.Job,
            DevicePhase.UpdateReady p => p.Job,
            DevicePhase.AwaitingBootTicket p => p.Job,
            DevicePhase.Updating p => p.Job,
            DevicePhase.FallingBack p => p.Job,
            DevicePhase.AwaitingHands { Restart: DevicePhase.FallingBack p } => p.Job,
            DevicePhase.BootLooping p => p.Job,
            _ => null,
        };
        return job is null
            ? 0
            : world.UpdateStep(state.Platform, state.Os.Build, job.OsBuild).Space;
    }

    /// <summary>The bytes of a system's own files on each volume.</summary>
    private readonly record struct Content(long System, long Data, long Preboot)
    {
        public long Bytes => System + Data + Preboot;

        public static Content Of(Platform platform, string version)
        {
            var hasCryptexes = platform.HasCryptexes(version);
            return new(
                SystemContent.BytesOn(Volume.System, platform, hasCryptexes),
                SystemContent.BytesOn(Volume.Data, platform, hasCryptexes),
                SystemContent.BytesOn(Volume.Preboot, platform, hasCryptexes));
        }
    }
}
