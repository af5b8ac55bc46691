using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Signing;
using static RsrActors.Actors.Signing.SigningProtocol;

namespace RsrActors.Actors.Signing;

/// <summary>
/// Computes signatures, and decides nothing. It may die at any time; after its restart the service sends its request
/// again.
/// </summary>
public sealed class SigningWorkerActor : ReceiveActor
{
    private readonly TicketIssuer _issuer;

    public SigningWorkerActor(TicketAuthority authority)
    {
        _issuer = authority.NewIssuer();
        Receive<Sign>(OnSign);
    }

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new Ready());

    protected override void PostStop() => _issuer.Dispose();

    private void OnSign(Sign batch)
    {
        if (!batch.Again && batch.Jobs.Any(job => job.Deadly))
            throw new SigningWorkerDiedException();
        Sender.Tell(new TicketsSigned(IssueAll(batch.Jobs)));
    }

    /// <summary>The tickets, in the order of the jobs. Those for responses are signed as one batch.</summary>
    private ImmutableArray<ReadOnlyMemory<byte>> IssueAll(ImmutableArray<SigningJob> jobs)
    {
        if (!jobs.Any(job => job.Body.Kind is TicketKind.Boot))
            return _issuer.IssueAll([.. jobs.Select(OrderOf)]);
        var responses = _issuer.IssueAll([.. jobs.Where(job => job.Body.Kind is TicketKind.Cryptex).Select(OrderOf)]);
        var next = 0;
        return
        [
            .. jobs.Select(job => job.Body.Kind is TicketKind.Boot
                ? _issuer.IssueBoot(BootOrderOf(job.Body))
                : responses[next++]),
        ];
    }

    private static TicketOrder OrderOf(SigningJob job) =>
        new(job.Answer, job.Body.Variant, new DeviceBinding(job.Body.ChipId, job.Body.Ecid));

    private static BootTicketOrder BootOrderOf(TicketRequest request) => new(
        PlatformNames.OfProductClass(request.ProductClass), request.Build,
        new(request.ChipId, request.BoardId, request.Ecid, request.Nonce));
}

/// <summary>A signing worker got a deadly request.</summary>
public sealed class SigningWorkerDiedException() : Exception("A signing worker died.");
