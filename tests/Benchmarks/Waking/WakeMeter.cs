using System.Diagnostics;
using RsrActors.Host.Benchmarks;

namespace RsrActors.Benchmarks.Waking;

/// <summary>
/// Measures the time of one contender, and the memory of its entities between the start and the other wakes.
/// </summary>
internal sealed class WakeMeter
{
    private readonly int _entities;
    private readonly long _liveBefore;
    private readonly long _residentBefore;
    private readonly Stopwatch _watch;
    private double _starting;
    private double _live;
    private double _resident;

    /// <summary>Starts the measurement of time.</summary>
    public WakeMeter(int entities)
    {
        _entities = entities;
        (_liveBefore, _residentBefore) = Weigh();
        _watch = Stopwatch.StartNew();
    }

    /// <summary>
    /// Every entity has answered its first wake. The time of the garbage collection here does not count.
    /// </summary>
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
