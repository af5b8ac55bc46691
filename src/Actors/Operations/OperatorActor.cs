using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Operations;

/// <summary>
/// The operator, who does what the scenario's script says, when it says so, and what is wanted from the console
/// meanwhile.
/// </summary>
public sealed class OperatorActor : ReceiveActor
{
    private readonly Scenario _scenario;
    private readonly Outbox _outbox = new(EntityId.Operator);
    private ImmutableArray<ManagementOrder> _liveOrders = [];
    private VirtualTime? _heard;
    private int _seq;
    private int _scripted;

    public OperatorActor(Scenario scenario)
    {
        _scenario = scenario;

        Receive<ProcessProtocol.Restore>(restore => _seq = ((OperatorState)restore.State).Done);
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(OnBegin);
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<ProcessProtocol.Capture>(request => Sender.Tell(new ProcessProtocol.Captured(
            request.Epoch,
            _heard is { } heard ? new OperatorWorking(new(_liveOrders), heard) : null,
            request.WithState ? new OperatorState(_seq) : null,
            null)));
        Receive<ProcessProtocol.GetBusyEntities>(_ => Sender.Tell(new ProcessProtocol.BusyEntities([EntityId.Operator])));
        Receive<ProcessProtocol.AnswerQuery>(
            examine => Sender.Tell(examine.Answer(_ => new Desk(_seq, [.. _scenario.Script.Skip(_scripted)]))));
    }

    private VirtualTime NextDue =>
        _scripted < _scenario.Script.Length ? _scenario.Script[_scripted].At : VirtualTime.Never;

    /// <summary>The answer to any query.</summary>
    /// <param name="Done">Commands given so far, scripted and live.</param>
    /// <param name="Ahead">What the script holds yet.</param>
    public sealed record Desk(int Done, ImmutableArray<ScriptedCommand> Ahead);

    public static Props Props(Scenario scenario) => Akka.Actor.Props.Create<OperatorActor>(scenario);

    private void OnReplay(ProcessProtocol.Replay replay)
    {
        _seq += replay.Events.Length;
        if (replay.Working is OperatorWorking working)
            (_liveOrders, _heard) = (working.Orders.Orders, working.Heard);
    }

    private void OnBegin(ProcessProtocol.Begin begin)
    {
        while (NextDue < begin.SettledUntil)
            _scripted++;
        Sender.Tell(new ProcessProtocol.AtRest(NextDue));
    }

    /// <summary>
    /// What the script says comes first, then live commands in the order in which they were accepted.
    /// </summary>
    private void OnHandle(ProcessProtocol.Handle handle)
    {
        var live = new Queue<LiveCommand>(
            handle.Mail.Select(message => (LiveCommand)message.Body).OrderBy(command => command.Number));
        var events = new List<RecordedEvent>();
        var order = 0;
        var last = VirtualTime.Never;
        while (true)
        {
            var next = live.TryPeek(out var command) ? command.At : VirtualTime.Never;
            var at = VirtualTime.Min(next, NextDue);
            if (at >= handle.End)
                break;
            order = at == last ? order + 1 : 0;
            last = at;
            events.Add(NextDue <= next
                ? Do(_scenario.Script[_scripted++].Command, "script", at, order)
                : Do(live.Dequeue(), order));
        }

        Sender.Tell(new ProcessProtocol.Handled([.. events], _outbox.Take(), NextDue, events.Count));
    }

    private RecordedEvent Do(LiveCommand live, int order)
    {
        if (OrderOf(live.Command, live.At) is { } managing)
            _liveOrders = _liveOrders.Add(managing);
        _heard ??= LastOfScript();
        return Do(live.Command, live.IssuedBy, live.At, order);
    }

    private RecordedEvent Do(OperatorCommand command, string issuedBy, VirtualTime at, int order)
    {
        // A millisecond apart, for what is said is to be heard in the order in which it was said.
        var due = at + _scenario.Kernel.Lookahead + TimeSpan.FromMilliseconds(order);
        if (_heard is { } last)
            _heard = due = VirtualTime.Max(due, last.Next());
        _outbox.Post(at, AddresseeOf(command), due - at, LetterFor(command));
        return new(EntityId.Operator, ++_seq, at, new OperatorEvent.CommandAccepted(command.ToString(), issuedBy));
    }

    /// <summary>When the script's last command so far is heard.</summary>
    private VirtualTime LastOfScript()
    {
        var done = _scenario.Script[.._scripted];
        return done is [.., var last]
            ? last.At + _scenario.Kernel.Lookahead + TimeSpan.FromMilliseconds(done.Count(one => one.At == last.At) - 1)
            : VirtualTime.Zero;
    }

    private static EntityId AddresseeOf(OperatorCommand command) => command switch
    {
        OperatorCommand.StartSigningOutage or OperatorCommand.EndSigningOutage => EntityId.SigningService,
        OperatorCommand.Restrict or OperatorCommand.Enforce or OperatorCommand.RemoveFromManaged => EntityId.Fleet,
        OperatorCommand.ShareAnalytics c => EntityId.Device(c.Device),
        OperatorCommand.RemoveResponses c => EntityId.Device(c.Device),
        OperatorCommand.Install c => EntityId.Device(c.Device),
        OperatorCommand.Unplug c => EntityId.Device(c.Device),
        _ => EntityId.UpdateService,
    };

    private object LetterFor(OperatorCommand command) => command switch
    {
        OperatorCommand.StartSigningOutage => new Model.Signing.SigningOutage(Starts: true),
        OperatorCommand.EndSigningOutage => new Model.Signing.SigningOutage(Starts: false),
        OperatorCommand.Restrict or OperatorCommand.Enforce or OperatorCommand.RemoveFromManaged => OrdersSoFar(),
        _ => command,
    };

    /// <summary>All orders to managed devices, whole: those of the script so far, and the live ones.</summary>
    private ManagementOrders OrdersSoFar() => new([
        .. _scenario.Script.Take(_scripted).Select(done => OrderOf(done.Command, done.At))
            .OfType<ManagementOrder>().Concat(_liveOrders).OrderBy(order => order.At)]);

    private ManagementOrder? OrderOf(OperatorCommand command, VirtualTime at) =>
        ManagementOrder.Of(command, at, _scenario.Kernel);
}

/// <summary>What the operator needs to know of live commands, once there was one; the script it can look up.</summary>
/// <param name="Orders">To managed devices, of the live commands so far.</param>
/// <param name="Heard">When the last command is heard: none is before it.</param>
public sealed record OperatorWorking(ManagementOrders Orders, VirtualTime Heard);

/// <param name="Done">Commands given so far: the number of the operator's last event.</param>
public sealed record OperatorState(int Done);
