using System.Collections;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Laboratory.Measures;

/// <summary>Figures of a run that its report does not have.</summary>
/// <param name="IsFalseHalt">Whether a rule halted a release without a regression.</param>
/// <param name="HaltedAfter">From the publication to the first halt by a rule; null when no rule halted.</param>
/// <param name="ReachedAtHalt">
/// Devices on which a response was active at least once by that halt; without a halt, by the end.
/// </param>
/// <param name="TicketsInPeakHour">The most requests for tickets in one hour of virtual time.</param>
/// <param name="Downtime">The time in which restarts into new content made devices unusable, summed.</param>
public sealed record RolloutFigures(
    bool IsFalseHalt, TimeSpan? HaltedAfter, long ReachedAtHalt, long TicketsInPeakHour, TimeSpan Downtime);

/// <summary>Collects <see cref="RolloutFigures"/> from the events of a run, in their order.</summary>
public sealed class RolloutProjection(Scenario scenario)
{
    private const long HourMilliseconds = 3_600_000;

    private readonly BitArray _reached = new(scenario.Fleet.Devices);
    private readonly Dictionary<string, VirtualTime> _published = new(StringComparer.Ordinal);
    private long _reachedCount;
    private long? _reachedAtHalt;
    private TimeSpan? _haltedAfter;
    private bool _isFalseHalt;
    private (long Hour, long Requests) _hour;
    private long _peak;
    private TimeSpan _downtime;

    /// <summary>What has happened so far.</summary>
    public RolloutFigures Figures => new(
        _isFalseHalt, _haltedAfter, _reachedAtHalt ?? _reachedCount, Math.Max(_peak, _hour.Requests), _downtime);

    public void Apply(RecordedEvent happened)
    {
        switch (happened.Event)
        {
            case ReleaseEvent.Published:
                _published.TryAdd(happened.Entity.ReleaseId!, happened.At);
                break;
            case ReleaseEvent.RolloutDecided { Decision: RuleVerbs.Halt or RuleVerbs.Withdraw }:
                Halt(happened.Entity.ReleaseId!, happened.At);
                break;
            case DeviceEvent.ResponseActivated e:
                _downtime += e.Downtime;
                Reach(happened.Entity.Number);
                break;
            case DeviceEvent.SoftwareUpdateInstalled e:
                _downtime += e.Downtime;
                break;
            case DeviceEvent.TicketRequested or DeviceEvent.BootTicketRequested:
                RequestTicket(happened.At.Milliseconds / HourMilliseconds);
                break;
        }
    }

    private void Reach(int device)
    {
        if (_reached[device])
            return;
        _reached[device] = true;
        _reachedCount++;
    }

    private void Halt(string release, VirtualTime at)
    {
        _isFalseHalt |= scenario.AllReleases.First(one => one.Id == release).Regressions.IsEmpty;
        _haltedAfter ??= at - _published[release];
        _reachedAtHalt ??= _reachedCount;
    }

    private void RequestTicket(long hour)
    {
        if (_hour.Hour != hour)
            (_peak, _hour) = (Math.Max(_peak, _hour.Requests), (hour, 0));
        _hour.Requests++;
    }
}
