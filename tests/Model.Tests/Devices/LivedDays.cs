using RsrActors.Model.Analytics;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// Use and crashes according to a history, computed without the diary of the device: which content ran when, from the
/// events alone, and how long, quarter by quarter.
/// </summary>
internal sealed class LivedDays
{
    private readonly List<(VirtualTime From, bool Up, string? Safari, string? Elsewhere)> _ran =
        [(VirtualTime.Zero, true, null, null)];
    private readonly List<(VirtualTime At, ApplicationCrashed Crash)> _crashes = [];
    private readonly World _world;
    private readonly Traits _traits;
    private bool _isLockedOut;

    public LivedDays(World world, Life life)
    {
        (_world, _traits) = (world, life.State.Traits);
        foreach (var one in life.History)
            Note(one);
    }

    private DailyLife Life => _world.LifeOf(_traits);

    /// <summary>Each crash with what the application was running then.</summary>
    public IEnumerable<(VirtualTime At, ApplicationCrashed Crash, bool Up, string? Content)> Crashes =>
        _crashes.Select(one =>
        {
            var then = _ran.Last(ran => ran.From <= one.At);
            return (one.At, one.Crash, then.Up, one.Crash.Application == Application.Safari ? then.Safari
                : then.Elsewhere);
        });

    public CrashTotal[] Totals(int day) =>
    [
        .. from application in _world.Fleet.Applications
           where _traits.ApplicationsOf(_world.Fleet).Contains(application.Id)
           let share = application.Daily / _world.Fleet.Behaviour.MeanDailyUse
           from ran in Uses(day, application.Id).GroupBy(use => use.Content)
           let crashes = _crashes.Count(one => Life.DayOf(one.At) == day
               && one.Crash.Application == application.Id && one.Crash.Release == ran.Key)
           select new CrashTotal(application.Id, ran.Key, crashes, ran.Sum(use => use.Used.TotalHours) * share),
    ];

    private IEnumerable<(string? Content, TimeSpan Used)> Uses(int day, string application)
    {
        for (var quarter = 0; quarter < UsedQuarters.PerDay; quarter++)
        {
            var begins = Life.At(day, quarter * UsedQuarters.Quarter);
            if (!Life.InUse(begins))
                continue;
            for (var i = 0; i < _ran.Count; i++)
            {
                var from = VirtualTime.Max(begins, _ran[i].From);
                var until = VirtualTime.Min(
                    begins + UsedQuarters.Quarter, i + 1 < _ran.Count ? _ran[i + 1].From : VirtualTime.Never);
                if (_ran[i].Up && from < until)
                    yield return (application == Application.Safari ? _ran[i].Safari : _ran[i].Elsewhere, until - from);
            }
        }
    }

    private void Note(RecordedEvent one)
    {
        var (_, up, safari, elsewhere) = _ran[^1];
        switch (one.Event)
        {
            case SafariRelaunched e:
                _ran.Add((one.At, up, e.Release, elsewhere));
                break;
            case BootStepFailed { Step: BootStep.DataUnlock } when up:
                _ran.Add((one.At, false, safari, elsewhere));
                _isLockedOut = true;
                break;
            case DataVolumeUnlocked when _isLockedOut:
                _ran.Add((one.At, true, safari, elsewhere));
                _isLockedOut = false;
                break;
            case Restarted:
                _isLockedOut = false;
                _ran.Add((one.At, false, safari, elsewhere));
                break;
            case ResponseActivated e:
                _ran.Add((one.At, true, e.Release, e.Release));
                break;
            case ResponsesRemoved e:
                elsewhere = e.Releases.Contains(elsewhere!) ? null : elsewhere;
                _ran.Add((one.At, true, e.Releases.Contains(safari!) ? elsewhere : safari, elsewhere));
                break;
            case SoftwareUpdateInstalled:
                _ran.Add((one.At, true, null, null));
                break;
            case BootLoopEnded:
            case SoftwareUpdateAttemptFailed when !up:
                _ran.Add((one.At, true, safari, elsewhere));
                break;
            case ApplicationCrashed e:
                _crashes.Add((one.At, e));
                break;
            default:
                break;
        }
    }
}
