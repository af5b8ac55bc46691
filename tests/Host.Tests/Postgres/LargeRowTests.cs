using Akka.Actor;
using Akka.Persistence;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Running;

namespace RsrActors.Host.Tests.Postgres;

/// <summary>The process of a large fleet has large rows.</summary>
[Collection(PostgresGroup.Name)]
[Trait("Length", "Long")]
public sealed class LargeRowTests(PostgresServer server)
{
    [SkippableFact]
    public async Task Rows_and_snapshots_of_twenty_megabytes_are_read_back_unchanged()
    {
        server.Require();
        var storage = new PostgresStorage(
            PostgresConnection.Find(server.Connection), PostgresSchema.NewName(), "large rows", id: "1");
        storage.Create();
        var bytes = new byte[20_000_000];
        new Random(1).NextBytes(bytes); // Random bytes cannot be compressed.
        var row = new EpochCommitted(1, 0, bytes, ReadOnlyMemory<byte>.Empty, HistoryHash.Empty, 0);
        var format = RunFormat.ForReading();
        var stored = new TaskCompletionSource();

        using (var system = ActorSystem.Create("large", BootstrapSetup.Create()
            .WithConfig(storage.Configuration.WithFallback(SimulationConfiguration.For(1)))
            .And(JournalSerializer.Setup(format))))
        {
            system.ActorOf(Props.Create<WriterActor>(row, stored));
            await stored.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }

        using (var rows = new StoredRun(storage.Rows, format))
        {
            foreach (var number in (long[])[1, 2, 3])
                AssertSame(rows.Row("large", number));
            AssertSame(rows.Snapshot("large", 3));
        }

        storage.Drop();

        void AssertSame(StoredRow? found)
        {
            var same = (EpochCommitted)new RowFormat(format).FromBytes(found!.Value.Bytes.Span, found.Value.Manifest);
            Assert.True(same.Events.Span.SequenceEqual(bytes));
        }
    }

    /// <summary>Three rows in one statement, then a snapshot.</summary>
    private sealed class WriterActor : ReceivePersistentActor
    {
        private int _written;

        public WriterActor(EpochCommitted row, TaskCompletionSource stored)
        {
            Command<SaveSnapshotSuccess>(_ => stored.SetResult());
            Command<SaveSnapshotFailure>(failure => stored.SetException(failure.Cause));
            Command<string>(_ => PersistAll([row, row, row], written =>
            {
                if (++_written == 3)
                    SaveSnapshot(written);
            }));
            Self.Tell("write");
        }

        public override string PersistenceId => "large";
    }
}
