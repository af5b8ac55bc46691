using System.Globalization;
using RsrActors.Host.Live;
using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Http;

/// <summary>
/// The id of an event in a stream: milliseconds, entity and number, as <c>5442766,device-0000042,7</c>. Ids have the
/// order of exports, so the rest of a stream is what comes after an id.
/// </summary>
internal readonly record struct StreamId(VirtualTime At, EntityId Entity, long Seq)
{
    public static StreamId Of(in RecordedEvent happened) => new(happened.At, happened.Entity, happened.Seq);

    /// <summary>An id before all events of a moment.</summary>
    public static StreamId Before(VirtualTime moment) => new(moment, new("", -1), 0);

    /// <summary>Null when the text is no id of the scenario.</summary>
    public static StreamId? Parse(string text, Scenario scenario) =>
        text.Split(',') is [var ms, var name, var seq]
            && Entities.Find(name, scenario) is { } entity
            && long.TryParse(ms, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(new(at), entity, number)
            : null;

    /// <summary>Whether an event comes after the one with this id.</summary>
    public bool IsBefore(in RecordedEvent happened)
    {
        var byTime = At.CompareTo(happened.At);
        var byEntity = byTime != 0 ? byTime : Entity.CompareTo(happened.Entity);
        return (byEntity != 0 ? byEntity : Seq.CompareTo(happened.Seq)) < 0;
    }

    /// <summary>Whether an event of an epoch comes after the one with this id.</summary>
    public bool IsBefore(ClosedEpoch epoch) => !epoch.Events.IsEmpty && IsBefore(epoch.Events[^1]);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.Milliseconds},{Entity},{Seq}");
}
