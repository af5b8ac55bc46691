using Akka.Actor;
using RsrActors.Model.Image4;
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
        Sender.Tell(new TicketsSigned(_issuer.IssueAll([.. batch.Jobs.Select(OrderOf)])));
    }

    private static TicketOrder OrderOf(SigningJob job) =>
        new(job.Answer, job.Body.Variant, new DeviceBinding(job.Body.ChipId, job.Body.Ecid));
}

/// <summary>A signing worker got a deadly request.</summary>
public sealed class SigningWorkerDiedException() : Exception("A signing worker died.");
