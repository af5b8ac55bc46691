using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.InteropServices;
using RsrActors.Actors.Journal;
using RsrActors.Host.Executable;
using RsrActors.Host.Storage;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>
/// Reads one closed epoch after the other from the journal. All rows of an epoch are stored before the row that closes
/// it, and no row of the next one before that: so each epoch is a range of the journal.
/// </summary>
internal sealed class EpochReader(IRowSource source, PayloadFormat format)
{
    private readonly RowFormat _rows = new(format);

    /// <summary>The first closed epoch after a place; null when there is none yet.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public ClosedEpoch? After(EpochPlace place) => Read(
        "SELECT ordering, manifest, message FROM journal "
        + "WHERE ordering > @after AND manifest IN ('epoch-1', 'closed-1') ORDER BY ordering",
        place.Ordering,
        reader =>
        {
            var parts = new List<EpochCommitted>();
            while (reader.Read())
            {
                switch (_rows.FromBytes(reader.GetFieldValue<byte[]>(2), reader.GetString(1)))
                {
                    case EpochCommitted part:
                        parts.Add(part);
                        break;
                    case EpochClosed closed:
                        return new ClosedEpoch(closed.Epoch, closed.End, InOrder(parts), new(reader.GetInt64(0)));
                }
            }

            return null;
        });

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

    private T Read<T>(string query, long after, Func<DbDataReader, T> read)
    {
        try
        {
            using var journal = source.OpenJournal();
            if (journal is null)
                return default!;
            using var command = journal.CreateCommand();
            command.CommandText = query;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@after", after);
            command.Parameters.Add(parameter);
            using var reader = command.ExecuteReader();
            return read(reader);
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

    private ImmutableArray<RecordedEvent> InOrder(List<EpochCommitted> parts)
    {
        var events = new RecordedEvent[parts.Sum(part => part.Count)];
        var filled = 0;
        foreach (var part in parts)
        {
            EventBlock.Decode(part.Events, part.Count, format).CopyTo(events, filled);
            filled += part.Count;
        }

        Array.Sort(events, RecordedEvent.HistoryOrder);
        return ImmutableCollectionsMarshal.AsImmutableArray(events);
    }
}
