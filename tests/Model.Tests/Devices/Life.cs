using System.Collections.Immutable;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// Simulates one device without an actor. It is woken when something is due and when mail arrives, and at no other
/// moment. The signing service answers its requests; messages to other entities are collected.
/// </summary>
internal sealed class Life(World world, int device, params (VirtualTime From, Publications Published)[] news)
{
    private const int MostWakes = 20_000;

    private readonly ImmutableArray<RecordedEvent>.Builder _history = ImmutableArray.CreateBuilder<RecordedEvent>();
    private readonly List<Message> _mail = [];
    private readonly List<Message> _sent = [];
    private readonly List<LastBoot> _boots = [];
    private readonly ServerPool _servers = new(world.Scenario.Signing.Servers, []);
    private readonly SigningState _signing = SigningState.Initial with
    {
        Eligible = SigningState.Initial.Eligible.Union(world.Scenario.AllReleases.Select(release => release.Id)),
    };

    private Publications _published = Publications.None;
    private DeviceFacts _facts = DeviceFacts.None;

    /// <summary>The operator's commands to the device's person, and when they arrive.</summary>
    public (VirtualTime At, OperatorCommand Command)[] Told
    {
        init => _mail.AddRange(value.Select((one, i) => new Message(
            EntityId.Device(device), EntityId.Operator, VirtualTime.Zero, i, one.At, one.Command)));
    }

    public IReadOnlyList<RecordedEvent> History => _history;

    /// <summary>All messages but requests for tickets.</summary>
    public IReadOnlyList<Message> Sent => _sent;

    /// <summary>The boots after which the Data volume was unlocked, or is going to be.</summary>
    public IReadOnlyList<LastBoot> Boots => _boots;

    public IEnumerable<string> Story => _history.Select(happened => happened.Event.GetType().Name);

    public DeviceState State { get; private set; } = DeviceState.Unenrolled(world.TraitsOf(device), world);

    public Life Lived()
    {
        var after = VirtualTime.Zero;
        var next = 0;
        for (var wakes = 0; wakes < MostWakes; wakes++)
        {
            var due = NextDue(after);
            if (next < news.Length && news[next].From <= due)
            {
                after = VirtualTime.Max(after, news[next].From);
                _published = news[next++].Published;
                continue;
            }

            if (due > world.Scenario.End)
                return this;
            Wake(due);
            after = due.Next();
        }

        throw new InvalidOperationException($"{State.Id} is woken without end; it is {State.Phase}.");
    }

    private VirtualTime NextDue(VirtualTime after)
    {
        var due = DeviceCalendar.NextDue(new(State, after, world, _published));
        Assert.True(due >= after, $"{State.Phase} waits at {after} for {due}, which is past.");
        Assert.Equal(due, DeviceCalendar.NextDue(new(State, after, world, _published)));
        AssertNothingIsSkipped(after, due);
        Assert.False(due.IsNever && WaitsForAMoment(), $"{State.Phase} waits at {after} for nothing.");
        return _mail.Aggregate(due, (first, message) => VirtualTime.Min(first, message.Due));
    }

    /// <summary>At every later moment until then, the next due moment is the same.</summary>
    private void AssertNothingIsSkipped(VirtualTime after, VirtualTime due)
    {
        var last = VirtualTime.Min(due, world.Scenario.End).Milliseconds;
        for (var share = 1; share <= 4; share++)
        {
            var between = new VirtualTime(after.Milliseconds + share * (last - after.Milliseconds) / 4);
            if (between <= due && between >= after)
                Assert.Equal(due, DeviceCalendar.NextDue(new(State, between, world, _published)));
        }
    }

    /// <summary>In these phases a device waits only for a moment, so something has to be due.</summary>
    private bool WaitsForAMoment() => State.Phase is DevicePhase.Requesting or DevicePhase.Preparing
        or DevicePhase.Restarting or DevicePhase.AwaitingHands or DevicePhase.BootLooping or DevicePhase.Removing;

