using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Operations;

/// <summary>What the operator stores of live commands, once there was one; the script is in the scenario.</summary>
/// <param name="Orders">The orders to managed devices that live commands gave.</param>
/// <param name="Heard">When the last command is heard. All later commands are heard after it.</param>
public sealed record OperatorWorking(ManagementOrders Orders, VirtualTime Heard);

/// <summary>The operator's snapshot.</summary>
/// <param name="Done">Commands given so far: the number of the operator's last event.</param>
public sealed record OperatorState(int Done);
