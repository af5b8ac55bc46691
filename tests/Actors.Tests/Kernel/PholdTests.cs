using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>PHOLD with windows gives the result of one queue and one loop.</summary>
public sealed class PholdTests
{
    private static readonly VirtualTime End = VirtualTime.Zero + TimeSpan.FromHours(1);

    private static readonly PholdSettings Settings = new(
        Processes: 4, EntitiesPerProcess: 25, Remote: 0.4, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45), Seed: 7);

    [Theory]
    [InlineData(1, 100, 0.0)]
    [InlineData(4, 25, 0.4)]
    [InlineData(10, 10, 1.0)]
    public async Task Windows_handle_the_events_that_a_sequential_loop_handles(
        int processes, int entities, double remote)
    {
        var settings = Settings with { Processes = processes, EntitiesPerProcess = entities, Remote = remote };
        var plan = Plan(settings, EpochPolicy.WithoutScenario);

        Assert.IsType<SimulationProtocol.Finished>(await Run(plan));

        Assert.Equal(Sequentially(settings), plan.Gauges.Wakes);
    }

    [Fact]
    public async Task Mail_in_flight_survives_the_end_of_an_epoch()
    {
        var plan = Plan(Settings, EpochPolicy.WithoutScenario with { Longest = TimeSpan.FromSeconds(20) });

        var finished = Assert.IsType<SimulationProtocol.Finished>(await Run(plan));

        Assert.True(finished.Epochs > 100, $"There were {finished.Epochs} epochs.");
        Assert.Equal(Sequentially(Settings), plan.Gauges.Wakes);
    }

    private static async Task<object> Run(SimulationPlan plan)
    {
        await using var simulations = new RunSimulations(plan.Format);
        return await simulations.Run(plan);
    }

    private static SimulationPlan Plan(PholdSettings settings, EpochPolicy epochs) => new(
        settings.Seed,
        End,
        settings.Minimum,
        epochs,
        [.. Enumerable.Range(0, settings.Processes).Select(
            i => new ProcessPlan($"phold-{i}", Props.Create<PholdActor>(settings, i)))],
        entity => (entity.Number / settings.EntitiesPerProcess, entity.Number / settings.EntitiesPerProcess + 1),
        PholdEvent.AddTo(new PayloadFormat()),
        NoMonitor.Instance,
        new RunGauges());

    private static long Sequentially(PholdSettings settings)
    {
        var queue = new PriorityQueue<int, (long At, int Entity)>();
        for (var entity = 0; entity < settings.Entities; entity++)
            Schedule(entity, VirtualTime.Zero + settings.Next(entity, VirtualTime.Zero).Delay);

        var handled = 0L;
        while (queue.TryDequeue(out var entity, out var due) && due.At < End.Milliseconds)
        {
            handled++;
            var (next, delay) = settings.Next(entity, new(due.At));
            Schedule(next, new VirtualTime(due.At) + delay);
        }

        return handled;

        void Schedule(int entity, VirtualTime at) => queue.Enqueue(entity, (at.Milliseconds, entity));
    }
}