    private void Wake(VirtualTime at)
    {
        var mail = _mail.Where(message => message.Due == at).ToArray();
        _mail.RemoveAll(message => message.Due == at);
        var routine = mail.Length == 0 ? DeviceDecider.Routine(new(State, at, world, _published)) : null;
        var phase = State.Phase;
        var waits = DeviceCalendar.PhaseDue(new(State, at, world, _published)) != at
            && !mail.Any(message => message.Body is TicketAnswer)
            && !(State.Phase is DevicePhase.Fetching && mail.Any(message => message.Body is OperatorCommand.Install));
        var decision = DeviceDecider.Decide(new(State, at, world, _published), [.. mail]);
        Absorb(decision, at);
        if (routine is { } asleep)
            AssertSame(asleep, decision, at);

        // The removal of a response that runs in Safari only does not wait for its restart.
        waits &= !(phase is DevicePhase.Staged { InSafari: true }
            && decision.Events.Any(one => one is DeviceEvent.RemovalStarted { Cause: not RemovalCause.Vendor }));
        Assert.False(
            waits && phase is not DevicePhase.Resting && (decision.Work is not null || State.Phase != phase),
            $"{phase} does not wait at {at}.");
        while (decision.Work is { } work)
        {
            decision = StandIn.FaultOf(work) is { } fault
                ? WorkDecider.Failed(new(State, at, world, _published), work, fault)
                : WorkDecider.Succeeded(new(State, at, world, _published), work, StandIn.ResultOf(work, world));
            Absorb(decision, at);
        }
    }

    /// <summary>
    /// A decision without a wake is the same as that of a wake. It needs no work, and the same moment is due next.
    /// </summary>
    private void AssertSame((DeviceDecision Decision, VirtualTime NextDue) asleep, DeviceDecision awake, VirtualTime at)
    {
        Assert.Null(awake.Work);
        Assert.Null(asleep.Decision.Work);
        Assert.Equal(awake.Events.Select(one => one.GetType()), asleep.Decision.Events.Select(one => one.GetType()));
        Assert.Equal(
            awake.Mail.Select(one => (one.To, one.Delay)), asleep.Decision.Mail.Select(one => (one.To, one.Delay)));
        Assert.Equal(DeviceCalendar.NextDue(new(State, at.Next(), world, _published)), asleep.NextDue);
    }

    private void Absorb(DeviceDecision decision, VirtualTime at)
    {
        foreach (var happened in decision.Events)
        {
            // One event at a time, so that each state between them is checked, too.
            State = DeviceFold.Record(State, [happened], at, world, _history);
            if (State.LastBoot is { UnlockedAt.IsNever: false } boot && !_boots.Contains(boot))
                _boots.Add(boot);
            var recorded = _history[^1];
            foreach (var invariant in DeviceInvariant.All)
                Assert.Null(invariant.Judge(_facts, recorded, world));
            _facts = _facts.With(recorded);
            Assert.Null(OnlyAnUpdateTouchesTheSeal.Inspect(_facts, State));
            Assert.Null(ProtectedMeansFixedEverywhere.Inspect(
                State,
                ProtectedMeansFixedEverywhere.FixedEverywhere(
                    ProtectedMeansFixedEverywhere.ContentOf(_facts, world.Scenario), world.Scenario),
                world));
        }

        for (var i = 0; i < decision.Mail.Length; i++)
        {
            if (decision.Mail[i].Body is TicketRequest request)
                Answer(request, at + decision.Mail[i].Delay);
            else
                _sent.Add(decision.Mail[i].Stamp(State.Id, at, i));
        }
    }

    private void Answer(TicketRequest request, VirtualTime at)
    {
        var (answer, done) = SigningDecider.Decide(_signing, _servers, request, State.Id, at, world);
        _mail.Add(new(State.Id, EntityId.SigningService, done, 0, done + world.Scenario.Signing.Latency.From, answer));
    }
}
