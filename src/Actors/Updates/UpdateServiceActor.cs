using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Invariants;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Updates.ReleaseProtocol;

namespace RsrActors.Actors.Updates;

/// <summary>
/// The update service: a shell over <see cref="UpdateServiceDecider"/>. It supervises one actor per response and per
/// software update, and sends each command to the actor of its release. It sends one command at a time, because the
/// next one may depend on it.
/// </summary>
public sealed class UpdateServiceActor : ReceiveActor
{
    private readonly World _world;
    private readonly Dictionary<string, IActorRef> _actors;
    private readonly Outbox _outbox = new(EntityId.UpdateService);
    private readonly Queue<Message> _mail = new();
    private readonly Queue<CommandForRelease> _commands = new();
    private readonly List<RecordedEvent> _events = [];

    private UpdateServiceMemory _memory;
    private ReleaseFindings _findings = ReleaseFindings.None;
    private Execute? _asked;
    private VirtualTime _now;
    private VirtualTime _end;
    private int _wakes;

    public UpdateServiceActor(World world, string? dispatcher)
    {
        _world = world;
        _memory = UpdateServiceMemory.Initial(world.Scenario);
        _actors = world.Scenario.AllReleases.ToDictionary(
            release => release.Id,
            release => Context.ActorOf(
                Akka.Actor.Props.Create<ReleaseActor>(
                    new ReleaseDecider(world.RolloutOf(release), world.Scenario.Start)).On(dispatcher),
                EntityId.Release(release.Id).ToString()));

        Receive<ProcessProtocol.Restore>(
            restore => _memory = _memory with { State = (UpdateServiceState)restore.State });
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(begin =>
        {
            _memory = _memory with { ReviewsFrom = begin.SettledUntil };
            Sender.Tell(new ProcessProtocol.AtRest(NextReview));
        });
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<Decided>(OnDecided);
        Receive<Ready>(_ => Sender.Tell(_asked! with { Deadly = false }));
        Receive<ProcessProtocol.Capture>(OnCapture);
        Receive<ProcessProtocol.AnswerQuery>(query => Sender.Tell(query.Answer(
            _ => new UpdateServiceView(_memory))));
        Receive<ProcessProtocol.GetBusyEntities>(
            _ => Sender.Tell(new ProcessProtocol.BusyEntities([EntityId.UpdateService])));
    }

    private VirtualTime NextReview => UpdateServiceDecider.NextReview(_memory, _world);

    public static Props Props(World world, string? dispatcher) =>
        Akka.Actor.Props.Create<UpdateServiceActor>(world, dispatcher);

    /// <summary>
    /// A release actor that died is restarted without state. It gets its state and its request again.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        -1, -1, fault => fault is ReleaseActorDiedException ? Directive.Restart : Directive.Escalate,
        loggingEnabled: false);

    private void OnReplay(ProcessProtocol.Replay replay) => _memory = _memory with
    {
        State = replay.Events.Aggregate(_memory.State, static (state, happened) => state.Evolve(happened)),
        Working = replay.Working is UpdateServiceWorking working ? working : _memory.Working,
    };

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        _end = handle.End;
        foreach (var message in handle.Mail)
            _mail.Enqueue(message);
        Advance();
    }

    /// <summary>
    /// Handles one moment after the other, until it has to wait for a release actor, or the window is settled.
    /// </summary>
    private void Advance()
    {
        while (true)
        {
            if (_commands.TryDequeue(out var next))
            {
                Ask(next);
                return;
            }

            CarryOut(UpdateServiceDecider.Publish(_memory, _now, _world));
            var review = NextReview;
            if (_mail.TryPeek(out var message) && message.Due <= review)
            {
                _mail.Dequeue();
                _now = message.Due;
                CarryOut(UpdateServiceDecider.Receive(_memory, message.Body, _now, _world));
            }
            else if (review < _end)
            {
                _now = review;
                CarryOut(UpdateServiceDecider.Review(_memory, _now, _world));
            }
            else
            {
                Settle();
                return;
            }

            _wakes++;
        }
    }

    private void Ask(CommandForRelease next)
    {
        var state = _memory.State.Find(next.Release);
        _asked = new Execute(state, next.Command, _now, UpdateServiceDecider.KillsReleaseActor(state, _world));
        _actors[next.Release].Tell(_asked);
    }

    private void OnDecided(Decided decided)
    {
        CarryOut(UpdateServiceDecider.Record(_memory, _asked!.State.Release.Id, decided.Decision, _now, _world));
        Advance();
    }

    private void CarryOut(UpdateServiceDecision decision)
    {
        _memory = decision.Memory;
        _events.AddRange(decision.Events);
        foreach (var happened in decision.Events)
            _findings = _findings.With(happened, VirtualTime.Zero);
        foreach (var message in decision.Messages)
            _outbox.Post(_now, message.To, message.Delay, message.Body);
        foreach (var command in decision.Commands)
            _commands.Enqueue(command);
    }

    private void Settle()
    {
        _memory = _memory with { ReviewsFrom = _end };
        Context.Parent.Tell(new ProcessProtocol.Handled([.. _events], _outbox.Take(), NextReview, _wakes));
        _events.Clear();
        _wakes = 0;
    }

    private void OnCapture(ProcessProtocol.Capture request)
    {
        Sender.Tell(new ProcessProtocol.Captured(
            request.Epoch,
            _memory.Working.IsEmpty ? null : _memory.Working,
            request.WithState ? _memory.State : null,
            _findings.IsEmpty ? null : _findings));
        _findings = ReleaseFindings.None;
    }
}
