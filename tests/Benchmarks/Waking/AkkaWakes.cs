using Akka.Actor;
using RsrActors.Host.Benchmarks;
using RsrActors.Model.Simulation;

namespace RsrActors.Benchmarks.Waking;

/// <summary>
/// Plain Akka.NET: one ReceiveActor per entity under one coordinator, on the default dispatcher with the default
/// mailboxes. Entities are created without compiling an expression.
/// </summary>
internal static class AkkaWakes
{
    public static async Task<WakeResult> Run(int entities)
    {
        using var system = ActorSystem.Create("plain", "akka { loglevel = OFF, stdout-loglevel = OFF }");
        var over = new TaskCompletionSource<WakeResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create<CoordinatorActor>(entities, over))
            .Tell(new Begin(), ActorRefs.NoSender);
        var result = await over.Task;
        await system.Terminate();
        return result;
    }

    private sealed record Begin;

    private sealed class Wake
    {
        public static readonly Wake Instance = new();
    }

    private sealed record Asleep(int Entity, VirtualTime Due);

    private sealed class CoordinatorActor : ReceiveActor
    {
        private readonly WakeMeter _meter;
        private readonly WakeWorkload _workload = new(KernelBenchmark.WakesEach);
        private readonly IActorRef?[] _entities;
        private readonly WakeCalendar _calendar;
        private readonly TaskCompletionSource<WakeResult> _over;

        public CoordinatorActor(int entities, TaskCompletionSource<WakeResult> over)
        {
            _meter = new(entities);
            _entities = new IActorRef?[entities];
            _calendar = new(entities);
            _over = over;
            Receive<Asleep>(OnAsleep);
            Receive<Begin>(_ =>
            {
                _calendar.OpenNext();
                WakeAll();
            });
        }

        private void OnAsleep(Asleep answer)
        {
            _calendar.FellAsleep(answer.Entity, answer.Due);
            WakeAll();
            if (_calendar.Awake == 0)
                Settle();
        }

        private void WakeAll()
        {
            while (_calendar.TryTake(out var entity))
                (_entities[entity] ??= Start(entity)).Tell(Wake.Instance, Self);
        }

        private IActorRef Start(int entity) => Context.ActorOf(
            Props.Create<EntityActor>(_workload.NewDevice(entity), _workload));

        private void Settle()
        {
            if (_calendar.Wakes == _entities.Length)
                _meter.Started();
            if (_calendar.OpenNext())
                WakeAll();
            else
                _over.SetResult(_meter.Finished(_calendar.Wakes, _workload));
        }
    }

    private sealed class EntityActor : ReceiveActor
    {
        private ToyState _state;

        public EntityActor(ToyState state, WakeWorkload workload)
        {
            _state = state;
            Receive<Wake>(_ =>
            {
                _state = workload.Wake(_state);
                Sender.Tell(new Asleep(_state.Number, _state.Due));
            });
        }
    }
}
