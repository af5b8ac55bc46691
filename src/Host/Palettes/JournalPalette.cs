using System.Collections.Immutable;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Live;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Host.Views;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Palettes;

/// <summary><c>journal</c>: what is stored, and the history of any entity up to now.</summary>
internal static class JournalPalette
{
    private static readonly Table<LiveCommandRow> Commands =
        new(
            new("number", 6, IsRight: true), new("at", 24), new("ms", 12, IsRight: true), new("issuedBy", 10),
            new("command", 40));

    public static Palette Create(LiveSimulation live) => new("journal", "What is stored of the run.",
    [
        new("stats", "Where the journal is, how large it is, and how far it goes.")
        {
            Examples = ["journal stats", "journal stats -json"],
            View = typeof(JournalView),
            Handler = CommandHandlers.Guarded((_, reply, cancelled) => Stats(live, reply, cancelled)),
        },
        new("events", "The last events of an entity, also those that are not stored yet.")
        {
            Switches =
            [
                new("entity", "A device's number or name, a release, a service, the operator.")
                {
                    Brief = "e",
                    Default = EntityId.Operator.ToString(),
                    Check = name =>
                        Entities.Find(name, live.Scenario) is null ? $"there are {Entities.All(live.Scenario)}" : null,
                    Completion = (_, _) => ValueTask.FromResult(Named(live.Scenario)),
                },
                CommandHandlers.AtMost("20", "How many events."),
            ],
            Examples = FleetSwitches.Examples(
                live, "journal events", "journal events -e release-{release} -n 5", "journal events -e {device} -json"),
            View = typeof(EventView),
            Handler = CommandHandlers.Guarded((call, reply, cancelled) => Events(live, call, reply, cancelled)),
        },
        new("commands", "The live commands that were accepted.")
        {
            View = typeof(LiveCommandRow),
            Handler = CommandHandlers.Guarded((_, reply, _) => ShowCommands(live, reply)),
        },
    ]);

    private static async Task<Answer> Stats(LiveSimulation live, IReply reply, CancellationToken cancelled)
    {
        var status = await live.Status(cancelled);
        var size = JournalSize.Of(live);
        if (reply.IsJson)
        {
            await reply.Write(ReplyLine.Json(new JournalView
            {
                Journal = live.Directory.Manifest.Journal,
                Place = size.Place,
                JournalBytes = size.JournalBytes,
                SnapshotBytes = size.SnapshotBytes,
                Rows = size.Rows,
                ClosedEpochs = status.LastClosed.Epoch,
                Events = status.LastClosed.Events,
                NotStored = status.Events - status.LastClosed.Events,
                LiveCommands = status.Commands,
                End = live.Instant(status.LastClosed.End),
                EndMs = status.LastClosed.End.Milliseconds,
                Hash = status.LastClosed.Sum.ToString(),
            }));
            return Answer.Done;
        }

        await reply.Write($"journal     {live.Directory.Manifest.Journal}: {size.Place}");
        if (size is { JournalBytes: { } journal, SnapshotBytes: { } snapshots })
            await reply.Write(
                $"size        {HumanText.Count(journal, "byte")}, and {HumanText.Count(snapshots)} of snapshots");
        await reply.Write($"rows        {HumanText.Count(size.Rows)}");
        await reply.Write($"epochs      {HumanText.Count(status.LastClosed.Epoch)} closed");
        var since = HumanText.Count(status.Events - status.LastClosed.Events);
        await reply.Write($"events      {HumanText.Count(status.LastClosed.Events)} in them, {since} since");
        await reply.Write($"commands    {HumanText.Count(status.Commands)} live");
        await reply.Write(status.LastClosed.Epoch == 0
            ? "last close  none yet"
            : $"last close  at {live.Instant(status.LastClosed.End)} ({status.LastClosed.End}), "
                + $"history {status.LastClosed.Sum}");
        return Answer.Done;
    }

    private static async Task<Answer> Events(LiveSimulation live, Call call, IReply reply, CancellationToken cancelled)
    {
        var history = await live.History(Entities.Parse(call["entity"], live.Scenario), cancelled);
        foreach (var happened in history.TakeLast(call.Most()))
            await reply.Write(EventLine.Of(happened, live.Scenario.Start, reply.IsJson));
        return Answer.Done;
    }

    private static async Task<Answer> ShowCommands(LiveSimulation live, IReply reply)
    {
        using var stored = live.Stored();
        await Commands.Header(reply);
        foreach (var command in stored.Commands)
        {
            await Commands.Row(reply, new(
                command.Number, live.Instant(command.At), command.At.Milliseconds, command.IssuedBy,
                command.Command.ToString()));
        }

        return Answer.Done;
    }

    private static ImmutableArray<string> Named(Scenario scenario) =>
    [
        .. scenario.Releases.Select(release => EntityId.Release(release.Id).ToString()),
        .. FleetSimulation.ServicesOf(scenario).Select(service => service.ToString()),
        EntityId.Device(0).ToString(),
    ];

    /// <param name="JournalBytes">With the file's write-ahead log; null for PostgreSQL.</param>
    private sealed record JournalSize(string Place, long? JournalBytes, long? SnapshotBytes, long Rows)
    {
        public static JournalSize Of(LiveSimulation live)
        {
            using var stored = live.Stored();
            var rows = live.Directory.Storage.Rows;
            return live.Directory.Manifest.Journal == StorageChoice.Sqlite
                ? new(rows.Journal, Bytes(rows.Journal), Bytes(rows.Snapshots), stored.Rows)
                : new(rows.Journal, null, null, stored.Rows);
        }

        private static long Bytes(string file) =>
            new[] { file, file + "-wal" }.Select(part => new FileInfo(part)).Where(part => part.Exists)
                .Sum(part => part.Length);
    }
}
