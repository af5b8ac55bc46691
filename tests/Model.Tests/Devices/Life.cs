using System.Collections.Immutable;
using RsrActors.Model.Devices;
using RsrActors.Model.Invariants;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Devices;

/// <summary>One device's life without an actor: woken at what it waits for, at its mail, and at nothing else.</summary>
internal sealed class Life(World world, int device, params (VirtualTime From, Catalogue Catalogue)[] news)
{
    private const int MostWakes = 20_000;

    private readonly ImmutableArray<RecordedEvent>.Builder _history = ImmutableArray.CreateBuilder<RecordedEvent>();
    private readonly List<Letter> _mail = [];
    private readonly ServerPool _servers = new(world.Scenario.Signing.Servers, []);
    private readonly SigningState _signing = SigningState.Initial with
    {
        Eligible = SigningState.Initial.Eligible.Union(world.Scenario.Releases.Select(release => release.Id)),
    };

    private Catalogue _catalogue = Catalogue.Empty;
    private DeviceFacts _facts = DeviceFacts.None;

    public IReadOnlyList<RecordedEvent> History => _history;

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
                _catalogue = news[next++].Catalogue;
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
        var due = DeviceCalendar.NextDue(State, after, world, _catalogue);
        Assert.True(due >= after, $"{State.Phase} waits at {after} for {due}, which is past.");
        Assert.Equal(due, DeviceCalendar.NextDue(State, after, world, _catalogue));
        Assert.False(due.IsNever && IsOnItsWay(), $"{State.Phase} waits at {after} for nothing.");
        return _mail.Aggregate(due, (first, letter) => VirtualTime.Min(first, letter.Due));
    }

    /// <summary>Nothing but time may stand between these phases and the next.</summary>
    private bool IsOnItsWay() => State.Phase is DevicePhase.Requesting or DevicePhase.Preparing or DevicePhase.Starting
        or DevicePhase.Removing or DevicePhase.Returning or DevicePhase.Updating;

    private void Wake(VirtualTime at)
    {
        var mail = _mail.Where(letter => letter.Due == at).ToArray();
        _mail.RemoveAll(letter => letter.Due == at);
        var decision = DeviceDecider.Decide(State, at, [.. mail], world, _catalogue);
        Absorb(decision, at);
        if (decision.Work is not { } work)
            return;
        Absorb(
            StandIn.FaultOf(work) is { } fault
                ? WorkDecider.Failed(State, at, work, fault, world)
                : WorkDecider.Succeeded(State, at, work, StandIn.ResultOf(work), world),
            at);
    }

    private void Absorb(DeviceDecision decision, VirtualTime at)
    {
        foreach (var happened in decision.Events)
        {
            // One by one: each state on the way is inspected too.
            State = DeviceFold.Record(State, [happened], at, world, _history);
            var recorded = _history[^1];
            foreach (var invariant in DeviceInvariant.All)
                Assert.Null(invariant.Judge(_facts, recorded, world));
            _facts = _facts.With(recorded);
            Assert.Null(OnlyAnUpdateTouchesTheSeal.Inspect(_facts, State));
        }

        foreach (var outgoing in decision.Mail)
            Answer((TicketRequest)outgoing.Body, at + outgoing.Delay);
    }

    private void Answer(TicketRequest request, VirtualTime at)
    {
        var (answer, done) = SigningDecider.Decide(_signing, _servers, request, State.Id, at, world);
        _mail.Add(new(State.Id, EntityId.SigningService, done, 0, done + world.Scenario.Signing.Latency.From, answer));
    }
}
