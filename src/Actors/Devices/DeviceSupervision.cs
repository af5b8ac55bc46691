using Akka.Actor;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Signing;

namespace RsrActors.Actors.Devices;

/// <summary>One row of the table: what a fault of a procedure means.</summary>
/// <param name="Because">Why the directive is this one.</param>
public sealed record SupervisionRow(Directive Directive, DeviceFault Fault, string Because);

/// <summary>
/// What a fault in a procedure means, and what becomes of the procedure. <see cref="FaultRules"/> says how often a
/// step is tried again: Akka's counters and clocks work neither in virtual time nor across a resume.
/// </summary>
public static class DeviceSupervision
{
    /// <summary>The row for a fault; null for a bug, which is escalated and stops the run.</summary>
    public static SupervisionRow? RowFor(Exception fault) => fault switch
    {
        NetworkInterruptedException =>
            new(Directive.Restart, DeviceFault.NetworkInterrupted, "The network comes back; the procedure is sound."),
        SigningUnavailableException { Status: SigningStatus.RateLimited } =>
            new(Directive.Restart, DeviceFault.SigningRateLimited, "The service is busy; later there is room."),
        SigningUnavailableException =>
            new(Directive.Restart, DeviceFault.SigningUnreachable, "The service comes back; nothing was decided."),
        PatchDigestMismatchException or BrokenPatchException =>
            new(
                Directive.Restart, DeviceFault.PatchDigestMismatch,
                "The bytes were damaged on the way; another copy may be intact."),
        ImageDigestMismatchException =>
            new(Directive.Restart, DeviceFault.ImageDigestMismatch, "The image went bad while it was written."),
        BrokenSealException =>
            new(Directive.Restart, DeviceFault.SealBroken, "The storage changed the image after it was checked."),
        TicketRejectedException { Verdict.Errno: Errno.ESTALE } =>
            new(Directive.Restart, DeviceFault.StaleNonce, "The nonce was rolled meanwhile; a new ticket will fit."),
        TicketRejectedException { Verdict.Errno: Errno.EACCES } =>
            new(
                Directive.Stop, DeviceFault.ConstraintViolated,
                "The ticket is not for this device, and the next one will not be."),
        TicketRejectedException { Verdict.Errno: Errno.ENOENT } =>
            new(
                Directive.Stop, DeviceFault.ContentNotAuthenticated,
                "The ticket vouches for other content than was published."),
        TicketRejectedException =>
            new(
                Directive.Stop, DeviceFault.BadSignature,
                "The signer is not trusted, so no other ticket is requested from it."),
        TicketRefusedException =>
            new(
                Directive.Stop, DeviceFault.TicketRefused,
                "The service has decided; only the vendor can decide otherwise."),
        DidNotStartException =>
            new(Directive.Stop, DeviceFault.DidNotStart, "The content does not run here: back to the base."),
        StoredFileDamagedException =>
            new(Directive.Restart, DeviceFault.StoredFileDamaged, "The storage lost it; it is fetched again."),
        BootTicketInvalidException =>
            new(Directive.Stop, DeviceFault.BootTicketInvalid, "Without its ticket nothing starts."),
        SnapshotSealBrokenException =>
            new(Directive.Stop, DeviceFault.SnapshotSealBroken, "Nothing of a changed system volume may run."),
        KernelDigestMismatchException =>
            new(Directive.Stop, DeviceFault.KernelDigestMismatch, "The boot ticket vouches for another kernel."),
        CryptexTicketInvalidException =>
            new(Directive.Stop, DeviceFault.CryptexTicketInvalid, "Nothing vouches for the response: the base runs."),
        CryptexNotGraftedException =>
            new(Directive.Stop, DeviceFault.CryptexNotGrafted, "A changed image may not run: the base runs."),
        ContentNotTrustedException =>
            new(Directive.Stop, DeviceFault.ContentNotTrusted, "A binary that no trust cache lists may not run."),
        DataUnlockFailedException =>
            new(Directive.Stop, DeviceFault.DataUnlockFailed, "Only a person can unlock the volume."),
        UpdateDigestMismatchException =>
            new(
                Directive.Restart, DeviceFault.UpdateDigestMismatch,
                "The update was damaged on the way; another copy may be intact."),
        UpdateNotPreparedException =>
            new(Directive.Restart, DeviceFault.UpdateNotPrepared, "The archive may unpack from another copy."),
        RamDiskDidNotStartException =>
            new(
                Directive.Restart, DeviceFault.RamDiskDidNotStart,
                "Nothing is replaced yet: the old snapshot starts, and the RAM disk is made again."),
        FileDigestMismatchException =>
            new(
                Directive.Restart, DeviceFault.FileDigestMismatch,
                "The old snapshot has its own files and starts; the file is written again from a new download."),
        RootMismatchException =>
            new(
                Directive.Restart, DeviceFault.RootMismatch,
                "A volume that is not the vendor's must not start; the old snapshot does."),
        SnapshotNotMadeException =>
            new(Directive.Restart, DeviceFault.SnapshotNotMade, "Without a new snapshot the old one starts."),
        SnapshotDidNotStartException =>
            new(
                Directive.Restart, DeviceFault.SnapshotDidNotStart,
                "The device falls back to the previous snapshot, which is as it was."),
        _ => null,
    };

    /// <summary>
    /// The strategy of one device. It counts no restarts and does not wait. It calls <paramref name="onFault"/> with
    /// the row, on the device's own thread, before the procedure is restarted or stopped.
    /// </summary>
    public static OneForOneStrategy Strategy(Action<SupervisionRow> onFault) => new(
        maxNrOfRetries: -1,
        withinTimeMilliseconds: -1,
        localOnlyDecider: fault =>
        {
            if (RowFor(fault) is not { } row)
                return Directive.Escalate;
            onFault(row);
            return row.Directive;
        },
        loggingEnabled: false);
}
