using System.Diagnostics;
using RsrActors.Host.Benchmarks;

namespace RsrActors.Benchmarks.Waking;

/// <summary>Times one contender, and weighs its entities between their start and the rest of their wakes.</summary>
internal sealed class WakeMeter
{
    private readonly int _entities;
    private readonly long _liveBefore;
    private readonly long _residentBefore;
    private readonly Stopwatch _watch;
    private double _starting;
    private double _live;
    private double _resident;

    /// <summary>Time runs from here.</summary>
    public WakeMeter(int entities)
    {
        _entities = entities;
        (_liveBefore, _residentBefore) = Weigh();
        _watch = Stopwatch.StartNew();
    }

    /// <summary>Every entity has answered its first wake. What this takes is not counted.</summary>
    public void Started()
    {
        _starting = _watch.Elapsed.TotalSeconds;
        var (live, resident) = Weigh();
        _live = (live - _liveBefore) / (double)_entities;
        _resident = (resident - _residentBefore) / (double)_entities;
        _watch.Restart();
    }

    public WakeResult Finished(long wakes, WakeWorkload workload) => Finished(wakes, new WakeTimes(
        _starting, _watch.Elapsed.TotalSeconds, workload.SumOfTimes));

    /// <summary>The contender has measured its times itself.</summary>
    public WakeResult Finished(long wakes, WakeTimes times) =>
        new(wakes, times.Starting, times.Waking, times.SumOfTimes, _live, _resident);

    private static (long Live, long Resident) Weigh()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }
}
