using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Invariants;
using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Signing.SigningProtocol;

namespace RsrActors.Actors.Signing;

/// <summary>
/// The signing service. <see cref="SigningDecider"/> answers the requests of a window in their order; workers then
/// compute the tickets. The number of workers has no effect on the history: the scenario has the service's capacity.
/// </summary>
public sealed class SigningServiceActor : ReceiveActor
{
    private const long TallyPeriod = 3_600_000;

    // With a smaller share, the messages to another worker cost more time than it saves, and batches get small.
    private const int SmallestShare = 16;

    private readonly World _world;
    private readonly IActorRef[] _workers;
    private readonly Dictionary<IActorRef, Share> _working = [];
    private readonly Outbox _outbox = new(EntityId.SigningService);
    private readonly List<RecordedEvent> _events = [];
    private readonly List<SigningJob> _jobs = [];
    private readonly List<ReadOnlyMemory<byte>> _tickets = [];
    private readonly SortedDictionary<string, SigningTally> _tallies = new(StringComparer.Ordinal);

    private SigningState _state = SigningState.Initial;
    private ServerPool _servers;
    private ReleaseFindings _findings = ReleaseFindings.None;
    private VirtualTime _reportAt = VirtualTime.Never;
    private SigningWorking? _lastWorking;
    private int _wakes;

    public SigningServiceActor(World world, TicketAuthority authority, int workers, string? dispatcher)
    {
        _world = world;
        _servers = new ServerPool(world.Scenario.Signing.Servers, []);
        var worker = Akka.Actor.Props.Create<SigningWorkerActor>(authority).On(dispatcher);
        _workers = [.. Enumerable.Range(1, workers).Select(i =>
            Context.ActorOf(worker, $"worker-{i}"))];

        Receive<ProcessProtocol.Restore>(restore => _state = (SigningState)restore.State);
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(_ =>
        {
            _findings = ReleaseFindings.None;
            Sender.Tell(new ProcessProtocol.AtRest(_reportAt));
        });
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<TicketsSigned>(OnSigned);
        Receive<Ready>(_ => Sender.Tell(new Sign(JobsOf(_working[Sender]), Again: true)));
        Receive<ProcessProtocol.Capture>(OnCapture);
        Receive<ProcessProtocol.AnswerQuery>(query => Sender.Tell(query.Answer(
            _ => new SigningView(_state, [.. _tallies.Values], _lastWorking?.BusyUntil ?? []))));
        Receive<ProcessProtocol.GetBusyEntities>(
            _ => Sender.Tell(new ProcessProtocol.BusyEntities([EntityId.SigningService])));
    }

    public static Props Props(World world, TicketAuthority authority, int workers, string? dispatcher) =>
        Akka.Actor.Props.Create<SigningServiceActor>(world, authority, workers, dispatcher);

