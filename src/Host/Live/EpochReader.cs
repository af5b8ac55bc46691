using System.Collections.Immutable;
using System.Data.Common;
using RsrActors.Actors.Journal;
using RsrActors.Host.Executable;
using RsrActors.Host.Storage;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>
/// Reads one closed epoch after the other from the journal. All rows of an epoch are stored before the row that closes
/// it, and no row of the next one before that: so each epoch is a range of the journal. Of the last epochs only the row
/// that closes them is read; their events are in memory.
/// </summary>
internal sealed class EpochReader(IRowSource source, PayloadFormat format, RecentEpochs recent)
{
    private readonly RowFormat _rows = new(format);

    /// <summary>The first closed epoch after a place; null when there is none yet.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public ClosedEpoch? After(EpochPlace place) => Closing(place) is var (closed, after)
        ? new(closed.Epoch, closed.End, recent.Take(closed.Epoch) ?? Stored(place, after), after)
        : null;

    /// <summary>The row that closes the first epoch after a place, and its own place.</summary>
    private (EpochClosed Row, EpochPlace Place)? Closing(EpochPlace after) => Read<(EpochClosed, EpochPlace)?>(
        "SELECT ordering, message FROM journal WHERE ordering > @after AND manifest = 'closed-1' "
        + "ORDER BY ordering LIMIT 1",
        after.Ordering,
        reader => reader.Read()
            ? ((EpochClosed)_rows.FromBytes(reader.GetFieldValue<byte[]>(1), "closed-1"), new(reader.GetInt64(0)))
            : null);

    private ImmutableArray<RecordedEvent> Stored(EpochPlace after, EpochPlace until) => Read(
        "SELECT message FROM journal WHERE ordering > @after AND ordering < @until AND manifest = 'epoch-1' "
        + "ORDER BY ordering",
        after.Ordering,
        reader =>
        {
            var parts = new List<ImmutableArray<RecordedEvent>>();
            while (reader.Read())
            {
                var part = (EpochCommitted)_rows.FromBytes(reader.GetFieldValue<byte[]>(0), "epoch-1");
                parts.Add(EventBlock.Decode(part.Events, part.Count, format));
            }

            return ClosedEpoch.InOrder(parts);
        },
        until.Ordering);

    /// <summary>The place after the last closed epoch.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public EpochPlace Last() => Read(
        "SELECT COALESCE(MAX(ordering), 0) FROM journal WHERE ordering > @after AND manifest = 'closed-1'", 0,
        reader => reader.Read() ? new EpochPlace(reader.GetInt64(0)) : EpochPlace.Beginning);

    /// <summary>The place before the epoch that contains a moment, or would contain it.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public EpochPlace Before(VirtualTime moment)
    {
        // The rows that fix an epoch's end are small; those that close it have the messages in flight.
        var ended = Read(
            "SELECT ordering, manifest, message FROM journal "
            + "WHERE ordering > @after AND persistence_id = 'timekeeper' AND manifest = 'ended-1' ORDER BY ordering", 0,
            reader =>
            {
                var last = 0L;
                while (reader.Read())
                {
                    var row = (EpochEnded)_rows.FromBytes(reader.GetFieldValue<byte[]>(2), reader.GetString(1));
                    if (row.End > moment)
                        break;
                    last = reader.GetInt64(0);
                }

                return last;
            });
        return ended == 0 ? EpochPlace.Beginning : Read(
            "SELECT COALESCE(MIN(ordering), 0) FROM journal WHERE ordering > @after AND manifest = 'closed-1'", ended,
            reader => reader.Read() && reader.GetInt64(0) is > 0 and var closed ? new EpochPlace(closed) : Last());
    }

    private T Read<T>(string query, long after, Func<DbDataReader, T> read, long? until = null)
    {
        try
        {
            using var journal = source.OpenJournal();
            if (journal is null)
                return default!;
            using var command = journal.CreateCommand();
            command.CommandText = query;
            Add("@after", after);
            if (until is { } end)
                Add("@until", end);
            using var reader = command.ExecuteReader();
            return read(reader);

            void Add(string name, long value)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }
        catch (DbException e)
        {
            throw source.CannotRead(e);
        }
        catch (Exception e) when (e is DamagedRowException or UnknownPayloadException)
        {
            throw HostException.Failed($"A row in {source.Journal} is damaged: {e.Message}");
        }
    }
}
