using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Operations;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Operations;

/// <summary>
/// The operator: a shell over <see cref="OperatorDecider"/>. It accepts the commands of the scenario's script, and live
/// commands.
/// </summary>
public sealed class OperatorActor : ReceiveActor
{
    private readonly Scenario _scenario;
    private readonly Outbox _outbox = new(EntityId.Operator);
    private OperatorMemory _memory = OperatorMemory.Initial;

    public OperatorActor(Scenario scenario)
    {
        _scenario = scenario;

        Receive<ProcessProtocol.Restore>(
            restore => _memory = _memory with { Accepted = ((OperatorState)restore.State).Done });
        Receive<ProcessProtocol.Replay>(OnReplay);
        Receive<ProcessProtocol.Begin>(OnBegin);
        Receive<ProcessProtocol.Handle>(OnHandle);
        Receive<ProcessProtocol.Capture>(request => Sender.Tell(new ProcessProtocol.Captured(
            request.Epoch,
            _memory.Phase is OperatorPhase.WithLiveCommands live ? new OperatorWorking(live.Orders, live.Due) : null,
            request.WithState ? new OperatorState(_memory.Accepted) : null,
            null)));
        Receive<ProcessProtocol.GetBusyEntities>(
            _ => Sender.Tell(new ProcessProtocol.BusyEntities([EntityId.Operator])));
        Receive<ProcessProtocol.AnswerQuery>(query => Sender.Tell(query.Answer(
            _ => new View(_memory.Accepted, [.. _scenario.Script.Skip(_memory.Scripted)]))));
    }

    private VirtualTime NextDue => OperatorDecider.NextDue(_memory, _scenario);

    /// <summary>The answer to every query.</summary>
    /// <param name="Done">The number of commands accepted so far, of the script and live.</param>
    /// <param name="Ahead">The commands of the script that are not accepted yet.</param>
    public sealed record View(int Done, ImmutableArray<ScriptedCommand> Ahead);

    public static Props Props(Scenario scenario) => Akka.Actor.Props.Create<OperatorActor>(scenario);

    private void OnReplay(ProcessProtocol.Replay replay) => _memory = _memory with
    {
        Accepted = _memory.Accepted + replay.Events.Length,
        Phase = replay.Working is OperatorWorking working
            ? new OperatorPhase.WithLiveCommands(working.Orders, working.Due)
            : _memory.Phase,
    };

    private void OnBegin(ProcessProtocol.Begin begin)
    {
        _memory = OperatorDecider.SettledUntil(_memory, begin.SettledUntil, _scenario);
        Sender.Tell(new ProcessProtocol.AtRest(NextDue));
    }

    private void OnHandle(ProcessProtocol.Handle handle)
    {
        var live = handle.Mail.Select(message => (LiveCommand)message.Body).OrderBy(command => command.Number)
            .Select(command => new GivenCommand(command.At, command.Command, command.IssuedBy));
        (_memory, var accepted) = OperatorDecider.Decide(_memory, [.. live], handle.End, _scenario);
        foreach (var (happened, message) in accepted)
            _outbox.Post(happened.At, message.To, message.Delay, message.Body);

        Sender.Tell(new ProcessProtocol.Handled(
            [.. accepted.Select(one => one.Event)], _outbox.Take(), NextDue, accepted.Length));
    }
}
