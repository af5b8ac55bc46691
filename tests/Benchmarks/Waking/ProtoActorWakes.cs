using Proto;
using Proto.Mailbox;
using RsrActors.Host.Benchmarks;
using RsrActors.Model.Simulation;

namespace RsrActors.Benchmarks.Waking;

/// <summary>
/// Proto.Actor: one actor per entity, and a coordinator with the calendar, in the leanest form. All wakes are one
/// object, sent without an envelope, because every entity knows its coordinator. There are no metrics, and a mailbox
/// handles many messages per turn.
/// </summary>
internal static class ProtoActorWakes
{
    public static async Task<WakeResult> Run(int entities)
    {
        var system = new ActorSystem(ActorSystemConfig.Setup());
        var over = new TaskCompletionSource<WakeResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var dispatcher = new ThreadPoolDispatcher { Throughput = 1_000 };
        var coordinator = system.Root.Spawn(
            Props.FromProducer(() => new CoordinatorActor(entities, over)).WithDispatcher(dispatcher));
        system.Root.Send(coordinator, Begin.Instance);
        var result = await over.Task;
        await system.ShutdownAsync();
        return result;
    }

    private sealed class Begin
    {
        public static readonly Begin Instance = new();
    }

    private sealed class Wake
    {
        public static readonly Wake Instance = new();
    }

    private sealed record Asleep(int Entity, VirtualTime Due);

    private sealed class CoordinatorActor(int entities, TaskCompletionSource<WakeResult> over) : IActor
    {
        private readonly WakeMeter _meter = new(entities);
        private readonly WakeWorkload _workload = new(KernelBenchmark.WakesEach);
        private readonly PID?[] _entities = new PID?[entities];
        private readonly WakeCalendar _calendar = new(entities);

        public Task ReceiveAsync(IContext context)
        {
            switch (context.Message)
            {
                case Begin:
                    _calendar.OpenNext();
                    WakeAll(context);
                    break;
                case Asleep answer:
                    _calendar.FellAsleep(answer.Entity, answer.Due);
                    WakeAll(context);
                    if (_calendar.Awake == 0)
                        Settle(context);
                    break;
            }

            return Task.CompletedTask;
        }

        private void WakeAll(IContext context)
        {
            while (_calendar.TryTake(out var entity))
                context.Send(_entities[entity] ??= Start(context, entity), Wake.Instance);
        }

        private PID Start(IContext context, int entity)
        {
            var (self, state) = (context.Self, _workload.NewDevice(entity));
            return context.System.Root.Spawn(Props.FromProducer(() => new EntityActor(state, _workload, self)));
        }

        private void Settle(IContext context)
        {
            if (_calendar.Wakes == _entities.Length)
                _meter.Started();
            if (_calendar.OpenNext())
                WakeAll(context);
            else
                over.SetResult(_meter.Finished(_calendar.Wakes, _workload));
        }
    }

    private sealed class EntityActor(ToyState state, WakeWorkload workload, PID coordinator) : IActor
    {
        private ToyState _state = state;

        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is Wake)
            {
                _state = workload.Wake(_state);
                context.Send(coordinator, new Asleep(_state.Number, _state.Due));
            }

            return Task.CompletedTask;
        }
    }
}
