using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Operations;

/// <summary>An accepted command: its event, and its message.</summary>
public readonly record struct AcceptedCommand(RecordedEvent Event, Outgoing Message);

/// <summary>What the operator decides up to a moment.</summary>
/// <param name="Accepted">In the order in which the commands are carried out.</param>
public sealed record OperatorDecision(OperatorMemory Memory, ImmutableArray<AcceptedCommand> Accepted);

/// <summary>
/// The operator's rules: in which order commands are accepted, which entity each command is sent to, and when its
/// message is due.
/// </summary>
public static class OperatorDecider
{
    /// <summary>The source of the commands of a scenario's script.</summary>
    public const string Script = "script";

    /// <summary>When the script's next command is due.</summary>
    public static VirtualTime NextDue(OperatorMemory memory, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(scenario);
        return memory.Scripted < scenario.Script.Length ? scenario.Script[memory.Scripted].At : VirtualTime.Never;
    }

    /// <summary>Skips the commands of the script before a moment: an earlier part of the run accepted them.</summary>
    public static OperatorMemory SettledUntil(OperatorMemory memory, VirtualTime moment, Scenario scenario)
    {
        while (NextDue(memory, scenario) < moment)
            memory = memory with { Scripted = memory.Scripted + 1 };
        return memory;
    }

    /// <summary>
    /// Accepts all commands before a moment, in the order of time. Of commands of one moment the script's come first.
    /// </summary>
    /// <param name="live">In the order in which they were given.</param>
    public static OperatorDecision Decide(
        OperatorMemory memory, ImmutableArray<GivenCommand> live, VirtualTime end, Scenario scenario)
    {
        var accepted = ImmutableArray.CreateBuilder<AcceptedCommand>();
        var (taken, order, last) = (0, 0, VirtualTime.Never);
        while (true)
        {
            var scripted = NextDue(memory, scenario);
            var next = taken < live.Length ? live[taken].At : VirtualTime.Never;
            var at = VirtualTime.Min(scripted, next);
            if (at >= end)
                return new(memory, accepted.ToImmutable());

            order = at == last ? order + 1 : 0;
            last = at;
            GivenCommand given;
            if (scripted <= next)
            {
                given = new(at, scenario.Script[memory.Scripted].Command, Script);
                memory = memory with { Scripted = memory.Scripted + 1 };
            }
            else
            {
                given = live[taken++];
                memory = memory with { Phase = WithLiveCommand(memory, given, scenario) };
            }

            (memory, var one) = Accept(memory, given, order, scenario);
            accepted.Add(one);
        }
    }

    /// <param name="order">The command's index among those of the same moment, from 0.</param>
    private static (OperatorMemory Memory, AcceptedCommand Accepted) Accept(
        OperatorMemory memory, GivenCommand given, int order, Scenario scenario)
    {
        // Commands of one moment are due a millisecond apart, in the order in which they were given.
        var due = given.At + scenario.Kernel.Lookahead + TimeSpan.FromMilliseconds(order);
        var phase = memory.Phase;
        if (phase is OperatorPhase.WithLiveCommands live)
        {
            due = VirtualTime.Max(due, live.Due.Next());
            phase = live with { Due = due };
        }

        memory = memory with { Accepted = memory.Accepted + 1, Phase = phase };
        var accepted = new OperatorEvent.CommandAccepted(given.Command, given.IssuedBy);
        return (memory, new(
            new(EntityId.Operator, memory.Accepted, given.At, accepted),
            new(AddresseeOf(given.Command), due - given.At, MessageFor(given.Command, memory, scenario))));
    }

    private static OperatorPhase.WithLiveCommands WithLiveCommand(
        OperatorMemory memory, GivenCommand given, Scenario scenario)
    {
        var live = memory.Phase as OperatorPhase.WithLiveCommands
            ?? new(ManagementOrders.None, LastOfScriptDue(memory, scenario));
        return ManagementOrder.Of(given.Command, given.At, scenario) is { } order
            ? live with { Orders = new(live.Orders.Orders.Add(order)) }
            : live;
    }

    /// <summary>When the message of the script's last command so far is due.</summary>
    private static VirtualTime LastOfScriptDue(OperatorMemory memory, Scenario scenario)
    {
        var given = scenario.Script[..memory.Scripted];
        return given is [.., var last]
            ? last.At + scenario.Kernel.Lookahead
                + TimeSpan.FromMilliseconds(given.Count(one => one.At == last.At) - 1)
            : VirtualTime.Zero;
    }

    private static EntityId AddresseeOf(OperatorCommand command) => command switch
    {
        OperatorCommand.StartSigningOutage or OperatorCommand.EndSigningOutage => EntityId.SigningService,
        OperatorCommand.Restrict or OperatorCommand.Enforce or OperatorCommand.EnforceBy
            or OperatorCommand.RemoveFromManaged => EntityId.Fleet,
        ICommandForDevice c => EntityId.Device(c.Device),
        _ => EntityId.UpdateService,
    };

    private static object MessageFor(OperatorCommand command, OperatorMemory memory, Scenario scenario) =>
        command switch
        {
            OperatorCommand.StartSigningOutage => new SigningOutage(Starts: true),
            OperatorCommand.EndSigningOutage => new SigningOutage(Starts: false),
            OperatorCommand.Restrict or OperatorCommand.Enforce or OperatorCommand.EnforceBy
                or OperatorCommand.RemoveFromManaged => OrdersSoFar(memory, scenario),
            _ => command,
        };

    /// <summary>All orders to managed devices: those of the script so far, and those of live commands.</summary>
    private static ManagementOrders OrdersSoFar(OperatorMemory memory, Scenario scenario)
    {
        var scripted = scenario.Script.Take(memory.Scripted)
            .Select(given => ManagementOrder.Of(given.Command, given.At, scenario)).OfType<ManagementOrder>();
        var live = memory.Phase is OperatorPhase.WithLiveCommands phase ? phase.Orders : ManagementOrders.None;
        return new([.. scripted.Concat(live.Orders).OrderBy(order => order.At)]);
    }
}
