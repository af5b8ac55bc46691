using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Admissions;

/// <summary>How devices decide whether a ramp admits them, where it is not by their draw for the release.</summary>
/// <param name="Published">When the release was published; waits count from it.</param>
public sealed record PublishedAdmission(IAdmission Way, VirtualTime Published)
{
    /// <summary>Null for a share of the fleet, the admission of an entry without one.</summary>
    public static PublishedAdmission? Of(IAdmission way, VirtualTime published) =>
        way is ShareOfFleet ? null : new(way, published);
}
