using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>Everything on which the order of windows and epochs depends, as one value.</summary>
/// <param name="End">Where the open window ends, or the last one when none is open.</param>
/// <param name="EpochEnd">What decides where the epoch that is being simulated ends.</param>
/// <param name="Storage">Whether the epoch before it is still being stored.</param>
/// <param name="LastClosed">The last epoch of which everything is stored.</param>
internal sealed record TimekeeperState(
    TimekeeperPhase Phase,
    VirtualTime End,
    EpochEnd EpochEnd,
    EpochStorage Storage,
    EpochClosed LastClosed,
    StopRequest Stop)
{
    public static readonly TimekeeperState Initial = new(
        new TimekeeperPhase.Recovering(RecoveryParts.All),
        VirtualTime.Zero,
        EpochEnd.ByPolicy.Instance,
        EpochStorage.Idle.Instance,
        new EpochClosed(0, VirtualTime.Zero, [], HistoryHash.Empty, 0, null),
        StopRequest.None);

    /// <summary>
    /// Everything before it was computed by an earlier execution that was killed; the start of time when nothing is
    /// computed again.
    /// </summary>
    public VirtualTime RecomputedUntil => EpochEnd is EpochEnd.Stored stored ? stored.At : VirtualTime.Zero;
}

/// <summary>What the timekeeper waits for.</summary>
internal abstract record TimekeeperPhase
{
    private TimekeeperPhase()
    {
    }

    /// <summary>Waits for what earlier executions stored.</summary>
    public sealed record Recovering(RecoveryParts Missing) : TimekeeperPhase;

    /// <summary>Waits for the processes to settle a window.</summary>
    /// <param name="Start">Everything before it is simulated.</param>
    public sealed record Open(VirtualTime Start) : TimekeeperPhase;

    /// <summary>No window is open: waits for the run control's answer to a boundary.</summary>
    public sealed record Held : TimekeeperPhase
    {
        public static readonly Held Instance = new();
    }

    /// <summary>No window is open: waits until the end of the epoch is stored.</summary>
    public sealed record StoringEpochEnd : TimekeeperPhase
    {
        public static readonly StoringEpochEnd Instance = new();
    }

    /// <summary>
    /// No window is open, and the epoch ends here: waits until the epoch before it is closed, for no row of an epoch
    /// may be written before that.
    /// </summary>
    public sealed record AwaitingClose : TimekeeperPhase
    {
        public static readonly AwaitingClose Instance = new();
    }

    /// <summary>Nothing is simulated any more: waits until the last epoch is closed.</summary>
    public sealed record Closing : TimekeeperPhase
    {
        public static readonly Closing Instance = new();
    }

    /// <summary>Nothing is simulated any more, and everything is stored.</summary>
    public sealed record Ended : TimekeeperPhase
    {
        public static readonly Ended Instance = new();
    }
}

/// <summary>What recovery still waits for. The parts arrive in any order.</summary>
[Flags]
internal enum RecoveryParts
{
    None = 0,

    /// <summary>The references of the processes and of the run control.</summary>
    References = 1,

    /// <summary>The live commands of earlier executions.</summary>
    Commands = 2,

    /// <summary>The answers of all processes.</summary>
    Processes = 4,

    All = References | Commands | Processes,
}

/// <summary>What decides where the epoch that is being simulated ends.</summary>
internal abstract record EpochEnd
{
    private EpochEnd()
    {
    }

    /// <summary>The <see cref="EpochPolicy"/>, or the run control.</summary>
    public sealed record ByPolicy : EpochEnd
    {
        public static readonly ByPolicy Instance = new();
    }

    /// <summary>The run is computed again, and this is where the epoch ended the first time.</summary>
    public sealed record Known(VirtualTime At) : EpochEnd;

    /// <summary>An earlier execution stored this end, and was killed before the epoch was closed.</summary>
    public sealed record Stored(VirtualTime At) : EpochEnd;
}

/// <summary>Whether an epoch that ended is still being stored, while the next one is simulated.</summary>
internal abstract record EpochStorage
{
    private EpochStorage()
    {
    }

    public sealed record Idle : EpochStorage
    {
        public static readonly Idle Instance = new();
    }

    /// <param name="Epoch">Its sum, count and findings are known when all rows are stored.</param>
    public sealed record Writing(EpochClosed Epoch) : EpochStorage;
}

internal enum StopRequest
{
    None,
    Asked,
}
