using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Fleet.MemberProtocol;

namespace RsrActors.Actors.Fleet;

/// <summary>
/// The part of the fleet that one logical process simulates. It keeps the calendar, wakes the members that are due, and
/// keeps the (immutable) state with which each goes back to sleep. A member's actor starts when there is something to
/// wake it for, and goes when nothing goes on in it and nothing is due for a while: most of a fleet rests most of the
/// time.
/// </summary>
public sealed class CohortActor<TState> : ReceiveActor where TState : class
{
    /// <summary>
    /// An idle member that has nothing to do for so long loses its actor. Shows nowhere but in memory.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly int _first;
    private readonly IPopulace<TState> _populace;
    private readonly ICohortMonitor<TState> _monitor;
    private readonly string? _dispatcher;
    private readonly TState[] _states;
    private readonly IActorRef?[] _actors;
    private readonly VirtualTime[] _nextDue;
    private readonly Dictionary<int, Queue<Letter>> _mail = [];
    private readonly PriorityQueue<int, VirtualTime> _calendar = new();
    private readonly Queue<Letter> _announcements = new();
    private readonly HashSet<int> _awake = [];
    private readonly List<RecordedEvent> _events = [];
    private readonly List<Letter> _sent = [];

    private Publications _published = Publications.None;
    private VirtualTime _end;
    private VirtualTime _segmentEnd;
    private int _wakes;

    public CohortActor(int first, int count, IPopulace<TState> populace, string? dispatcher)
    {
        _first = first;
        _populace = populace;
        _monitor = populace.Monitor(first, count);
        _dispatcher = dispatcher;
        _states = new TState[count];
        _actors = new IActorRef?[count];
        _nextDue = new VirtualTime[count];
        Array.Fill(_nextDue, VirtualTime.Never);
        for (var i = 0; i < count; i++)
            _states[i] = populace.Newcomer(first + i);

        Receive<ProcessProtocol.Restore>(restore => Restore((CohortState<TState>)restore.State));
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(OnBegin);
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<Asleep<TState>>(OnAsleep);
        Receive<ProcessProtocol.Capture>(OnCapture);
        Receive<ProcessProtocol.Examine>(examine => Sender.Tell(examine.Answer(
            question => _populace.Examine(question, new(examine.At, _first, _states, _nextDue, _published)))));
        Receive<ProcessProtocol.WhoIsAwake>(_ => Sender.Tell(new ProcessProtocol.Waiting(
            [.. _awake.Order().Take(10).Select(i => EntityId.Device(_first + i))])));
    }

    /// <summary>What a member does not handle itself is a bug, and stops the run.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(0, -1, _ => Directive.Escalate, loggingEnabled: false);

    private void Restore(CohortState<TState> state)
    {
        state.Members.CopyTo(_states);
        _monitor.Restore(state.Monitor);
    }

    private void OnReplay(ProcessProtocol.Replay replay)
    {
        foreach (var happened in replay.Events)
        {
            var member = happened.Entity.Number - _first;
            _states[member] = _populace.Fold(_states[member], happened);
            Observe(member, happened, replay.Events);
        }

        if (replay.Working is Publications published)
            _published = published;
    }

    private void OnBegin(ProcessProtocol.Begin begin)
    {
        // What the replayed past had to say to other monitors was said when it was the present.
        _monitor.TakeFindings();
        for (var i = 0; i < _states.Length; i++)
            Schedule(i, _populace.NextDue(_states[i], begin.SettledUntil, _published));
        Sender.Tell(new ProcessProtocol.AtRest(EarliestDue()));
    }

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        _end = handle.End;
        foreach (var letter in handle.Mail)
        {
            if (letter.To == EntityId.Fleet)
            {
                _announcements.Enqueue(letter);
                continue;
            }

            var member = letter.To.Number - _first;
            ref var queue = ref CollectionsMarshal.GetValueRefOrAddDefault(_mail, member, out _);
            (queue ??= new()).Enqueue(letter);
            _calendar.Enqueue(member, letter.Due);
        }

