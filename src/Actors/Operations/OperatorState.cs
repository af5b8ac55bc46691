using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Operations;

/// <summary>
/// The operator's working state, stored from its first live command on. The script is in the scenario, and is not
/// stored again.
/// </summary>
/// <param name="Orders">The orders to managed devices that live commands gave.</param>
/// <param name="Due">
/// When the message of the last command is due. Messages of later commands are due after it.
/// </param>
public sealed record OperatorWorking(ManagementOrders Orders, VirtualTime Due);

/// <summary>The operator's snapshot.</summary>
/// <param name="Done">The number of commands accepted so far, which is the number of the operator's last event.</param>
public sealed record OperatorState(int Done);
