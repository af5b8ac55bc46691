using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Microsoft.Data.Sqlite;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Storage;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using RsrActors.Running;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench journal</c>: events of a fleet through the journal on SQLite, and on PostgreSQL if there is one, with
/// epochs, rows and hashes. For comparison, the same events as raw prepared inserts: one row per event, a thousand in a
/// transaction.
/// </summary>
/// <param name="postgres">Null for SQLite alone.</param>
internal sealed class JournalBenchmark(int events, int threads, PostgresConnection? postgres)
{
    private const int Processes = 64;
    private const string RunId = "0"; // No run directory has this id.
    private const int PerWindow = 64; // Events of one process in one window, about as many as in a large fleet.

    public async Task<BenchmarkFigures> Run()
    {
        using var folder = new ScratchFolder();
        var journal = events / await ThroughJournal(new SqliteStorage(folder.Path, RunId));
        var raw = events / RawInserts(folder["raw.db"]);
        return new(
        [
            new($"journal, {Processes} processes, SQLite", journal, "events/s", journal / raw),
            .. postgres is null ? [] : await OnPostgres(postgres, raw),
            new("raw prepared inserts, one row per event", raw, "events/s", 1),
        ]);
    }

    private async Task<BenchmarkFigure[]> OnPostgres(PostgresConnection connection, double raw)
    {
        var storage = new PostgresStorage(connection, PostgresSchema.NewName(), "rsr bench journal", RunId);
        try
        {
            var journal = events / await ThroughJournal(storage);
            return [new($"journal, {Processes} processes, PostgreSQL", journal, "events/s", journal / raw)];
        }
        finally
        {
            storage.Drop();
        }
    }

    private async Task<double> ThroughJournal(IRunStorage storage)
    {
        storage.Create();
        var windows = events / Processes / PerWindow;
        var plan = new SimulationPlan(
            1, VirtualTime.Zero + TimeSpan.FromMinutes(windows + 1), TimeSpan.FromSeconds(15),
            EpochPolicy.WithoutScenario,
            [.. Enumerable.Range(0, Processes).Select(
                i => new ProcessPlan($"writer-{i}", Props.Create<WriterActor>(i, windows)))],
            _ => (0, 0), RunFormat.ForReading(), NoMonitor.Instance, new RunGauges(),
            SimulationConfiguration.Dispatcher);

        GC.Collect();
        var watch = Stopwatch.StartNew();
        var outcome = await SimulationRun.Run(
            plan, storage.Configuration, threads, _ => { }, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        return outcome is SimulationProtocol.Finished finished
            && finished.Events == (long)windows * Processes * PerWindow
            ? seconds
            : throw new InvalidOperationException($"The journal benchmark ended with {outcome}.");
    }

    private double RawInserts(string file)
    {
        using var connection = new SqliteConnection(
            SqliteStorage.ConnectionString(file, SqliteOpenMode.ReadWriteCreate));
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(
            connection,
            "CREATE TABLE event (ordering INTEGER PRIMARY KEY, entity TEXT NOT NULL, seq INTEGER NOT NULL, "
            + "at INTEGER NOT NULL, payload BLOB NOT NULL, UNIQUE (entity, seq))");
        var format = RunFormat.ForReading();

        GC.Collect();
        var watch = Stopwatch.StartNew();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO event (entity, seq, at, payload) VALUES ($entity, $seq, $at, $payload)";
        var (entity, seq, at, payload) = (
            insert.Parameters.Add("$entity", SqliteType.Text), insert.Parameters.Add("$seq", SqliteType.Integer),
            insert.Parameters.Add("$at", SqliteType.Integer), insert.Parameters.Add("$payload", SqliteType.Blob));
        insert.Prepare();
        for (var i = 0; i < events;)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var j = 0; j < 1_000 && i < events; j++, i++)
            {
                var happened = EventSample.Of(i % 100_000, i / 100_000, new(i));
                entity.Value = happened.Entity.ToString();
                seq.Value = happened.Seq;
                at.Value = happened.At.Milliseconds;
                payload.Value = format.Encode(happened.Event);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>A process that has the same number of events in every window.</summary>
    private sealed class WriterActor : ReceiveActor
    {
        public WriterActor(int process, int windows)
        {
            var window = 0;
            Receive<ProcessProtocol.Begin>(_ => Sender.Tell(new ProcessProtocol.AtRest(Due())));
            Receive<ProcessProtocol.Handle>(_ =>
            {
                var at = Due();
                var events = ImmutableArray.CreateBuilder<RecordedEvent>(PerWindow);
                for (var i = 0; i < PerWindow; i++)
                    events.Add(EventSample.Of(process * PerWindow + i, window, at));
                window++;
                Sender.Tell(new ProcessProtocol.Handled(events.MoveToImmutable(), [], Due(), PerWindow));
            });
            Receive<ProcessProtocol.Capture>(request =>
                Sender.Tell(new ProcessProtocol.Captured(request.Epoch, null, null, null)));

            VirtualTime Due() => window < windows ? VirtualTime.Zero + TimeSpan.FromMinutes(window) : VirtualTime.Never;
        }
    }
}

/// <summary>The events of an installation, in turn; most events of a fleet's history are of these types.</summary>
internal static class EventSample
{
    private const string Release = "16.5.1-a";
    private static readonly Digest Patch = Digest.Sha384([1]);
    private static readonly Digest Image = Digest.Sha384([2]);
    private static readonly Seal Seal = new(Digest.Sha256([3]));

    public static RecordedEvent Of(int device, int n, VirtualTime at) => new(
        EntityId.Device(device), n + 1, at, (n % 7) switch
    {
        0 => new DeviceEvent.ResponseOffered(Release, OfferSource.Automatic),
        1 => new DeviceEvent.PatchDownloaded(Release, 2_700_000, TimeSpan.FromMilliseconds(16_616 + device)),
        2 => new DeviceEvent.TicketRequested(Release, NonceOf(device), 1),
        3 => new DeviceEvent.TicketIssued(Release, NonceOf(device + 1), Reused: false),
        4 => new DeviceEvent.ResponseStaged(
            Release,
            [
                new StagedCryptex(CryptexSubtype.Os, Patch, Image, Seal, Image),
                new StagedCryptex(CryptexSubtype.App, Patch, Image, Seal, Image),
            ]),
        5 => new DeviceEvent.Restarted(RestartReason.InstallResponse),
        _ => new DeviceEvent.ResponseActivated(Release, "20F770750b", TimeSpan.FromSeconds(90), 80, Charging: true),
    });

    private static Digest NonceOf(int device)
    {
        var (high, low) = new Dice(1, (ulong)device).Bits(Purpose.Nonce, 0);
        return new([
            .. BitConverter.GetBytes(high), .. BitConverter.GetBytes(low), .. BitConverter.GetBytes(~high),
            .. BitConverter.GetBytes(~low)]);
    }
}