        OpenSegment();
    }

    /// <summary>
    /// A window falls into segments between which something was announced to the whole fleet: members woken before see
    /// the old document, members woken after it the new one.
    /// </summary>
    private void OpenSegment()
    {
        _segmentEnd = _announcements.TryPeek(out var announcement) ? announcement.Due : _end;
        while (_calendar.TryPeek(out var member, out var due) && due < _segmentEnd)
        {
            _calendar.Dequeue();
            if (due != Due(member) || _awake.Contains(member))
                continue;
            if (_actors[member] is null && !_mail.ContainsKey(member)
                && _populace.Routine(_states[member], due, _published) is { } noted)
            {
                Note(member, noted);
            }
            else
            {
                Wake(member, due);
            }
        }

        if (_awake.Count == 0)
            CloseSegment();
    }

    private void Note(int member, Asleep<TState> noted)
    {
        _wakes++;
        Absorb(member, noted);
        if (Due(member) is { IsNever: false } due)
            _calendar.Enqueue(member, due);
    }

    private void CloseSegment()
    {
        if (!_announcements.TryDequeue(out var announcement))
        {
            Settle();
            return;
        }

        var published = _published.With(announcement.Body);
        if (!ReferenceEquals(published, _published))
        {
            _published = published;
            for (var i = 0; i < _states.Length; i++)
                Schedule(i, _populace.NextDue(_states[i], announcement.Due, _published));
        }

        OpenSegment();
    }

    private void Wake(int member, VirtualTime at)
    {
        _wakes++;
        _awake.Add(member);
        var actor = _actors[member] ??= Start(member);
        actor.Tell(new Wake(at, MailDue(member, at), _published), Self);
    }

    private IActorRef Start(int member)
    {
        var device = EntityId.Device(_first + member).ToString();
        var name = device;

        // The one before may still be on its way out, and has the name until it is gone.
        for (var again = 2; !Context.Child(name).IsNobody(); again++)
            name = $"{device}.{again}";
        return Context.ActorOf(MemberMailbox.For(_populace.Actor(_states[member]), _dispatcher), name);
    }

    private ImmutableArray<Letter> MailDue(int member, VirtualTime at)
    {
        if (!_mail.TryGetValue(member, out var queue))
            return [];
        var letters = ImmutableArray.CreateBuilder<Letter>(1);
        while (queue.TryPeek(out var letter) && letter.Due <= at)
            letters.Add(queue.Dequeue());
        if (queue.Count == 0)
            _mail.Remove(member);
        return letters.DrainToImmutable();
    }

    private void OnAsleep(Asleep<TState> asleep)
    {
        var member = asleep.Number - _first;
        Absorb(member, asleep);
        var due = Due(member);
        if (due < _segmentEnd)
        {
            Wake(member, due);
            return;
        }

        if (!due.IsNever)
            _calendar.Enqueue(member, due);
        _awake.Remove(member);
        if (due >= _end + Patience && _populace.IsIdle(asleep.State))
            LetGo(member);
        if (_awake.Count == 0)
            CloseSegment();
    }

    private void Absorb(int member, Asleep<TState> asleep)
    {
        _states[member] = asleep.State;
        foreach (var happened in asleep.Events)
        {
            _events.Add(happened);
            Observe(member, happened, asleep.Events);
        }

        if (_monitor.Inspect(member, asleep.State) is { } wrong)
            throw new InvariantBrokenException(wrong, asleep.Events);

        _sent.AddRange(asleep.Mail);
        _nextDue[member] = asleep.NextDue;
    }

    private void LetGo(int member)
    {
        Context.Stop(_actors[member]);
        _actors[member] = null;
    }

    private void Settle()
    {
        var handled = new ProcessProtocol.Handled([.. _events], [.. _sent], EarliestDue(), _wakes);
        _events.Clear();
        _sent.Clear();
        _wakes = 0;
        Context.Parent.Tell(handled);
    }

    private void OnCapture(ProcessProtocol.Capture request) => Sender.Tell(new ProcessProtocol.Captured(
        request.Epoch,
        ReferenceEquals(_published, Publications.None) ? null : _published,
        request.WithState ? new CohortState<TState>([.. _states], _monitor.Capture()) : null,
        _monitor.TakeFindings()));

    private void Observe(int member, RecordedEvent happened, ImmutableArray<RecordedEvent> among)
    {
        if (_monitor.Observe(member, happened) is { } broken)
            throw new InvariantBrokenException(broken, [.. among.Where(one => one.Entity == happened.Entity)]);
    }

    private void Schedule(int member, VirtualTime due)
    {
        if (_nextDue[member] == due)
            return;
        _nextDue[member] = due;
        if (!due.IsNever)
            _calendar.Enqueue(member, due);
    }

    private VirtualTime Due(int member) => _mail.TryGetValue(member, out var queue)
        ? VirtualTime.Min(queue.Peek().Due, _nextDue[member])
        : _nextDue[member];

    private VirtualTime EarliestDue()
    {
        while (_calendar.TryPeek(out var member, out var due))
        {
            if (due == Due(member))
                return due;
            _calendar.Dequeue(); // Overtaken by something earlier or by a new document.
        }

        return VirtualTime.Never;
    }
}

/// <summary>A cohort at the boundary of an epoch. What its decisions need beside it is what is published.</summary>
public sealed record CohortState<TState>(ImmutableArray<TState> Members, object? Monitor)
    where TState : class;

/// <summary>How a fleet is cut into cohorts.</summary>
public static class Cohorts
{
    private const int Smallest = 100;

    /// <summary>So many cohorts as asked for, but none under 100 members unless there is only one.</summary>
    public static ImmutableArray<(int First, int Count)> Cut(int members, int cohorts)
    {
        var count = Math.Clamp(members / Smallest, 1, cohorts);
        return [.. Enumerable.Range(0, count).Select(i => (
            First: (int)((long)members * i / count),
            Count: (int)((long)members * (i + 1) / count) - (int)((long)members * i / count)))];
    }

    public static Props Props<TState>(int first, int count, IPopulace<TState> populace, string? dispatcher)
        where TState : class =>
        Akka.Actor.Props.Create<CohortActor<TState>>(first, count, populace, dispatcher);
}
