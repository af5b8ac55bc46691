using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Dispatch;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// The simulation's own threads. Work that an actor causes while it runs on one of them is queued for the same thread,
/// first in first out: a cohort, the devices that it wakes and their answers share a thread and its caches. A thread
/// without work takes half of another thread's queue. A thread waits only when there is no work.
/// </summary>
/// <remarks>
/// Akka's own pools have one queue for all threads. Two threads that exchange millions of small messages spend half of
/// their time on that queue.
/// </remarks>
internal sealed class SimulationExecutor : ExecutorService
{
    /// <summary>After this many runs, a thread takes work that came from other threads first.</summary>
    private const int RunsPerOutsideCheck = 64;

    [ThreadStatic] private static Worker? _current;

    private readonly Worker[] _workers;
    private readonly ConcurrentQueue<IRunnable> _fromOutside = new();
    private readonly object _idleLock = new();
    private int _idle;
    private volatile bool _isShutDown;

    public SimulationExecutor(string id, int threads) : base(id)
    {
        _workers = new Worker[threads];
        for (var i = 0; i < threads; i++)
            _workers[i] = new Worker(this);
        for (var i = 0; i < threads; i++)
            new Thread(_workers[i].Loop) { IsBackground = true, Name = $"simulation-{i}" }.Start();
    }

    public override void Execute(IRunnable run)
    {
        if (_current is { } worker && worker.Executor == this)
        {
            worker.Add(run);
            return;
        }

        _fromOutside.Enqueue(run);
        Interlocked.MemoryBarrier(); // The work is in the queue before the number of idle threads is read.
        WakeOne();
    }

    public override void Shutdown()
    {
        _isShutDown = true;
        lock (_idleLock)
            Monitor.PulseAll(_idleLock);
    }

    /// <summary>A thread that is not counted as idle yet checks the queues before it sleeps.</summary>
    private void WakeOne()
    {
        if (Volatile.Read(ref _idle) == 0)
            return;
        lock (_idleLock)
            Monitor.Pulse(_idleLock);
    }

    private sealed class Worker(SimulationExecutor executor)
    {
        private readonly Queue<IRunnable> _queue = new();
        private readonly Lock _lock = new();

        public SimulationExecutor Executor { get; } = executor;

        public void Add(IRunnable run)
        {
            int waiting;
            lock (_lock)
            {
                _queue.Enqueue(run);
                waiting = _queue.Count;
            }

            if (waiting > 1)
                Executor.WakeOne();
        }

        public void Loop()
        {
            _current = this;
            for (var runs = 0; !Executor._isShutDown; runs++)
            {
                var next = runs % RunsPerOutsideCheck == 0 ? FromOutside() ?? Own() : Own() ?? FromOutside();
                (next ?? Stolen() ?? Sleep())?.Run();
            }
        }

        private IRunnable? Own()
        {
            lock (_lock)
                return _queue.TryDequeue(out var run) ? run : null;
        }

        private IRunnable? FromOutside() => Executor._fromOutside.TryDequeue(out var run) ? run : null;

        private IRunnable? Stolen()
        {
            foreach (var other in Executor._workers)
            {
                if (other != this && other.GiveHalf() is [var first, .. var rest])
                {
                    lock (_lock)
                    {
                        foreach (var run in rest)
                            _queue.Enqueue(run);
                    }

                    return first;
                }
            }

            return null;
        }

        private IRunnable[] GiveHalf()
        {
            lock (_lock)
            {
                var half = new IRunnable[(_queue.Count + 1) / 2];
                for (var i = 0; i < half.Length; i++)
                    half[i] = _queue.Dequeue();
                return half;
            }
        }

        private IRunnable? Sleep()
        {
            lock (Executor._idleLock)
            {
                Executor._idle++;
                Interlocked.MemoryBarrier();
                var last = FromOutside() ?? Stolen();
                if (last is null && !Executor._isShutDown)
                    Monitor.Wait(Executor._idleLock);
                Executor._idle--;
                return last;
            }
        }
    }
}

/// <summary>Makes the simulation's threads for a dispatcher; its configuration has the key <c>threads</c>.</summary>
public sealed class SimulationExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new SimulationExecutor(id, Config.GetInt("threads"));
}
