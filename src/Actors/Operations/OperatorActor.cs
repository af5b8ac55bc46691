using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Operations;

/// <summary>The operator, who does what the scenario's script says, when it says so.</summary>
public sealed class OperatorActor : ReceiveActor
{
    /// <summary>An order takes effect when it is sure to have arrived, with others of the same moment before it.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(1);

    private readonly Scenario _scenario;
    private readonly Outbox _outbox = new(EntityId.Operator);
    private int _done;

    public OperatorActor(Scenario scenario)
    {
        _scenario = scenario;

        Receive<ProcessProtocol.Restore>(restore => _done = ((OperatorState)restore.State).Done);
        Receive<ProcessProtocol.Replay>(replay => _done += replay.Events.Length);
        Receive<ProcessProtocol.Begin>(_ => Sender.Tell(new ProcessProtocol.AtRest(NextDue)));
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<ProcessProtocol.Capture>(request => Sender.Tell(new ProcessProtocol.Captured(
            request.Epoch, null, request.WithState ? new OperatorState(_done) : null, null)));
        Receive<ProcessProtocol.WhoIsAwake>(_ => Sender.Tell(new ProcessProtocol.Waiting([EntityId.Operator])));
    }

    private VirtualTime NextDue => _done < _scenario.Script.Length ? _scenario.Script[_done].At : VirtualTime.Never;

    public static Props Props(Scenario scenario) => Akka.Actor.Props.Create<OperatorActor>(scenario);

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        var events = new List<RecordedEvent>();
        var order = 0;
        var last = VirtualTime.Never;
        while (NextDue < handle.End)
        {
            var (at, command) = _scenario.Script[_done++];
            order = at == last ? order + 1 : 0;
            last = at;
            events.Add(new(EntityId.Operator, _done, at, new ServiceEvent.CommandAccepted(command.ToString(), "script")));

            // A millisecond apart, for what is said at once is to be heard in the order of the script.
            var delay = _scenario.Kernel.Lookahead + TimeSpan.FromMilliseconds(order);
            _outbox.Post(at, AddresseeOf(command), delay, LetterFor(command));
        }

        Sender.Tell(new ProcessProtocol.Handled([.. events], _outbox.Take(), NextDue, events.Count));
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

    /// <summary>All orders to managed devices, whole: a function of what is done of the script.</summary>
    private ManagementOrders OrdersSoFar() => new([
        .. _scenario.Script.Take(_done).Select(done => OrderOf(done.Command, done.At + _scenario.Kernel.Lookahead + OnItsWay))
            .OfType<ManagementOrder>()]);

    private static ManagementOrder? OrderOf(OperatorCommand command, VirtualTime at) => command switch
    {
        OperatorCommand.Restrict c => new ManagementOrder.Restrict(at, new(c.AllowInstallation, c.AllowRemoval)),
        OperatorCommand.Enforce c => new ManagementOrder.Enforce(at, c.Release, at + c.Within),
        OperatorCommand.RemoveFromManaged => new ManagementOrder.Remove(at),
        _ => null,
    };
}

/// <param name="Done">How much of the script is done; also the number of the operator's last event.</param>
public sealed record OperatorState(int Done);
