using Akka.Actor;
using RsrActors.Model.Releases;
using static RsrActors.Actors.Updates.ReleaseProtocol;

namespace RsrActors.Actors.Updates;

/// <summary>One response or software update: a shell over <see cref="ReleaseDecider"/> and its rollout rule.</summary>
public sealed class ReleaseActor : ReceiveActor
{
    public ReleaseActor(ReleaseDecider decider) => Receive<Execute>(request =>
    {
        if (request.Deadly)
            throw new ReleaseActorDiedException();
        Sender.Tell(new Decided(decider.Decide(request.State, request.Command, request.At)));
    });

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new Ready());
}

/// <summary>A release actor got a deadly request.</summary>
public sealed class ReleaseActorDiedException() : Exception("A release actor died.");
