using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Analytics;
using RsrActors.Model.Invariants;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Analytics.AnalyticsProtocol;

namespace RsrActors.Actors.Analytics;

/// <summary>
/// The crash-analytics service. It sorts a window's reports by application, and its children count them; their number
/// has no effect on the history. <see cref="CrashCounting"/> and <see cref="AnalyticsDecider"/> have the rules.
/// </summary>
public sealed class CrashAnalyticsActor : ReceiveActor
{
    private readonly Surveillance _surveillance;
    private readonly IActorRef[] _counters;
    private readonly Dictionary<IActorRef, Count> _counting = [];
    private readonly Outbox _outbox = new(EntityId.CrashAnalytics);
    private readonly Queue<Message> _mail = new();
    private readonly List<RecordedEvent> _events = [];
    private ReleaseFindings _findings = ReleaseFindings.None;
    private readonly List<CrashSignal> _signals = [];
    private readonly EpochCounts _counts = new();
    private readonly ReportSorting _sorting;

    private AnalyticsState _state;
    private ReportBook _book;
    private VirtualTime _end;
    private int _wakes;

    public CrashAnalyticsActor(Surveillance surveillance, int counters, string? dispatcher)
    {
        _surveillance = surveillance;
        _state = AnalyticsState.Initial(surveillance);
        _book = new ReportBook(surveillance.Scenario.Fleet.Devices, surveillance.Marks);
        _sorting = new ReportSorting(surveillance);
        var counter = Akka.Actor.Props.Create<CrashCounterActor>(surveillance).On(dispatcher);
        _counters = [.. Enumerable.Range(1, Math.Clamp(counters, 1, Math.Max(1, surveillance.Applications.Length)))
            .Select(i => Context.ActorOf(counter, $"counter-{i}"))];

        Receive<ProcessProtocol.Restore>(OnRestore);
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(_ =>
        {
            _counts.Begin(_state);
            Sender.Tell(new ProcessProtocol.AtRest(NextMoment()));
        });
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<Counted>(OnCounted);
        Receive<Ready>(_ => Sender.Tell(_counting[Sender] with { Deadly = false }));
        Receive<ProcessProtocol.Capture>(OnCapture);
        Receive<ProcessProtocol.AnswerQuery>(query => Sender.Tell(query.Answer(_ => _state)));
        Receive<ProcessProtocol.GetBusyEntities>(
            _ => Sender.Tell(new ProcessProtocol.BusyEntities([EntityId.CrashAnalytics])));
    }

    /// <param name="counters">At most one for each application.</param>
    public static Props Props(Surveillance surveillance, int counters, string? dispatcher) =>
        Akka.Actor.Props.Create<CrashAnalyticsActor>(surveillance, counters, dispatcher);

