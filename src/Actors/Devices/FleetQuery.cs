using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>
/// What may be asked of the fleet while it lives (<see cref="Kernel.LiveProtocol.Query"/>). About the fleet every
/// cohort answers for its part, in their order; about a device only the cohort that has it.
/// </summary>
public abstract record FleetQuery
{
    private FleetQuery()
    {
    }

    /// <summary>Answered by a <see cref="FleetCensus"/> of each part; their sum is the fleet's.</summary>
    public sealed record Census : FleetQuery;

    /// <summary>Answered by <see cref="DevicesFound"/>.</summary>
    /// <param name="From">The first number to be listed.</param>
    /// <param name="Limit">No more lines than that of each part.</param>
    public sealed record Devices(DeviceSelection Selection, int From, int Limit) : FleetQuery;

    /// <summary>Answered by <see cref="DeviceFound"/>.</summary>
    public sealed record Device(int Number) : FleetQuery;
}

/// <param name="Lines">By number.</param>
/// <param name="Matching">How many match in all, listed or not.</param>
public sealed record DevicesFound(ImmutableArray<DeviceLine> Lines, int Matching);

/// <summary>All there is to know of one device.</summary>
/// <param name="NextDue">When it does something by itself; mail excluded.</param>
/// <param name="Published">What the fleet can know at that moment.</param>
public sealed record DeviceFound(DeviceState State, VirtualTime NextDue, Publications Published);
