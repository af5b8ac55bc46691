using Akka.Actor;
using RsrActors.Actors.Devices;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Signing;

namespace RsrActors.Actors.Tests.Devices;

/// <summary>The supervision table without an actor system: what becomes of a procedure after each fault.</summary>
public sealed class SupervisionTests
{
    private static readonly Digest This = Digest.Sha384([1]);
    private static readonly Digest That = Digest.Sha384([2]);
    private static readonly TicketVerdict No = new(Errno.EAUTH, "No.");

    public static TheoryData<Exception, Directive, DeviceFault> Table => new()
    {
        { new NetworkInterruptedException(), Directive.Restart, DeviceFault.NetworkInterrupted },
        { Unavailable(SigningStatus.Unreachable), Directive.Restart, DeviceFault.SigningUnreachable },
        { Unavailable(SigningStatus.RateLimited), Directive.Restart, DeviceFault.SigningRateLimited },
        { new PatchDigestMismatchException(This, That), Directive.Restart, DeviceFault.PatchDigestMismatch },
        { new BrokenPatchException("no frame"), Directive.Restart, DeviceFault.PatchDigestMismatch },
        { new ImageDigestMismatchException(This, That), Directive.Restart, DeviceFault.ImageDigestMismatch },
        { new BrokenSealException(new Seal(This), new Seal(That)), Directive.Restart, DeviceFault.SealBroken },
        { Rejected(Errno.ESTALE), Directive.Restart, DeviceFault.StaleNonce },
        { Rejected(Errno.EACCES), Directive.Stop, DeviceFault.ConstraintViolated },
        { Rejected(Errno.ENOENT), Directive.Stop, DeviceFault.ContentNotAuthenticated },
        { Rejected(Errno.EAUTH), Directive.Stop, DeviceFault.BadSignature },
        { Rejected(Errno.EILSEQ), Directive.Stop, DeviceFault.BadSignature },
        { Rejected(Errno.EFTYPE), Directive.Stop, DeviceFault.BadSignature },
        { new TicketRefusedException(SigningStatus.NotEligible, "no"), Directive.Stop, DeviceFault.TicketRefused },
        { new DidNotStartException(), Directive.Stop, DeviceFault.DidNotStart },
        { new StoredFileDamagedException(StoredFile.Patch), Directive.Restart, DeviceFault.StoredFileDamaged },
        { new BootTicketInvalidException(No), Directive.Stop, DeviceFault.BootTicketInvalid },
        { new SnapshotSealBrokenException(), Directive.Stop, DeviceFault.SnapshotSealBroken },
        { new KernelDigestMismatchException(), Directive.Stop, DeviceFault.KernelDigestMismatch },
        { new CryptexTicketInvalidException(No), Directive.Stop, DeviceFault.CryptexTicketInvalid },
        { new CryptexNotGraftedException(CryptexSubtype.Os), Directive.Stop, DeviceFault.CryptexNotGrafted },
        { new ContentNotTrustedException("No."), Directive.Stop, DeviceFault.ContentNotTrusted },
        { new DataUnlockFailedException(), Directive.Stop, DeviceFault.DataUnlockFailed },
        { new UpdateDigestMismatchException(This, That), Directive.Restart, DeviceFault.UpdateDigestMismatch },
        { new UpdateNotPreparedException(), Directive.Restart, DeviceFault.UpdateNotPrepared },
        { new RamDiskDidNotStartException(), Directive.Restart, DeviceFault.RamDiskDidNotStart },
        { new FileDigestMismatchException("kernel", This, That), Directive.Restart, DeviceFault.FileDigestMismatch },
        { new RootMismatchException(new(This), new(That)), Directive.Restart, DeviceFault.RootMismatch },
        { new SnapshotNotMadeException(), Directive.Restart, DeviceFault.SnapshotNotMade },
        { new SnapshotDidNotStartException(), Directive.Restart, DeviceFault.SnapshotDidNotStart },
    };

    public static TheoryData<Exception> Bugs => new()
    {
        new InvalidOperationException(),
        new KeyNotFoundException(),
        new ArgumentOutOfRangeException(),
        new TimeoutException(),
        new ActorInitializationException("It would only fail again."),
    };

    [Theory, MemberData(nameof(Table))]
    public void Every_fault_has_a_supervision_row(Exception fault, Directive directive, DeviceFault meaning)
    {
        var row = DeviceSupervision.RowFor(fault);

        Assert.NotNull(row);
        Assert.Equal((directive, meaning), (row.Directive, row.Fault));
        Assert.EndsWith(".", row.Because);
    }

    [Theory, MemberData(nameof(Bugs))]
    public void A_bug_has_no_supervision_row_and_is_escalated(Exception bug)
    {
        Assert.Null(DeviceSupervision.RowFor(bug));

        var rows = new List<SupervisionRow>();
        Assert.Equal(Directive.Escalate, DeviceSupervision.Strategy(rows.Add).Decider.Decide(bug));
        Assert.Empty(rows);
    }

    [Theory, MemberData(nameof(Table))]
    public void The_strategy_sends_the_device_the_row_that_applied(
        Exception fault, Directive directive, DeviceFault meaning)
    {
        var rows = new List<SupervisionRow>();

        Assert.Equal(directive, DeviceSupervision.Strategy(rows.Add).Decider.Decide(fault));
        Assert.Equal(meaning, Assert.Single(rows).Fault);
    }

    [Fact]
    public void The_strategy_has_no_limit_of_restarts_and_no_delay()
    {
        var strategy = DeviceSupervision.Strategy(_ => { });

        Assert.Equal(-1, strategy.MaxNumberOfRetries);
        Assert.Equal(-1, strategy.WithinTimeRangeMilliseconds);
    }

    /// <summary>Gates are values. No procedure throws one.</summary>
    [Fact]
    public void The_supervision_table_has_every_fault_and_no_gate()
    {
        var inTable = Table.Select(row => (DeviceFault)row[2]).ToHashSet();

        Assert.Equal(Enum.GetValues<DeviceFault>().Where(fault => !FaultRules.IsGate(fault)).ToHashSet(), inTable);
    }

    private static SigningUnavailableException Unavailable(int status) => new(status, "not now");

    private static TicketRejectedException Rejected(Errno errno) => new(new TicketVerdict(errno, "No."));
}
