using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Booting;

/// <summary>What a boot is to bring up; it decides the way out when a step fails.</summary>
public enum BootedContent
{
    /// <summary>The content of the last software update.</summary>
    Base,

    /// <summary>The base with a response.</summary>
    Response,

    /// <summary>A software update, from its new snapshot.</summary>
    Update,
}

/// <summary>The order of the steps of a boot, what can go wrong in each, and what follows then.</summary>
/// <remarks>
/// What a ticket vouches for starts only after the ticket: boot ticket before snapshot and kernel, Cryptex1 ticket
/// before the cryptexes. The kernel is running before any content of a cryptex is looked at, so no response can change
/// it. On Apple silicon the Data volume is unlocked last: a response is active before that. The firmware of an Intel
/// Mac with FileVault unlocks it first, because it cannot read the kernel of a locked disk.
/// </remarks>
public static class BootSteps
{
    private static readonly ImmutableArray<BootStep> KernelFirst =
    [
        BootStep.BootTicket,
        BootStep.SystemSnapshot,
        BootStep.Kernel,
        BootStep.CryptexTicket,
        BootStep.CryptexGraft,
        BootStep.TrustCaches,
        BootStep.UserSpace,
        BootStep.DataUnlock,
    ];

    private static readonly ImmutableArray<BootStep> UnlockFirst =
    [
        BootStep.BootTicket,
        BootStep.DataUnlock,
        BootStep.SystemSnapshot,
        BootStep.Kernel,
        BootStep.CryptexTicket,
        BootStep.CryptexGraft,
        BootStep.TrustCaches,
        BootStep.UserSpace,
    ];

    /// <summary>The steps of a boot on a platform, in their order.</summary>
    public static ImmutableArray<BootStep> Of(Platform platform, bool fileVault) =>
        UnlocksBeforeKernel(platform, fileVault) ? UnlockFirst : KernelFirst;

    /// <summary>Whether the Data volume has to be unlocked before the kernel starts.</summary>
    public static bool UnlocksBeforeKernel(Platform platform, bool fileVault) =>
        fileVault && platform == Platform.MacIntel;

    /// <summary>The fault that a failure of a step is.</summary>
    public static DeviceFault FaultOf(BootStep step) => step switch
    {
        BootStep.BootTicket => DeviceFault.BootTicketInvalid,
        BootStep.SystemSnapshot => DeviceFault.SnapshotSealBroken,
        BootStep.Kernel => DeviceFault.KernelDigestMismatch,
        BootStep.CryptexTicket => DeviceFault.CryptexTicketInvalid,
        BootStep.CryptexGraft => DeviceFault.CryptexNotGrafted,
        BootStep.TrustCaches => DeviceFault.ContentNotTrusted,
        BootStep.UserSpace => DeviceFault.DidNotStart,
        BootStep.DataUnlock => DeviceFault.DataUnlockFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A new step needs its fault here."),
    };

    /// <summary>What follows when a step fails.</summary>
    public static BootFallback FallbackOf(BootStep step, BootedContent content) => (step, content) switch
    {
        (BootStep.DataUnlock, _) => BootFallback.Hands,
        (_, BootedContent.Update) => BootFallback.PreviousSnapshot,
        (>= BootStep.CryptexTicket, BootedContent.Response) => BootFallback.BaseContent,
        _ => BootFallback.Hands,
    };

    /// <summary>The chance that a step fails by itself, and the purpose of its draw; none for user space.</summary>
    internal static (double Chance, Purpose Purpose) ChanceOf(BootStep step, BootFaultSettings faults) => step switch
    {
        BootStep.BootTicket => (faults.BootTicketInvalid, Purpose.BootTicketInvalid),
        BootStep.SystemSnapshot => (faults.SnapshotSealBroken, Purpose.SnapshotSealBroken),
        BootStep.Kernel => (faults.KernelDigestMismatch, Purpose.KernelDigestMismatch),
        BootStep.CryptexTicket => (faults.CryptexTicketInvalid, Purpose.CryptexTicketInvalid),
        BootStep.CryptexGraft => (faults.CryptexNotGrafted, Purpose.CryptexNotGrafted),
        BootStep.TrustCaches => (faults.TrustCacheMissing, Purpose.TrustCacheMissing),
        BootStep.UserSpace => (0, Purpose.DidNotStart),
        BootStep.DataUnlock => (faults.DataUnlockFailed, Purpose.DataUnlockFailed),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A new step needs its chance here."),
    };
}
