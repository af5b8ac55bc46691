using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// PHOLD, the standard synthetic workload of parallel simulation (Fujimoto 1990): every entity always has one event
/// ahead; handling it schedules the next one, for itself or, with a given chance, for an entity elsewhere.
/// </summary>
/// <param name="Remote">Chance that the next event is for an entity of any process, by message.</param>
/// <param name="Minimum">The least delay; at least the lookahead.</param>
/// <param name="Mean">Mean of the exponential delay on top of it.</param>
public sealed record PholdSettings(
    int Processes, int EntitiesPerProcess, double Remote, TimeSpan Minimum, TimeSpan Mean, ulong Seed)
{
    public const string EntityKind = "phold";

    public int Entities => Processes * EntitiesPerProcess;

    public static EntityId Entity(int number) => new(EntityKind, number);

    /// <summary>The event that follows an entity's event at a moment: its entity, and the delay until it.</summary>
    public (int Entity, TimeSpan Delay) Next(int entity, VirtualTime at)
    {
        var dice = new Dice(Seed, (ulong)entity);
        var n = unchecked((int)at.Milliseconds);
        var delay = Minimum + dice.Exponential(Mean, Purpose.ToyDelay, n);
        return dice.Chance(Remote, Purpose.ToyRemote, n)
            ? ((int)(dice.Uniform(Purpose.ToyTarget, n) * Entities), delay)
            : (entity, delay);
    }
}

/// <summary>One process of a PHOLD run, as the child of its <c>LogicalProcessActor</c>.</summary>
public sealed class PholdActor : ReceiveActor
{
    private readonly PholdSettings _settings;
    private readonly int _first;
    private readonly PriorityQueue<int, (long At, int Entity)> _queue = new();

    public PholdActor(PholdSettings settings, int process)
    {
        _settings = settings;
        _first = process * settings.EntitiesPerProcess;

        Receive<ProcessProtocol.Begin>(_ =>
        {
            for (var i = 0; i < settings.EntitiesPerProcess; i++)
                Schedule(_first + i, VirtualTime.Zero + settings.Next(_first + i, VirtualTime.Zero).Delay);
            Sender.Tell(new ProcessProtocol.AtRest(NextDue));
        });
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<ProcessProtocol.Capture>(request =>
            Sender.Tell(new ProcessProtocol.Captured(request.Epoch, null, null, null)));
        Receive<ProcessProtocol.GetBusyEntities>(_ => Sender.Tell(new ProcessProtocol.BusyEntities([])));
    }

    private VirtualTime NextDue => _queue.TryPeek(out _, out var due) ? new(due.At) : VirtualTime.Never;

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        foreach (var message in handle.Mail)
            Schedule(message.To.Number, message.Due);

        var sent = new List<Message>();
        var handled = 0;
        while (_queue.TryPeek(out var entity, out var due) && due.At < handle.End.Milliseconds)
        {
            _queue.Dequeue();
            handled++;
            var now = new VirtualTime(due.At);
            var (next, delay) = _settings.Next(entity, now);
            if (next >= _first && next < _first + _settings.EntitiesPerProcess)
                Schedule(next, now + delay);
            else
            {
                sent.Add(new(
                    PholdSettings.Entity(next), PholdSettings.Entity(entity), now, 0, now + delay,
                    PholdEvent.Instance));
            }
        }

        Sender.Tell(new ProcessProtocol.Handled([], [.. sent], NextDue, handled));
    }

    private void Schedule(int entity, VirtualTime at) => _queue.Enqueue(entity, (at.Milliseconds, entity));
}

/// <summary>The body of a PHOLD message, which is empty.</summary>
public sealed class PholdEvent
{
    public static readonly PholdEvent Instance = new();

    public static PayloadFormat AddTo(PayloadFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Add<PholdEvent>("phold-1", (ref w, _) => w.WriteArrayHeader(0), (ref r) =>
        {
            r.ReadArrayHeader();
            return Instance;
        });
    }
}
