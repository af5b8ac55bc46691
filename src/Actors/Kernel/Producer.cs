using Akka.Actor;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Makes actors without reflection and without an expression tree. With a million devices, and two procedures each,
/// both would cost noticeable time.
/// </summary>
public static class Producer
{
    extension(Props props)
    {
        /// <summary>Runs the actor on the simulation's own threads if there are any, else on the system's.</summary>
        internal Props On(string? dispatcher) => dispatcher is null ? props : props.WithDispatcher(dispatcher);
    }

    /// <summary>Props for an actor of which many are made.</summary>
    public static Props PropsOf<TActor>(Func<TActor> make) where TActor : ActorBase =>
        Props.CreateBy(new Producer<TActor>(make));
}

internal sealed class Producer<TActor>(Func<TActor> make) : IIndirectActorProducer where TActor : ActorBase
{
    public Type ActorType => typeof(TActor);

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
