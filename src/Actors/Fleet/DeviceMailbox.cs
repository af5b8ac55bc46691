using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace RsrActors.Actors.Fleet;

/// <summary>
/// The mailbox of an actor that seldom has more than one Akka message: a place for one, and a queue only when that
/// is taken. Akka's unbounded mailbox allocates 32 places, a kilobyte for each of a million devices.
/// </summary>
public sealed class DeviceMailbox(Settings settings, Config config)
    : MailboxType(settings, config), IProducesMessageQueue<DeviceMessages>
{
    private const string Setting = "akka.actor.device-mailbox";

    /// <summary>
    /// On the simulation's own threads, and with this mailbox. Without such threads, with Akka's defaults.
    /// </summary>
    internal static Props For(Props actor, string? dispatcher) =>
        dispatcher is null ? actor : actor.WithDispatcher(dispatcher).WithMailbox(Setting);

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new DeviceMessages();
}

/// <summary>Unbounded, first in first out, for any number of senders.</summary>
public sealed class DeviceMessages : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private Envelope _first;
    private Queue<Envelope>? _rest;
    private volatile int _count;
    private int _isHeld;

    public bool HasMessages => _count > 0;

    public int Count => _count;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        Hold();
        if (_count == 0)
            _first = envelope;
        else
            (_rest ??= new()).Enqueue(envelope);
        _count++;

        // A full barrier: the message can be seen before Akka reads whether the receiver is idle. Without it a receiver
        // that becomes idle at this moment and the sender may overlook each other, and the message stays for ever.
        Interlocked.Exchange(ref _isHeld, 0);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (_count == 0)
        {
            envelope = default;
            return false;
        }

        Hold();
        envelope = _first;
        if (--_count == 0)
            (_first, _rest) = (default, null);
        else
            _first = _rest!.Dequeue();
        Volatile.Write(ref _isHeld, 0);
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    /// <summary>
    /// Two senders to one device at the same time are rare, and hold it for a few instructions. A reader leaves it
    /// without an interlocked operation, with which it would leave a lock.
    /// </summary>
    private void Hold()
    {
        var spin = new SpinWait();
        while (Interlocked.Exchange(ref _isHeld, 1) != 0)
            spin.SpinOnce();
    }
}
