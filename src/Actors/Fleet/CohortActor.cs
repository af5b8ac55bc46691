using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Fleet.CohortProtocol;

namespace RsrActors.Actors.Fleet;

/// <summary>
/// The part of the fleet that one logical process simulates. It keeps the calendar, wakes the devices that are due, and
/// keeps the (immutable) state that each of them returns. With an idle timeout, a device's actor starts when a procedure
/// has to work, and stops when the device is idle and has nothing due for that long; meanwhile the cohort applies the
/// device's rules itself. Without one, each device has an actor from its enrolment on, which decides everything that
/// happens to it.
/// </summary>
public sealed class CohortActor<TState> : ReceiveActor where TState : class
{
    private readonly int _first;
    private readonly IDeviceLogic<TState> _logic;
    private readonly ICohortMonitor<TState> _monitor;
    private readonly TimeSpan? _idleTimeout;
    private readonly string? _dispatcher;
    private readonly TState[] _states;
    private readonly IActorRef?[] _actors;
    private readonly CohortCalendar _calendar;
    private readonly Queue<Message> _announcements = new();
    private readonly bool[] _isAwake;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<Message> _sent = [];

    private Publications _published = Publications.None;
    private VirtualTime _end;
    private VirtualTime _segmentEnd;
    private int _awake;
    private int _wakes;

    public CohortActor(int first, int count, IDeviceLogic<TState> logic, TimeSpan? idleTimeout, string? dispatcher)
    {
        _first = first;
        _logic = logic;
        _monitor = logic.Monitor(first, count);
        _idleTimeout = idleTimeout;
        _dispatcher = dispatcher;
        _states = new TState[count];
        _actors = new IActorRef?[count];
        _isAwake = new bool[count];
        _calendar = new CohortCalendar(count);
        for (var i = 0; i < count; i++)
            _states[i] = logic.NewDevice(first + i);

        Receive<ProcessProtocol.Restore>(restore => Restore((CohortState<TState>)restore.State));
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(OnBegin);
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<Asleep<TState>>(OnAsleep);
        Receive<ProcessProtocol.Capture>(OnCapture);
        Receive<ProcessProtocol.AnswerQuery>(request => Sender.Tell(request.Answer(
            query => _logic.AnswerQuery(query, new(request.At, _first, _states, _calendar.NextDue, _published)))));
        Receive<ProcessProtocol.GetBusyEntities>(_ => Sender.Tell(new ProcessProtocol.BusyEntities(
            [.. Enumerable.Range(_first, count).Where(i => _isAwake[i - _first]).Take(10).Select(EntityId.Device)])));
    }

    /// <summary>A fault that a device does not handle itself is a bug, and stops the run.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(0, -1, _ => Directive.Escalate, loggingEnabled: false);

    private void Restore(CohortState<TState> state)
    {
        state.Devices.CopyTo(_states);
        _monitor.Restore(state.Monitor);
    }

    private void OnReplay(ProcessProtocol.Replay replay)
    {
        foreach (var happened in replay.Events)
        {
            var device = happened.Entity.Number - _first;
            _states[device] = _logic.Fold(_states[device], happened);
            Observe(device, happened, replay.Events);
        }

        if (replay.Working is Publications published)
            _published = published;
    }

    private void OnBegin(ProcessProtocol.Begin begin)
    {
        // The fleet-wide monitor already has the findings of the replayed events.
        _monitor.TakeFindings();
        for (var i = 0; i < _states.Length; i++)
        {
            _calendar.Schedule(i, _logic.NextDue(_states[i], begin.SettledUntil, _published));
            if (_idleTimeout is null && _logic.IsEnrolled(_states[i]))
                _actors[i] = Start(i);
        }

        Sender.Tell(new ProcessProtocol.AtRest(_calendar.EarliestDue()));
    }

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        _end = handle.End;
        foreach (var message in handle.Mail)
        {
            if (message.To == EntityId.Fleet)
            {
                _announcements.Enqueue(message);
                continue;
            }

            var device = message.To.Number - _first;
            _calendar.Add(device, message);
        }