    /// <summary>A counter that died is restarted without state, and gets its cells and its reports again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        -1, -1, fault => fault is CrashCounterDiedException ? Directive.Restart : Directive.Escalate,
        loggingEnabled: false);

    private void OnRestore(ProcessProtocol.Restore restore)
    {
        var snapshot = (AnalyticsSnapshot)restore.State;
        (_state, _book) = (snapshot.State, snapshot.Book.Copy());
    }

    private void OnReplay(ProcessProtocol.Replay replay)
    {
        foreach (var happened in replay.Events)
            _state = _state.Evolve((AnalyticsEvent)happened.Event, happened.At, _surveillance);
        if (replay.Working is not AnalyticsWorking working)
            return;

        // After a snapshot, the working state of its epoch arrives once more.
        _counts.Replayed(working);
        if (working.Epoch <= _state.Epoch)
            return;
        _state = _state.With(working);
        foreach (var report in working.Reports)
            _book.Note(report.Device, report.Day);
        foreach (var first in working.Firsts)
            _book.NoteFirst(first.Device, first.Mark);
    }

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        _end = handle.End;
        foreach (var message in handle.Mail)
            _mail.Enqueue(message);
        Advance();
    }

    /// <summary>Handles one moment after the other, until it waits for counters or has settled the window.</summary>
    private void Advance()
    {
        while (true)
        {
            // Nothing that follows from a report is due before the window's end, so all reports up to this moment
            // can be counted together.
            var moment = NextMoment();
            while (_mail.TryPeek(out var message) && message.Due <= moment)
            {
                // The reports about the base that are due by then are counted before a surveillance starts.
                if (message.Body is SurveillanceStarts && _sorting.Any)
                    break;
                _mail.Dequeue();
                Take(message);
                moment = NextMoment();
            }

            if (_sorting.Any)
            {
                HandOut();
                return;
            }

            if (moment >= _end)
            {
                Settle();
                return;
            }

            Act(moment);
        }
    }

    private void Take(Message message)
    {
        _wakes++;
        switch (message.Body)
        {
            case CrashReport report:
                Take(message, report);
                break;
            case RecommendationReport report:
                Take(message.From.Number, report);
                break;
            case RolloutStarts start:
                _state = _surveillance.Starting(_state, start.Release, message.Due);
                break;
            case SurveillanceStarts start:
                Watch(start.Release, message.Due);
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(message), message.Body, "Crash analytics does not know this.");
        }
    }

    private void Take(Message message, CrashReport report)
    {
        if (message.From.Number is var device && !_book.Note(device, report.Day))
            return;
        _counts.Note(new NotedReport(device, report.Day));
        _sorting.Add(message, report, mark => IsFirst(device, mark));
        _state = _surveillance.Counting(_state, report, message.Due, mark => IsFirst(device, mark));
    }

    private void Take(int device, RecommendationReport report)
    {
        var (release, application) =
            (_surveillance.ReleaseOf(report.Release), _surveillance.PlaceOf(report.Application));
        if (!IsFirst(device, _surveillance.RecommendationMark(release)))
            return;
        _state = _state.With(release, watched => watched with
        {
            Recommendations = watched.Recommendations.SetItem(
                application, watched.Recommendations[application].With(report.Accepted)),
        });
        _counts.NoteRecommendation(release, application);
    }

    private bool IsFirst(int device, int mark)
    {
        if (!_book.NoteFirst(device, mark))
            return false;
        _counts.Note(new NotedFirst(device, mark));
        return true;
    }

    private void Watch(string name, VirtualTime at)
    {
        var release = _surveillance.ReleaseOf(name);
        if (_state.Releases[release - 1].IsWatched)
            return;
        _state = AnalyticsDecider.Watch(_state, _surveillance, name, at);
        _counts.Note(new SurveillanceStarted(release, at, _state.Releases[release - 1].History));
    }

    private void HandOut()
    {
        foreach (var (place, share) in _sorting.Take(_state, _counters.Length))
        {
            var request = new Count(share.Reports, _state.Releases, share.Deadly);
            _counting.Add(_counters[place], request);
            _counters[place].Tell(request);
        }
    }

    private void OnCounted(Counted counted)
    {
        _counting.Remove(Sender);
        var cells = _state.Cells.ToBuilder();
        foreach (var (application, counts, signals) in counted.Counts)
        {
            for (var i = 0; i < counts.Length; i++)
                cells[application * _surveillance.CellsPerApplication + i] = counts[i];
            _signals.AddRange(signals);
        }

        _state = _state with { Cells = cells.DrainToImmutable() };
        if (_counting.Count > 0)
            return;

        // Signals are recorded in the order of the reports, not in the order in which the counters answered.
        _signals.Sort((x, y) => (x.Order, _surveillance.PlaceOf(x.Detected.Application), x.Release)
            .CompareTo((y.Order, _surveillance.PlaceOf(y.Detected.Application), y.Release)));
        foreach (var signal in _signals)
            Record(signal.Detected, signal.At);
        _signals.Clear();
        Advance();
    }

    /// <summary>The service's own next moment: a list to publish, or news for rollout rules.</summary>
    private VirtualTime NextMoment() => VirtualTime.Min(_state.NextList, _state.Pending.Due);

    private void Act(VirtualTime now)
    {
        _wakes++;
        for (var release = 1; release <= _state.Releases.Length; release++)
        {
            if (_state.Releases[release - 1].ListDue <= now)
                Publish(release, now);
        }

        if (_state.Pending.Due <= now)
        {
            _outbox.Post(
                now, EntityId.UpdateService, _surveillance.Scenario.Kernel.Lookahead, _state.Pending.News);
            _state = _state with { Pending = _state.Pending.Told() };
        }
    }

    private void Publish(int release, VirtualTime now)
    {
        var list = AnalyticsDecider.Publish(_state, _surveillance, release);
        Record(list, now);
        _outbox.Post(now, EntityId.Fleet, _surveillance.Scenario.CataloguePropagation, _state.Affected);
        _outbox.Post(
            now, EntityId.UpdateService, _surveillance.Scenario.Kernel.Lookahead,
            new ListPublished(list.Release, list.Applications));
    }

    private void Record(AnalyticsEvent happened, VirtualTime at)
    {
        _state = _state.Evolve(happened, at, _surveillance);
        var recorded = new RecordedEvent(EntityId.CrashAnalytics, _state.Seq, at, happened);
        _events.Add(recorded);
        _findings = _findings.With(recorded, VirtualTime.Zero);
    }

    private void Settle()
    {
        Context.Parent.Tell(new ProcessProtocol.Handled([.. _events], _outbox.Take(), NextMoment(), _wakes));
        _events.Clear();
        _wakes = 0;
    }

    private void OnCapture(ProcessProtocol.Capture request)
    {
        var working = _counts.Capture(request.Epoch, _state);
        Sender.Tell(new ProcessProtocol.Captured(
            request.Epoch,
            working,
            request.WithState ? new AnalyticsSnapshot(_state with { Epoch = request.Epoch }, _book.Copy()) : null,
            _findings.IsEmpty ? null : _findings));
        _findings = ReleaseFindings.None;
    }
}
