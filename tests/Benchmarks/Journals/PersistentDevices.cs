using System.Diagnostics;
using Akka.Actor;
using Akka.Persistence;
using Akka.Serialization;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Benchmarks;
using RsrActors.Host.Storage;
using RsrActors.Model.Simulation;
using RsrActors.Running;

namespace RsrActors.Benchmarks.Journals;

/// <summary>
/// The usual way of Akka.NET: one persistent actor per device, one Persist per event, through Akka.Persistence.Sql into
/// SQLite. The events, their encoding, the tables and the configuration are those of our journal. Every actor gets all
/// its commands at once, so that the plugin can make its batches as large as possible.
/// </summary>
internal sealed class PersistentDevices(int devices)
{
    /// <summary>The events of one installation.</summary>
    public const int EventsEach = 7;

    /// <returns>Seconds until the last event is stored.</returns>
    public async Task<double> Run(string folder)
    {
        Directory.CreateDirectory(folder);
        var storage = new SqliteStorage(folder, id: "0");
        storage.Create();
        var setup = BootstrapSetup.Create()
            .WithConfig(storage.Configuration
                .WithFallback(SimulationConfiguration.For(Environment.ProcessorCount)))
            .And(SerializationSetup.Create(system =>
                [SerializerDetails.Create("event", new EventSerializer(system), [typeof(IEvent)])]));
        using var system = ActorSystem.Create("usual", setup);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var counter = system.ActorOf(Props.Create<CounterActor>(devices * EventsEach, over));

        GC.Collect();
        var watch = Stopwatch.StartNew();
        for (var device = 0; device < devices; device++)
        {
            var actor = system.ActorOf(Props.Create<DeviceActor>(device, counter));
            for (var n = 0; n < EventsEach; n++)
                actor.Tell(EventSample.Of(device, n, new(n)).Event, ActorRefs.NoSender);
        }

        await over.Task;
        var seconds = watch.Elapsed.TotalSeconds;
        await system.Terminate();
        return seconds;
    }

    private sealed record Stored
    {
        public static readonly Stored Instance = new();
    }

    private sealed class DeviceActor : ReceivePersistentActor
    {
        private readonly string _id;
        private int _events;

        public DeviceActor(int device, IActorRef counter)
        {
            _id = EntityId.Device(device).ToString();
            Recover<IEvent>(_ => _events++);
            Command<IEvent>(happened => Persist(happened, _ =>
            {
                _events++;
                counter.Tell(Stored.Instance);
            }));
        }

        public override string PersistenceId => _id;

        /// <summary>
        /// A failure is rethrown, so that the benchmark does not wait for events that are never stored.
        /// </summary>
        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
            Environment.FailFast(cause.Message, cause);
    }

    private sealed class CounterActor : ReceiveActor
    {
        public CounterActor(int expected, TaskCompletionSource over)
        {
            var stored = 0;
            Receive<Stored>(_ =>
            {
                if (++stored == expected)
                    over.SetResult();
            });
        }
    }

    private sealed class EventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        private readonly PayloadFormat _format = RunFormat.ForReading();

        public override int Identifier => 1_000_001;

        public override string Manifest(object o) => "event-1";

        public override byte[] ToBinary(object obj) => _format.Encode(obj);

        public override object FromBinary(byte[] bytes, string manifest) => _format.Decode(bytes);
    }
}