        OpenSegment();
    }

    /// <summary>
    /// Announcements to the whole fleet divide a window into segments: devices that are woken before an announcement
    /// get the old publications, devices that are woken after it the new ones.
    /// </summary>
    private void OpenSegment()
    {
        _segmentEnd = _announcements.TryPeek(out var announcement) ? announcement.Due : _end;
        while (_calendar.TryTake(before: _segmentEnd, out var device, out var due))
        {
            if (due != _calendar.Due(device) || _isAwake[device])
                continue;
            var mail = _calendar.TakeMail(device, due);
            if (_actors[device] is null && WithoutActor(device, due, mail) is { } noted)
                Note(device, noted);
            else
                Wake(device, due, mail);
        }

        if (_awake == 0)
            CloseSegment();
    }

    /// <summary>
    /// With an idle timeout, an actor is started for work only. Without one, it decides everything but the enrolment.
    /// </summary>
    private Asleep<TState>? WithoutActor(int device, VirtualTime at, ImmutableArray<Message> mail)
    {
        if (mail.IsEmpty && _logic.Routine(_states[device], at, _published) is { } routine)
            return routine;
        return _idleTimeout is null ? null : _logic.WithoutActor(_states[device], at, mail, _published);
    }

    private void Note(int device, Asleep<TState> noted)
    {
        _wakes++;
        Record(device, noted);
        _calendar.Enter(device, _calendar.Due(device));

        // The device has just enrolled: without an idle timeout, it has an actor from now on.
        if (_idleTimeout is null)
            _actors[device] = Start(device);
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
            var isConcerned = _logic.ConcernedBy(_published, published);
            _published = published;
            for (var i = 0; i < _states.Length; i++)
            {
                if (isConcerned?.Invoke(_states[i]) != false)
                    _calendar.Schedule(i, _logic.NextDue(_states[i], announcement.Due, _published));
            }
        }

        OpenSegment();
    }

    private void Wake(int device, VirtualTime at, ImmutableArray<Message> mail)
    {
        _wakes++;
        _isAwake[device] = true;
        _awake++;
        var actor = _actors[device] ??= Start(device);
        actor.Tell(new Wake(at, mail, _published), Self);
    }

    private IActorRef Start(int device)
    {
        var id = EntityId.Device(_first + device).ToString();
        var name = id;

        // The device's previous actor may still be stopping; until it has stopped, its name is taken.
        for (var again = 2; !Context.Child(name).IsNobody(); again++)
            name = $"{id}.{again}";
        return Context.ActorOf(DeviceMailbox.For(_logic.Actor(_states[device]), _dispatcher), name);
    }

    private void OnAsleep(Asleep<TState> asleep)
    {
        var device = asleep.Number - _first;
        _isAwake[device] = false;
        _awake--;
        Record(device, asleep);
        var due = _calendar.Due(device);
        if (due < _segmentEnd)
        {
            Wake(device, due, _calendar.TakeMail(device, due));
            return;
        }

        _calendar.Enter(device, due);
        if (_idleTimeout is { } timeout && due >= _end + timeout && _logic.IsIdle(asleep.State))
            StopActor(device);
        if (_awake == 0)
            CloseSegment();
    }

    private void Record(int device, Asleep<TState> asleep)
    {
        _states[device] = asleep.State;
        foreach (var happened in asleep.Events)
        {
            _events.Add(happened);
            Observe(device, happened, asleep.Events);
        }

        if (_monitor.Inspect(device, asleep.State) is { } wrong)
            throw new InvariantBrokenException(wrong, asleep.Events);

        _sent.AddRange(asleep.Mail);
        _calendar.Set(device, asleep.NextDue);
    }

    private void StopActor(int device)
    {
        Context.Stop(_actors[device]);
        _actors[device] = null;
    }

    private void Settle()
    {
        var handled = new ProcessProtocol.Handled([.. _events], [.. _sent], _calendar.EarliestDue(), _wakes);
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

    private void Observe(int device, RecordedEvent happened, ImmutableArray<RecordedEvent> among)
    {
        if (_monitor.Observe(device, happened) is { } broken)
            throw new InvariantBrokenException(broken, [.. among.Where(one => one.Entity == happened.Entity)]);
    }
}

/// <summary>
/// A cohort's snapshot at the end of an epoch. Publications are stored separately, as working state.
/// </summary>
public sealed record CohortState<TState>(ImmutableArray<TState> Devices, object? Monitor)
    where TState : class;

/// <summary>How a fleet is divided into cohorts.</summary>
public static class Cohorts
{
    private const int Smallest = 100;

    /// <summary>As many cohorts as requested, but none below 100 devices unless there is only one.</summary>
    public static ImmutableArray<(int First, int Count)> Cut(int devices, int cohorts)
    {
        var count = Math.Clamp(devices / Smallest, 1, cohorts);
        return [.. Enumerable.Range(0, count).Select(i => (
            First: (int)((long)devices * i / count),
            Count: (int)((long)devices * (i + 1) / count) - (int)((long)devices * i / count)))];
    }

    /// <param name="idleTimeout">
    /// An idle device that has nothing due for this long loses its actor; null: it keeps it as long as the run goes on.
    /// </param>
    public static Props Props<TState>(
        int first, int count, IDeviceLogic<TState> logic, TimeSpan? idleTimeout, string? dispatcher)
        where TState : class =>
        Akka.Actor.Props.Create<CohortActor<TState>>(first, count, logic, idleTimeout, dispatcher);
}
