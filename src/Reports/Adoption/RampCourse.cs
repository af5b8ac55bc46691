using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Adoption;

/// <summary>
/// The percentages at which a release was offered, read from its events, and with them the moment at which each device
/// was within the ramp. That moment is a function of the device and of what was published; polls do not count.
/// </summary>
internal sealed class RampCourse
{
    /// <summary>Each step admits more than all before it.</summary>
    private readonly List<RampStep> _steps = [];

    /// <summary>Times in which nothing was offered; the last one may not have ended.</summary>
    private readonly List<(VirtualTime From, VirtualTime To)> _pauses = [];

    private VirtualTime _published = VirtualTime.Never;
    private IAdmission _way = ShareOfFleet.ByDraw;
    private double _percent;
    private bool _isOffered;

    /// <summary>Null for a share of the fleet by the devices' draws.</summary>
    public PublishedAdmission? Admission => PublishedAdmission.Of(_way, _published);

    public void Apply(ReleaseEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case ReleaseEvent.Published e:
                (_published, _way, _percent, _isOffered) = (at, e.Admission, e.Percent, true);
                break;
            case ReleaseEvent.RampAdvanced e:
                _percent = e.Percent;
                break;
            case ReleaseEvent.Resumed when !_isOffered && !_published.IsNever:
                _isOffered = true;
                _pauses[^1] = _pauses[^1] with { To = at };
                break;
            case ReleaseEvent.Paused or ReleaseEvent.Withdrawn or ReleaseEvent.Superseded when _isOffered:
                _isOffered = false;
                _pauses.Add((at, VirtualTime.Never));
                break;
            default:
                return;
        }

        if (_isOffered && (_steps.Count == 0 || _percent > _steps[^1].Percent))
            _steps.Add(new(at - _published, _percent));
    }

    /// <summary>
    /// What the ramp has cost until a moment; null when it admitted every device at once, or was not published.
    /// </summary>
    /// <param name="devices">The numbers of the devices for which the release is.</param>
    public RampFigures? ToFigures(World world, string release, IEnumerable<int> devices, VirtualTime end)
    {
        if (_published.IsNever || _way is ByGrant || (_way is ShareOfFleet && _steps[0].Percent >= 100))
            return null;
        var steps = _steps.ToArray();
        var (within, milliseconds) = (0L, 0L);
        foreach (var device in devices)
        {
            var request = RampDraws.RequestOf(world, device, release, 0);
            var seen = _way.WaitsFromSight
                ? RampDraws.SeenAt(world, world.TraitsOf(device), Admission!) - _published
                : TimeSpan.Zero;
            if (RampWait.Of(_way, steps, request, seen) is not { } wait)
                continue;
            var moment = Offered(_published + wait);
            if (moment > end)
                continue;
            within++;
            milliseconds += moment.Milliseconds - _published.Milliseconds;
        }

        return new()
        {
            Devices = within,
            MeanSeconds = within == 0 ? null : FixedDecimals.Seconds(milliseconds / within),
            SecondsByPercentages = _steps[^1].Percent >= 100 && steps.Length > 1
                ? FixedDecimals.Seconds((long)RampWait.OfPercentages(steps).TotalMilliseconds)
                : null,
        };
    }

    /// <summary>The moment itself, or the end of the pause that it is in; never when that does not end.</summary>
    private VirtualTime Offered(VirtualTime moment)
    {
        foreach (var (from, to) in _pauses)
        {
            if (moment >= from && moment < to)
                moment = to;
        }

        return moment;
    }
}
