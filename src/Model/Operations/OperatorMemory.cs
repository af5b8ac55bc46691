using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Operations;

/// <summary>Everything that the operator decides by.</summary>
/// <param name="Accepted">Counts the commands so far, scripted and live: it is the number of the last event.</param>
/// <param name="Scripted">Counts the commands of the script so far.</param>
public sealed record OperatorMemory(int Accepted, int Scripted, OperatorPhase Phase)
{
    public static readonly OperatorMemory Initial = new(0, 0, new OperatorPhase.ScriptOnly());
}

/// <summary>Whether live commands were given. Until then everything follows from the script.</summary>
public abstract record OperatorPhase
{
    private OperatorPhase()
    {
    }

    /// <summary>No live command was given yet.</summary>
    public sealed record ScriptOnly : OperatorPhase;

    /// <param name="Orders">The orders to managed devices that live commands gave.</param>
    /// <param name="Due">When the message of the last command is due. All later ones are due after it.</param>
    public sealed record WithLiveCommands(ManagementOrders Orders, VirtualTime Due) : OperatorPhase;
}

/// <summary>A command that is given at a moment.</summary>
/// <param name="IssuedBy">The script, or a client of the console.</param>
public sealed record GivenCommand(VirtualTime At, OperatorCommand Command, string IssuedBy);
