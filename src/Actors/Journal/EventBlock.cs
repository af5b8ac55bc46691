using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MessagePack;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Journal;

/// <summary>
/// Encodes events as bytes. A block is a sequence of records; a record is the MessagePack array
/// <c>[entity, seq, milliseconds, manifest, payload]</c>, and the hash of a history is taken over exactly these bytes.
/// </summary>
public static class EventBlock
{
    // A row's bytes are many, and needed for a short time. A new buffer for each row would be a large object, and a
    // garbage collection of large objects is a collection of everything.
    [ThreadStatic] private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>Encodes the events in the order given, and adds each to the hash.</summary>
    public static (byte[] Bytes, HistoryHash Sum) Encode(
        IReadOnlyList<RecordedEvent> events, HistoryHash before, PayloadFormat format)
    {
        var buffer = _buffer ??= new();
        buffer.ResetWrittenCount();
        var sum = before;
        var writer = new MessagePackWriter(buffer);
        for (var i = 0; i < events.Count; i++)
        {
            var start = buffer.WrittenCount;
            var happened = events[i];
            writer.WriteArrayHeader(5);
            writer.Write(happened.Entity);
            writer.Write(happened.Seq);
            writer.Write(happened.At);
            format.Write(ref writer, happened.Event);
            writer.Flush();
            sum = sum.With(buffer.WrittenSpan[start..]);
        }

        return (buffer.WrittenSpan.ToArray(), sum);
    }

    /// <summary>Decodes a block of <paramref name="count"/> records.</summary>
    public static ImmutableArray<RecordedEvent> Decode(ReadOnlyMemory<byte> block, int count, PayloadFormat format)
    {
        var events = new RecordedEvent[count];
        var reader = new MessagePackReader(block);
        for (var i = 0; i < count; i++)
        {
            reader.ReadFields(5);
            events[i] = new(
                reader.ReadEntity(), reader.ReadInt32(), reader.ReadTime(), (IEvent)format.Read(ref reader));
        }

        return reader.End
            ? ImmutableCollectionsMarshal.AsImmutableArray(events)
            : throw new MessagePackSerializationException("Bytes stand behind the last event of a row.");
    }
}
