using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Analytics;
using RsrActors.Model.Invariants;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Updates.ReleaseProtocol;

namespace RsrActors.Actors.Updates;

/// <summary>
/// The update service. It supervises one actor per release, hands each command to its release, and publishes the
/// catalogue, and what may be signed, when something has changed. One command at a time: a later one may depend on it.
/// </summary>
public sealed class UpdateServiceActor : ReceiveActor
{
    private readonly World _world;
    private readonly Dictionary<string, IActorRef> _actors;
    private readonly Outbox _outbox = new(EntityId.UpdateService);
    private readonly Queue<Message> _mail = new();
    private readonly Queue<(string Release, ReleaseCommand Command)> _commands = new();
    private readonly SortedDictionary<string, SigningTally> _tallies = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SigningTally> _reviewed = new(StringComparer.Ordinal);
    private readonly List<RecordedEvent> _events = [];

    private UpdateServiceState _state;
    private Catalogue _catalogue = Catalogue.Empty;
    private ReleaseFindings _findings = ReleaseFindings.None;
    private Execute? _asked;
    private VirtualTime _now;
    private VirtualTime _reviewsFrom;
    private VirtualTime _end;
    private int _wakes;

    public UpdateServiceActor(World world, string? dispatcher)
    {
        _world = world;
        _state = UpdateServiceState.Initial(world.Scenario);
        var actor = Akka.Actor.Props.Create<ReleaseActor>(world.Scenario.Rollout).On(dispatcher);
        _actors = world.Scenario.Releases.ToDictionary(
            release => release.Id,
            release => Context.ActorOf(actor, EntityId.Release(release.Id).ToString()));

        Receive<ProcessProtocol.Restore>(restore => _state = (UpdateServiceState)restore.State);
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(begin =>
        {
            _reviewsFrom = begin.SettledUntil;
            Sender.Tell(new ProcessProtocol.AtRest(NextReview()));
        });
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<Decided>(OnDecided);
        Receive<Ready>(_ => Sender.Tell(_asked! with { Deadly = false }));
        Receive<ProcessProtocol.Capture>(OnCapture);
        Receive<ProcessProtocol.AnswerQuery>(examine => Sender.Tell(examine.Answer(
            _ => new UpdateServiceView(_state, _catalogue, [.. _tallies.Values]))));
        Receive<ProcessProtocol.GetBusyEntities>(_ => Sender.Tell(new ProcessProtocol.BusyEntities([EntityId.UpdateService])));
    }

    public static Props Props(World world, string? dispatcher) =>
        Akka.Actor.Props.Create<UpdateServiceActor>(world, dispatcher);