    /// <summary>A worker that died is restarted without state, and gets its request again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        -1, -1, fault => fault is SigningWorkerDiedException ? Directive.Restart : Directive.Escalate,
        loggingEnabled: false);

    private void OnReplay(ProcessProtocol.Replay replay)
    {
        foreach (var happened in replay.Events)
            _state = SigningState.Evolve(_state, (SigningEvent)happened.Event);
        if (replay.Working is not SigningWorking working)
            return;
        _servers = new ServerPool(_world.Scenario.Signing.Servers, working.BusyUntil);
        _reportAt = working.ReportAt;
        _lastWorking = working;
        foreach (var tally in working.Tallies)
            _tallies[tally.Release] = tally;
    }

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        foreach (var message in handle.Mail)
        {
            ReportTallies(message.Due);
            _wakes++;
            if (message.Body is TicketRequest request)
                Answer(message, request);
            else
                ChangeState(message);
        }

        ReportTallies(handle.End);
        _lastWorking = new(_servers.BusyUntil(handle.End), [.. _tallies.Values], _reportAt);
        if (_jobs.Count == 0)
            Settle();
        else
            HandOut();
    }

    private void Answer(Message message, TicketRequest request)
    {
        var (answer, done) = SigningDecider.Decide(_state, _servers, request, message.From, message.Due, _world);
        var tally = _tallies.GetValueOrDefault(request.Release) ?? new(request.Release, 0, 0);
        if (answer is TicketAnswer.Granted granted)
        {
            var deadly = new Dice(_world.Scenario.Seed, message.From).Chance(
                _world.Faults.SigningWorkerDies, Purpose.SigningWorkerDies,
                SigningDecider.DrawOf(request, _world));
            _jobs.Add(new(message, request, granted, done, deadly));
            _tallies[request.Release] = tally with { Issued = tally.Issued + 1 };
        }
        else
        {
            Reply(message, request, done, answer);
            _tallies[request.Release] = tally with { Refused = tally.Refused + 1 };
        }

        if (_reportAt.IsNever && _world.Scenario.Rollout.Rule.Reads.Reads(EvidenceKinds.Tickets))
            _reportAt = new((message.Due.Milliseconds / TallyPeriod + 1) * TallyPeriod);
    }

    private void ChangeState(Message message)
    {
        foreach (var happened in SigningDecider.Decide(_state, message.Body))
        {
            _state = SigningState.Evolve(_state, happened);
            var recorded = new RecordedEvent(EntityId.SigningService, _state.Seq, message.Due, happened);
            _events.Add(recorded);
            _findings = _findings.With(recorded, VirtualTime.Zero);
        }
    }

    private void Reply(Message message, TicketRequest request, VirtualTime done, TicketAnswer answer)
    {
        var latency = _world.Scenario.Signing.Latency;
        var way = new Dice(_world.Scenario.Seed, message.From).Between(
            latency.From, latency.To, Purpose.AnswerLatency, SigningDecider.DrawOf(request, _world));
        _outbox.Post(message.Due, message.From, done - message.Due + way, answer);
    }

    private void HandOut()
    {
        CollectionsMarshal.SetCount(_tickets, _jobs.Count);
        var share = Math.Max(SmallestShare, (_jobs.Count + _workers.Length - 1) / _workers.Length);
        for (var (worker, first) = (0, 0); first < _jobs.Count; worker++, first += share)
        {
            var its = new Share(first, Math.Min(share, _jobs.Count - first));
            _working.Add(_workers[worker], its);
            _workers[worker].Tell(new Sign(JobsOf(its), Again: false));
        }
    }

    private ImmutableArray<SigningJob> JobsOf(Share share) =>
        [.. CollectionsMarshal.AsSpan(_jobs).Slice(share.First, share.Count)];

    private void OnSigned(TicketsSigned signed)
    {
        _working.Remove(Sender, out var share);
        signed.Tickets.CopyTo(CollectionsMarshal.AsSpan(_tickets).Slice(share.First, share.Count));
        if (_working.Count > 0)
            return;

        // Answers are sent in the order of the requests, not in the order in which the workers answered.
        for (var i = 0; i < _jobs.Count; i++)
        {
            var job = _jobs[i];
            Reply(job.Request, job.Body, job.Done, job.Answer with { Ticket = _tickets[i] });
        }

        _jobs.Clear();
        _tickets.Clear();
        Settle();
    }

    /// <summary>At a full hour, when the tallies have changed since the last report.</summary>
    private void ReportTallies(VirtualTime until)
    {
        if (_reportAt >= until)
            return;
        foreach (var tally in _tallies.Values)
            _outbox.Post(_reportAt, EntityId.UpdateService, _world.Scenario.Kernel.Lookahead, tally);
        _reportAt = VirtualTime.Never;
    }

    private void Settle()
    {
        Context.Parent.Tell(new ProcessProtocol.Handled([.. _events], _outbox.Take(), _reportAt, _wakes));
        _events.Clear();
        _wakes = 0;
    }

    private void OnCapture(ProcessProtocol.Capture request)
    {
        Sender.Tell(new ProcessProtocol.Captured(
            request.Epoch,
            _lastWorking,
            request.WithState ? _state : null,
            _findings.IsEmpty ? null : _findings));
        _findings = ReleaseFindings.None;
    }

    /// <summary>The part of a window's requests that one worker signs.</summary>
    private readonly record struct Share(int First, int Count);
}
