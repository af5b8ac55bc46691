using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using RsrActors.Host.Live;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Http;

/// <summary>Events as frames of a stream (server-sent events): id, name, and the line of <c>rsr export</c>.</summary>
internal static class EventFrames
{
    /// <summary>Frames are written in pieces of about this size: below that of a large object.</summary>
    private const int PieceBytes = 64 * 1024;

    private static readonly ConditionalWeakTable<ClosedEpoch, SharedFrames> Whole = [];

    /// <summary>All frames of an epoch. Streams without a filter share them, as long as one needs them.</summary>
    public static SharedFrames Shared(ClosedEpoch epoch, StreamFilter all, DateTimeOffset start) =>
        Whole.GetValue(epoch, _ => new(Of(epoch, all, null, start)));

    /// <summary>The frames of an epoch's events after an id, in pieces; made while they are read.</summary>
    /// <param name="after">Null for all events.</param>
    /// <param name="start">The start of the scenario.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(
        ClosedEpoch epoch, StreamFilter filter, StreamId? after, DateTimeOffset start)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var fields = new EventFields(bytes, start);
        StreamId? written = null;
        foreach (var happened in filter.In(epoch))
        {
            if (after is { } id && !id.IsBefore(happened))
                continue;
            written = StreamId.Of(happened);
            Write(bytes, fields, happened, written.Value);
            if (bytes.WrittenCount < PieceBytes)
                continue;
            yield return bytes.WrittenMemory;
            bytes.ResetWrittenCount();
        }

        // A frame without data moves the client's last id on, so that it does not begin at an old epoch again.
        if (!epoch.Events.IsEmpty && StreamId.Of(epoch.Events[^1]) is var last && last != written
            && after?.IsBefore(epoch) != false)
            Encoding.UTF8.GetBytes($"id: {last}\n\n", bytes);
        if (bytes.WrittenCount > 0)
            yield return bytes.WrittenMemory;
    }

    /// <summary>A frame without an id.</summary>
    public static byte[] Of(string name, string data) => Encoding.UTF8.GetBytes($"event: {name}\ndata: {data}\n\n");

    private static void Write(
        ArrayBufferWriter<byte> bytes, EventFields fields, in RecordedEvent happened, StreamId id)
    {
        Encoding.UTF8.GetBytes($"id: {id}\nevent: {EventForms.Of(happened.Event).Name}\ndata: ", bytes);
        fields.WriteEvent(happened);
        bytes.Write("\n\n"u8);
    }
}