    /// <summary>
    /// A release actor that died comes back knowing nothing, and is given its state and its request again.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        -1, -1, fault => fault is ReleaseActorDiedException ? Directive.Restart : Directive.Escalate,
        loggingEnabled: false);

    private void OnReplay(ProcessProtocol.Replay replay)
    {
        foreach (var happened in replay.Events)
            _state = _state.Evolve(happened);
        if (replay.Working is not UpdateServiceWorking working)
            return;
        _catalogue = working.Catalogue;
        foreach (var tally in working.Tallies)
            _tallies[tally.Release] = tally;
        foreach (var tally in working.Reviewed)
            _reviewed[tally.Release] = tally;
    }

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        _end = handle.End;
        foreach (var message in handle.Mail)
            _mail.Enqueue(message);
        Advance();
    }

    /// <summary>Goes from moment to moment until a release actor has to be waited for, or the window is done.</summary>
    private void Advance()
    {
        while (true)
        {
            if (_commands.TryDequeue(out var next))
            {
                Ask(next.Release, next.Command);
                return;
            }

            Publish();
            var review = NextReview();
            if (_mail.TryPeek(out var message) && message.Due <= review)
            {
                _mail.Dequeue();
                _now = message.Due;

                // What a message sets going again, after a pause, wants nothing of the time before the message.
                _reviewsFrom = VirtualTime.Max(_reviewsFrom, _now);
                Take(message.Body);
            }
            else if (review < _end)
            {
                _now = review;
                EnqueueReviews();
                _reviewsFrom = review.Next();
            }
            else
            {
                Settle();
                return;
            }

            _wakes++;
        }
    }

    private void Take(object body)
    {
        switch (body)
        {
            case OperatorCommand.Publish c:
                _commands.Enqueue((c.Release, new ReleaseCommand.Publish(c.Percent)));
                foreach (var earlier in EarlierLetters(c.Release))
                    _commands.Enqueue((earlier, new ReleaseCommand.Supersede(c.Release)));
                break;
            case OperatorCommand.Ramp c:
                _commands.Enqueue((c.Release, new ReleaseCommand.Ramp(c.Percent)));
                break;
            case OperatorCommand.Pause c:
                _commands.Enqueue((c.Release, new ReleaseCommand.Pause(c.Cause)));
                break;
            case OperatorCommand.Resume c:
                _commands.Enqueue((c.Release, new ReleaseCommand.Resume(c.Cause)));
                break;
            case OperatorCommand.Withdraw c:
                _commands.Enqueue((c.Release, new ReleaseCommand.Withdraw(c.Cause, c.RemoveFromDevices)));
                break;
            case OperatorCommand.PublishUpdate c when !_state.Updates.Contains(c.Version):
                Record(new(
                    EntityId.UpdateService, _state.Seq + 1, _now, new UpdateEvent.SoftwareUpdatePublished(c.Version)));
                foreach (var included in _world.Scenario.Updates.First(update => update.Version == c.Version).Includes)
                    _commands.Enqueue((included, new ReleaseCommand.Supersede(c.Version)));
                break;
            case OperatorCommand.PublishUpdate:
                break;
            case SigningTally tally:
                _tallies[tally.Release] = tally;
                break;
            case RegressionAlarm alarm:
                _commands.Enqueue((alarm.Release, new ReleaseCommand.Alarm(
                    _world.Scenario.Analytics.Surveillance.Rule, string.Join(", ", alarm.Applications))));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(body), body, "The update service does not know this.");
        }
    }

    private void Ask(string release, ReleaseCommand command)
    {
        var state = _state.Find(release);
        var deadly = new Dice(_world.Scenario.Seed, state.Id).Chance(
            _world.Faults.ReleaseActorDies, Purpose.ReleaseActorDies, state.Seq);
        _asked = new Execute(state, command, _now, deadly);
        _actors[release].Tell(_asked);
    }

    private void OnDecided(Decided decided)
    {
        var release = _asked!.State;
        foreach (var happened in decided.Events)
        {
            Record(new(release.Id, _state.Find(release.Release.Id).Seq + 1, _now, happened));

            // The rollout rule goes on at once, with its step of this moment.
            if (happened is ReleaseEvent.Resumed)
                _commands.Enqueue((release.Release.Id, ReviewOf(release.Release.Id)));
        }

        Advance();
    }

    private void Record(RecordedEvent happened)
    {
        var before = _state;
        _state = _state.Evolve(happened);
        _events.Add(happened);
        _findings = _findings.With(happened, VirtualTime.Zero);
        if (happened.Event is ReleaseEvent.Published && _world.Scenario.Analytics.Enabled)
        {
            _outbox.Post(
                _now, EntityId.CrashAnalytics, _world.Scenario.Kernel.Lookahead,
                new SurveillanceStarts(happened.Entity.ReleaseId!));
        }

        foreach (var (was, now) in before.Releases.Zip(_state.Releases))
        {
            if (was.IsEligible != now.IsEligible)
            {
                _outbox.Post(
                    _now, EntityId.SigningService, _world.Scenario.Kernel.Lookahead,
                    new SigningPolicy(now.Release.Id, now.IsEligible));
            }
        }
    }

    private void Publish()
    {
        var delay = _world.Scenario.CataloguePropagation;
        var next = _state.CatalogueAfter(_catalogue, _now + delay, _world.Scenario);
        if (ReferenceEquals(next, _catalogue))
            return;
        _catalogue = next;
        _outbox.Post(_now, EntityId.Fleet, delay, next);
    }

    /// <summary>Releases for the same builds with an earlier letter: the new one takes their place.</summary>
    private IEnumerable<string> EarlierLetters(string release)
    {
        var published = _world.Release(release);
        return _world.Scenario.Releases
            .Where(other => other.Letter < published.Letter && other.Targets.Any(target =>
                published.TargetFor(target.Platform, target.PrerequisiteBuild.Text) is not null))
            .Select(other => other.Id);
    }

    private void EnqueueReviews()
    {
        foreach (var state in _state.Releases)
        {
            if (state.Phase is ReleasePhase.Undrafted)
            {
                _commands.Enqueue((state.Release.Id, new ReleaseCommand.Draft()));
            }
            else if (ReleaseDecider.NextReview(state, _now, _world.Scenario.Rollout) == _now)
            {
                _commands.Enqueue((state.Release.Id, ReviewOf(state.Release.Id)));
            }
        }
    }

    /// <summary>What was asked and answered at the signing service since the last review.</summary>
    private ReleaseCommand.Review ReviewOf(string release)
    {
        var now = _tallies.GetValueOrDefault(release) ?? new(release, 0, 0);
        var before = _reviewed.GetValueOrDefault(release) ?? new(release, 0, 0);
        _reviewed[release] = now;
        return new(now.Issued - before.Issued, now.Refused - before.Refused);
    }

    /// <summary>A release is drafted at once, and reviewed whenever its rollout rule wants to be.</summary>
    private VirtualTime NextReview()
    {
        var next = VirtualTime.Never;
        foreach (var state in _state.Releases)
        {
            next = VirtualTime.Min(next, state.Phase is ReleasePhase.Undrafted
                ? VirtualTime.Zero
                : ReleaseDecider.NextReview(state, _reviewsFrom, _world.Scenario.Rollout));
        }

        return next;
    }

    private void Settle()
    {
        _reviewsFrom = _end;
        Context.Parent.Tell(new ProcessProtocol.Handled([.. _events], _outbox.Take(), NextReview(), _wakes));
        _events.Clear();
        _wakes = 0;
    }

    private void OnCapture(ProcessProtocol.Capture request)
    {
        Sender.Tell(new ProcessProtocol.Captured(
            request.Epoch,
            _catalogue.Version == 0 && _tallies.Count == 0 && _reviewed.Count == 0
                ? null
                : new UpdateServiceWorking(_catalogue, [.. _tallies.Values], [.. _reviewed.Values]),
            request.WithState ? _state : null,
            _findings.IsEmpty ? null : _findings));
        _findings = ReleaseFindings.None;
    }
}
