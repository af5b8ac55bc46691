using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Analytics;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>
/// The crash-analytics service alone, with this class in place of its logical process. It gives the service messages
/// window by window, and keeps what the service stores as bytes, so that the service can be resumed.
/// </summary>
public sealed class CrashAnalyticsRig
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestProbe _process;
    private readonly IActorRef _service;
    private readonly PayloadFormat _format;
    private readonly Surveillance _surveillance;
    private readonly List<RecordedEvent> _ofEpoch = [];
    private byte[] _working = [];
    private VirtualTime _due;

    public CrashAnalyticsRig(
        Akka.TestKit.Xunit2.TestKit kit, Scenario scenario, int counters = 2, CrashAnalyticsRig? after = null,
        bool fromSnapshot = false)
    {
        _surveillance = new Surveillance(scenario);
        _format = RunFormat.ForRunning(new World(scenario));
        _process = kit.CreateTestProbe();
        _service = _process.ChildActorOf(
            CrashAnalyticsActor.Props(_surveillance, counters, dispatcher: null),
            new OneForOneStrategy(_ => Directive.Stop), CancellationToken.None);

        if (after is not null)
            TakeUp(after, fromSnapshot);
        Tell(new ProcessProtocol.Begin(Settled));
        _due = Answer<ProcessProtocol.AtRest>().NextDue;
    }

    /// <summary>All windows before this moment are settled.</summary>
    public VirtualTime Settled { get; private set; }

    /// <summary>One row for each epoch: its events, and the working state where it changed.</summary>
    public List<(ImmutableArray<RecordedEvent> Events, byte[]? Working)> Rows { get; } = [];

    /// <summary>The latest snapshot, as bytes, and how many rows it covers.</summary>
    public (byte[] State, byte[] Working, int Rows)? Snapshot { get; private set; }

    public List<RecordedEvent> Events { get; } = [];

    public List<Message> Sent { get; } = [];

    /// <summary>
    /// Runs windows of one lookahead each up to a moment, with the messages due before it; idle time is skipped.
    /// </summary>
    public void Run(IEnumerable<Message> mail, VirtualTime until)
    {
        var waiting = new Queue<Message>(mail.Where(message => message.Due >= Settled && message.Due < until)
            .Order(new MessageOrder(_surveillance.Scenario.Seed)));
        while (true)
        {
            var start = VirtualTime.Min(_due, waiting.TryPeek(out var first) ? first.Due : VirtualTime.Never);
            if (start >= until)
                break;
            var end = VirtualTime.Min(start + _surveillance.Scenario.Kernel.Lookahead, until);
            var due = new List<Message>();
            while (waiting.TryPeek(out var next) && next.Due < end)
                due.Add(waiting.Dequeue());

            Tell(new ProcessProtocol.Handle(end, [.. due]));
            var handled = Answer<ProcessProtocol.Handled>();
            Assert.All(handled.Mail, message => Assert.True(message.Due >= end));
            Assert.True(handled.NextDue >= end);
            Events.AddRange(handled.Events);
            _ofEpoch.AddRange(handled.Events);
            Sent.AddRange(handled.Mail);
            _due = handled.NextDue;
        }

        Settled = until;
    }

    /// <summary>Ends an epoch, and stores its row.</summary>
    public void EndEpoch(bool withSnapshot = false)
    {
        Tell(new ProcessProtocol.Capture(Rows.Count + 1, withSnapshot));
        var captured = Answer<ProcessProtocol.Captured>();
        var working = captured.Working is null ? [] : _format.Encode(captured.Working);
        Rows.Add(([.. _ofEpoch], working.AsSpan().SequenceEqual(_working) ? null : working));
        _working = working;
        _ofEpoch.Clear();
        if (captured.State is { } state)
            Snapshot = (_format.Encode(state), working, Rows.Count);
    }

    /// <summary>The whole state of the service, in its stored form.</summary>
    public string State()
    {
        Tell(new ProcessProtocol.Capture(1_000_000, WithState: true));
        return Convert.ToBase64String(_format.Encode(Answer<ProcessProtocol.Captured>().State!));
    }

    private void TakeUp(CrashAnalyticsRig after, bool fromSnapshot)
    {
        Settled = after.Settled;
        Rows.AddRange(after.Rows);
        _working = after._working;
        var covered = 0;
        if (fromSnapshot)
        {
            var (state, working, rows) = after.Snapshot!.Value;
            covered = rows;
            Tell(new ProcessProtocol.Restore(_format.Decode(state)));
            if (working.Length > 0)
                Tell(new ProcessProtocol.Replay([], _format.Decode(working)));
        }

        foreach (var (events, working) in after.Rows.Skip(covered))
            Tell(new ProcessProtocol.Replay(events, working is null ? null : _format.Decode(working)));
    }

    private void Tell(object message) => _service.Tell(message, _process.Ref);

    private T Answer<T>() => _process.ExpectMsg<T>(Patience);
}
