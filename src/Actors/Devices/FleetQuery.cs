using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>
/// The queries about the fleet of a live run (<see cref="Kernel.LiveProtocol.Query"/>). Every cohort answers a query
/// about the fleet for its part, in their order. Only the cohort that has a device answers a query about it.
/// </summary>
public abstract record FleetQuery
{
    private FleetQuery()
    {
    }

    /// <summary>Answered by a <see cref="FleetCensus"/> of each part; their sum is the fleet's.</summary>
    public sealed record Census : FleetQuery;

    /// <summary>Answered by the <see cref="ReleaseHolders"/> of each part.</summary>
    public sealed record Holders(IRelease Release) : FleetQuery;

    /// <summary>Answered by <see cref="DevicesFound"/>.</summary>
    /// <param name="From">The first number to be listed.</param>
    /// <param name="Limit">The most devices of each part.</param>
    /// <param name="Counts">
    /// Whether all that match are counted; for that every device is looked at, else only those of the page.
    /// </param>
    public sealed record Devices(DeviceSelection Selection, int From, int Limit, bool Counts = true) : FleetQuery;

    /// <summary>Answered by <see cref="DeviceFound"/>.</summary>
    public sealed record Device(int Number) : FleetQuery;
}

/// <summary>Devices of one part of the fleet. Their lines are made where it is known which of them are shown.</summary>
/// <param name="States">By number.</param>
/// <param name="Matching">How many match in all, listed or not; null when they were not counted.</param>
public sealed record DevicesFound(ImmutableArray<DeviceState> States, int? Matching);

/// <summary>Everything about one device.</summary>
/// <param name="NextDue">When it is due next by itself; mail excluded.</param>
/// <param name="Published">What is published to the fleet at that moment.</param>
public sealed record DeviceFound(DeviceState State, VirtualTime NextDue, Publications Published);
