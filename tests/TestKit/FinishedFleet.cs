using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;

namespace RsrActors.TestKit;

/// <summary>A fleet at the end of its scenario.</summary>
/// <param name="Report">What <c>rsr report</c> would print of it.</param>
/// <param name="Events">All events, in the order of a history.</param>
public sealed record FinishedFleet(Report Report, IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>All events of one kind, of any device or service.</summary>
    public IEnumerable<T> All<T>() where T : IEvent => Events.Select(happened => happened.Event).OfType<T>();
}
