using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Operations;

/// <summary>Everything that the operator's decisions depend on.</summary>
/// <param name="Accepted">
/// The number of commands accepted so far, of the script and live. It is the number of the last event.
/// </param>
/// <param name="Scripted">The number of commands of the script that are accepted so far.</param>
public sealed record OperatorMemory(int Accepted, int Scripted, OperatorPhase Phase)
{
    public static readonly OperatorMemory Initial = new(0, 0, new OperatorPhase.ScriptOnly());
}

/// <summary>Whether a live command was given. Until then everything follows from the script.</summary>
public abstract record OperatorPhase
{
    private OperatorPhase()
    {
    }

    /// <summary>No live command was given yet.</summary>
    public sealed record ScriptOnly : OperatorPhase;

    /// <param name="Orders">The orders to managed devices that live commands gave.</param>
    /// <param name="Due">
    /// When the message of the last command is due. Messages of later commands are due after it.
    /// </param>
    public sealed record WithLiveCommands(ManagementOrders Orders, VirtualTime Due) : OperatorPhase;
}

/// <summary>A command, and the moment at which it is given.</summary>
/// <param name="IssuedBy">The source of the command, such as <c>script</c> or <c>console</c>.</param>
public sealed record GivenCommand(VirtualTime At, OperatorCommand Command, string IssuedBy);
