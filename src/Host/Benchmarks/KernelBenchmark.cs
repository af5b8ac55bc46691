using System.Diagnostics;
using Akka.Configuration;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;
using RsrActors.Running;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench kernel</c>: waking, and PHOLD, each compared with a sequential loop over the same events.
/// </summary>
internal sealed class KernelBenchmark(int entities, int threads)
{
    public const int WakesEach = 10;

    private const int Processes = 64;

    /// <summary>So the first wake of each actor starts it. These entities are never idle, so none stops.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromHours(1);

    private static readonly Config InMemory = ConfigurationFactory.ParseString(
        """
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """);

    private static readonly PholdSettings Phold = new(
        Processes, 1_000, 0.1, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(900), Seed: 1);

    public async Task<BenchmarkFigures> Run()
    {
        var wakes = (double)entities * (WakesEach - 1);
        var (starting, waking, _) = await RunActors();
        var actors = wakes / waking;
        var sequential = RunLoop();
        var loop = (double)entities * WakesEach / (sequential.Starting + sequential.Waking);

        var expected = 0L;
        var pholdLoop = await Time(() => Task.FromResult(expected = SequentialPhold()));
        var pholdOne = await Time(() => RunPhold(1, expected));
        var pholdAll = await Time(() => RunPhold(threads, expected));
        return new(
        [
            new($"starting {entities:N0} actors by their first wake", entities / starting, "actors/s", null),
            new(
                $"waking, {entities:N0} actors, {HumanText.Count(threads, "thread")}", actors, "wakes/s",
                actors / loop),
            new("waking, sequential PriorityQueue loop", loop, "wakes/s", 1),
            new("PHOLD, 64 x 1,000, 1 thread", expected / pholdOne, "events/s", pholdLoop / pholdOne),
            new(
                $"PHOLD, 64 x 1,000, {HumanText.Count(threads, "thread")}", expected / pholdAll, "events/s",
                pholdLoop / pholdAll),
            new("PHOLD, sequential PriorityQueue loop", expected / pholdLoop, "events/s", 1),
        ]);
    }

    private static VirtualTime PholdEnd => VirtualTime.Zero + TimeSpan.FromSeconds(20);

    private static async Task<double> Time(Func<Task<long>> work)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>
    /// Seconds until all actors have started and answered their first wake, and seconds for all other wakes. Stopping
    /// the actors is not counted.
    /// </summary>
    /// <param name="started">Called between the two measurements; its time is not counted.</param>
    public async Task<WakeTimes> RunActors(Action? started = null)
    {
        GC.Collect();
        var logic = new WakeWorkload(WakesEach);
        var cohorts = Cohorts.Cut(entities, Processes);
        var gauges = new RunGauges();
        var watch = Stopwatch.StartNew();
        var run = Run(new SimulationPlan(
            1, VirtualTime.Zero + TimeSpan.FromDays(2), TimeSpan.FromSeconds(60), EpochPolicy.WithoutScenario,
            [.. cohorts.Select((cohort, i) => new ProcessPlan(
                $"toys-{i}", Cohorts.Props(
                    cohort.First, cohort.Count, logic, IdleTimeout, SimulationConfiguration.Dispatcher)))],
            _ => (0, 0), new PayloadFormat(), NoMonitor.Instance, gauges, SimulationConfiguration.Dispatcher), threads);
        var starting = await Until(entities);
        started?.Invoke();
        watch.Restart();
        var waking = await Until((long)entities * WakesEach);
        await run;
        return gauges.Wakes == (long)entities * WakesEach
            ? new(starting, waking, logic.SumOfTimes)
            : throw new InvalidOperationException(
                $"{gauges.Wakes} wakes; {(long)entities * WakesEach} were expected.");

        async Task<double> Until(long wakes)
        {
            while (gauges.Wakes < wakes && await Task.WhenAny(run, Task.Delay(5)) != run)
            {
            }

            return watch.Elapsed.TotalSeconds;
        }
    }

    /// <summary>The same work with one calendar, without actors and messages.</summary>
    public WakeTimes RunLoop(Action? started = null)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var starting = 0.0;
        var workload = new WakeWorkload(WakesEach);
        var states = new ToyState[entities];
        var queue = new PriorityQueue<int, VirtualTime>(entities);
        for (var i = 0; i < entities; i++)
        {
            states[i] = workload.NewDevice(i);
            queue.Enqueue(i, states[i].Due);
        }

        var wakes = 0L;
        while (queue.TryDequeue(out var entity, out _))
        {
            states[entity] = workload.Wake(states[entity]);
            if (!states[entity].Due.IsNever)
                queue.Enqueue(entity, states[entity].Due);
            if (++wakes == entities)
            {
                starting = watch.Elapsed.TotalSeconds;
                started?.Invoke();
                watch.Restart();
            }
        }

        return wakes == (long)entities * WakesEach
            ? new(starting, watch.Elapsed.TotalSeconds, workload.SumOfTimes)
            : throw new InvalidOperationException($"{wakes} wakes; {(long)entities * WakesEach} were expected.");
    }

    private static async Task<long> RunPhold(int threads, long expected)
    {
        var gauges = new RunGauges();
        await Run(new SimulationPlan(
            1, PholdEnd, Phold.Minimum, EpochPolicy.WithoutScenario,
            [.. Enumerable.Range(0, Processes).Select(i => new ProcessPlan(
                $"phold-{i}", Akka.Actor.Props.Create<PholdActor>(Phold, i)))],
            entity => (entity.Number / Phold.EntitiesPerProcess, entity.Number / Phold.EntitiesPerProcess + 1),
            PholdEvent.AddTo(new PayloadFormat()), NoMonitor.Instance, gauges, SimulationConfiguration.Dispatcher),
            threads);
        return gauges.Wakes == expected
            ? gauges.Wakes
            : throw new InvalidOperationException(
                $"{gauges.Wakes} PHOLD events; the sequential loop has {expected}.");
    }

    private static long SequentialPhold()
    {
        var queue = new PriorityQueue<int, (long At, int Entity)>();
        for (var i = 0; i < Phold.Entities; i++)
            queue.Enqueue(i, ((long)Phold.Next(i, VirtualTime.Zero).Delay.TotalMilliseconds, i));
        var handled = 0L;
        while (queue.TryPeek(out var entity, out var due) && due.At < PholdEnd.Milliseconds)
        {
            queue.Dequeue();
            handled++;
            var (next, delay) = Phold.Next(entity, new(due.At));
            queue.Enqueue(next, (due.At + (long)delay.TotalMilliseconds, next));
        }

        return handled;
    }

    private static async Task Run(SimulationPlan plan, int threads)
    {
        var outcome = await SimulationRun.Run(plan, InMemory, threads, _ => { }, CancellationToken.None);
        if (outcome is SimulationProtocol.Failed failed)
            throw failed.Cause;
    }
}

/// <summary>
/// Seconds until every entity has started and answered its first wake, and seconds for all its other wakes.
/// </summary>
/// <param name="SumOfTimes">See <see cref="WakeWorkload.SumOfTimes"/>.</param>
internal sealed record WakeTimes(double Starting, double Waking, long SumOfTimes);
