using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Laboratory.Validity;

/// <summary>Follows what a software update did to the devices of a run. A device counts once.</summary>
/// <param name="measure">Which share the run is asked for; not that of adoption.</param>
internal sealed class IncidentProjection(PublishedMeasure measure)
{
    private readonly Dictionary<string, VirtualTime> _published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Update> _updates = new(StringComparer.Ordinal);
    private int _devices;

    /// <summary>Takes the events of a run in their order.</summary>
    public void Apply(RecordedEvent happened)
    {
        var device = happened.Entity.Number;
        switch (happened.Event)
        {
            case ReleaseEvent.Published:
                _ = _published.TryAdd(happened.Entity.ReleaseId!, happened.At);
                break;
            case DeviceEvent.Enrolled:
                _devices++;
                break;
            case DeviceEvent.SoftwareUpdateInstalled e:
                _ = Of(e.To).Installed.TryAdd(device, happened.At);
                break;
            case DeviceEvent.BootLoopStarted e:
                _ = Of(e.Version).Stopped.TryAdd(device, happened.At);
                break;
            case DeviceEvent.BootLoopEnded e:
                _ = Of(e.Version).Restored.TryAdd(device, happened.At);
                break;
        }
    }

    /// <summary>The share at a moment, from 0 to 1.</summary>
    /// <param name="update">The version of the software update.</param>
    /// <param name="after">Since its publication.</param>
    /// <exception cref="InvalidDataException">
    /// The run does not publish it, ends before the moment, or has no device of which it would be a share.
    /// </exception>
    public double ShareAt(string update, TimeSpan after, VirtualTime end)
    {
        if (!_published.TryGetValue(update, out var published) || published + after > end)
            throw new InvalidDataException($"The run has no moment {after.TotalDays:0.##} d after {update}.");
        var moment = published + after;
        var (some, all) = measure == PublishedMeasure.Restored
            ? (Of(update).Restored.Values.Count(at => at <= moment), Of(update).Stopped.Count)
            : (Of(update).Installed.Values.Count(at => at <= moment), _devices);
        return all > 0
            ? (double)some / all
            : throw new InvalidDataException($"No device of the run did not start with {update}.");
    }

    private Update Of(string version) =>
        _updates.TryGetValue(version, out var update) ? update : _updates[version] = new();

    /// <summary>The first moments, by device.</summary>
    private sealed class Update
    {
        public Dictionary<int, VirtualTime> Installed { get; } = [];

        public Dictionary<int, VirtualTime> Stopped { get; } = [];

        public Dictionary<int, VirtualTime> Restored { get; } = [];
    }
}
