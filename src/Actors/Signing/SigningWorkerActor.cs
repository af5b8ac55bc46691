using Akka.Actor;
using RsrActors.Model.Image4;
using RsrActors.Model.Signing;
using static RsrActors.Actors.Signing.SigningProtocol;

namespace RsrActors.Actors.Signing;

/// <summary>
/// Computes signatures, and decides nothing. It may die at any time; the service hands its work to the next one.
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

/// <summary>A signing worker met a request that is deadly to it.</summary>
public sealed class SigningWorkerDiedException() : Exception("A signing worker died.");
