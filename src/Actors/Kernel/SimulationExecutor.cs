using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Dispatch;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// The simulation's own threads. What an actor sets going while it runs on one of them stays there, first come first
/// served: a cohort, the members it wakes and their answers share a thread and its caches. A thread with nothing left
/// takes half of another's queue. Nothing here ever waits for anything but work.
/// </summary>
/// <remarks>
/// Akka's own pools have one queue for all threads, which two threads that pass on millions of small messages spend
/// half of their time on.
/// </remarks>
internal sealed class SimulationExecutor : ExecutorService
{
    /// <summary>So many runs of a thread's own, then it looks for what came from other threads.</summary>
    private const int LooksOutsideEvery = 64;

    [ThreadStatic] private static Worker? _current;

    private readonly Worker[] _workers;
    private readonly ConcurrentQueue<IRunnable> _fromOutside = new();
    private readonly object _door = new();
    private int _idle;
    private volatile bool _over;

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
        if (_current is { } here && here.Executor == this)
        {
            here.Add(run);
            return;
        }

        _fromOutside.Enqueue(run);
        Interlocked.MemoryBarrier(); // What is in the queue is seen before anybody is counted as idle.
        WakeOne();
    }

    public override void Shutdown()
    {
        _over = true;
        lock (_door)
            Monitor.PulseAll(_door);
    }

    /// <summary>Whoever is not counted as idle yet looks once more before it sleeps, and finds what is there.</summary>
    private void WakeOne()
    {
        if (Volatile.Read(ref _idle) == 0)
            return;
        lock (_door)
            Monitor.Pulse(_door);
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
            for (var runs = 0; !Executor._over; runs++)
            {
                var next = runs % LooksOutsideEvery == 0 ? FromOutside() ?? Own() : Own() ?? FromOutside();
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
                if (other != this && other.Give() is [var first, .. var rest])
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

        private IRunnable[] Give()
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
            lock (Executor._door)
            {
                Executor._idle++;
                Interlocked.MemoryBarrier();
                var last = FromOutside() ?? Stolen();
                if (last is null && !Executor._over)
                    Monitor.Wait(Executor._door);
                Executor._idle--;
                return last;
            }
        }
    }
}

/// <summary>Makes the simulation's threads for a dispatcher whose configuration says <c>threads</c>.</summary>
public sealed class SimulationExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new SimulationExecutor(id, Config.GetInt("threads"));
}
