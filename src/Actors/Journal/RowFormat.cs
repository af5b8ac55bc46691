using System.Buffers;
using System.Collections.Immutable;
using System.IO.Hashing;
using MessagePack;
using RsrActors.Model;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using ZstdSharp;

namespace RsrActors.Actors.Journal;

/// <summary>
/// Rows and snapshots as bytes: a XxHash128 of all that follows, then one zstd frame with one MessagePack array. A
/// changed byte is detected at reading, before the content is decoded.
/// </summary>
public sealed class RowFormat(PayloadFormat format)
{
    private const int ChecksumLength = 16;
    private const int CompressionLevel = 1; // Rows are small and many; level 3 takes twice the time and saves a tenth.

    /// <summary>The fields of a live command; one with a key has three more.</summary>
    private const int CommandFields = 4, KeyFields = 3;

    // Kept for each thread: new large objects for every row would cause frequent full garbage collections.
    [ThreadStatic] private static ArrayBufferWriter<byte>? _buffer;
    [ThreadStatic] private static byte[]? _sealed;
    [ThreadStatic] private static Compressor? _compressor;
    [ThreadStatic] private static Decompressor? _decompressor;

    /// <summary>The short name that is stored with a row.</summary>
    public static string Manifest(object row) => row switch
    {
        LiveCommand => "live-1",
        EpochEnded => "ended-1",
        EpochCommitted => "epoch-1",
        EpochClosed => "closed-1",
        ProcessSnapshot => "state-1",
        _ => throw new UnknownPayloadException($"{row.GetType().Name} is not a row of the journal."),
    };

    public byte[] ToBytes(IStored stored)
    {
        var buffer = _buffer ??= new();
        buffer.ResetWrittenCount();
        var writer = new MessagePackWriter(buffer);
        switch (stored)
        {
            case LiveCommand row:
                writer.WriteArrayHeader(row.Key is null ? CommandFields : CommandFields + KeyFields);
                writer.Write(row.Number);
                writer.Write(row.At);
                format.Write(ref writer, row.Command);
                writer.Write(row.IssuedBy);
                WriteKey(ref writer, row.Key);
                break;
            case EpochEnded row:
                writer.WriteArrayHeader(2);
                writer.Write(row.Epoch);
                writer.Write(row.End);
                break;
            case EpochCommitted row:
                writer.WriteArrayHeader(6);
                writer.Write(row.Epoch);
                writer.Write(row.Count);
                writer.Write(row.Events.Span);
                writer.Write(row.Working.Span);
                writer.Write(row.Sum);
                writer.Write(row.EventsSoFar);
                break;
            case EpochClosed row:
                writer.WriteArrayHeader(6);
                writer.Write(row.Epoch);
                writer.Write(row.End);
                WriteMessages(ref writer, row.InFlight);
                writer.Write(row.Sum);
                writer.Write(row.Events);
                WriteOptional(ref writer, row.Findings);
                break;
            case ProcessSnapshot row:
                writer.WriteArrayHeader(5);
                writer.Write(row.Epoch);
                WriteOptional(ref writer, row.State);
                writer.Write(row.Sum);
                writer.Write(row.Events);
                writer.Write(row.Working.Span);
                break;
            default:
                throw new UnknownPayloadException($"{stored.GetType().Name} is not a row of the journal.");
        }

        writer.Flush();
        return Seal(buffer.WrittenSpan);
    }

    /// <exception cref="DamagedRowException">The bytes are not those that were written.</exception>
    public IStored FromBytes(ReadOnlySpan<byte> bytes, string manifest)
    {
        var content = Unseal(bytes);
        try
        {
            var reader = new MessagePackReader(content);
            return Read(ref reader, manifest);
        }
        catch (MessagePackSerializationException e)
        {
            throw new DamagedRowException($"A row '{manifest}' cannot be read: {e.Message}", e);
        }
    }

    private IStored Read(ref MessagePackReader reader, string manifest)
    {
        switch (manifest)
        {
            case "live-1":
                var hasKey = reader.CreatePeekReader().ReadArrayHeader() != CommandFields;
                reader.ReadFields(hasKey ? CommandFields + KeyFields : CommandFields);
                return new LiveCommand(
                    reader.ReadInt64(), reader.ReadTime(), (OperatorCommand)format.Read(ref reader), reader.ReadText(),
                    hasKey ? new(reader.ReadText(), reader.ReadText(), reader.ReadString()) : null);
            case "ended-1":
                reader.ReadFields(2);
                return new EpochEnded(reader.ReadInt64(), reader.ReadTime());
            case "epoch-1":
                reader.ReadFields(6);
                return new EpochCommitted(
                    reader.ReadInt64(), reader.ReadInt32(), reader.ReadBinary(), reader.ReadBinary(), reader.ReadHash(),
                    reader.ReadInt64());
            case "closed-1":
                reader.ReadFields(6);
                return new EpochClosed(
                    reader.ReadInt64(), reader.ReadTime(), ReadMessages(ref reader), reader.ReadHash(),
                    reader.ReadInt64(),
                    ReadOptional(ref reader));
            case "state-1":
                reader.ReadFields(5);
                return new ProcessSnapshot(
                    reader.ReadInt64(), ReadOptional(ref reader)!, reader.ReadHash(), reader.ReadInt64(),
                    reader.ReadBinary());
            default:
                throw new UnknownPayloadException(
                    $"A stored row is called '{manifest}', a name this program does not know.");
        }
    }

    private static void WriteKey(ref MessagePackWriter writer, OrderKey? key)
    {
        if (key is null)
            return;
        writer.Write(key.Text);
        writer.Write(key.Digest);
        writer.Write(key.Note);
    }

    private void WriteMessages(ref MessagePackWriter writer, ImmutableArray<Message> messages)
    {
        writer.WriteArrayHeader(messages.Length);
        foreach (var message in messages)
        {
            writer.WriteArrayHeader(7);
            writer.Write(message.To);
            writer.Write(message.From);
            writer.Write(message.SentAt);
            writer.Write(message.Index);
            writer.Write(message.Due);
            format.Write(ref writer, message.Body);
        }
    }

    private ImmutableArray<Message> ReadMessages(ref MessagePackReader reader)
    {
        var messages = ImmutableArray.CreateBuilder<Message>(reader.ReadArrayHeader());
        for (var i = 0; i < messages.Capacity; i++)
        {
            reader.ReadFields(7);
            messages.Add(new(
                reader.ReadEntity(), reader.ReadEntity(), reader.ReadTime(), reader.ReadInt32(), reader.ReadTime(),
                format.Read(ref reader)));
        }

        return messages.MoveToImmutable();
    }

    private void WriteOptional(ref MessagePackWriter writer, object? payload)
    {
        if (payload is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(2);
        format.Write(ref writer, payload);
    }

    private object? ReadOptional(ref MessagePackReader reader)
    {
        if (reader.TryReadNil())
            return null;
        reader.ReadFields(2);
        return format.Read(ref reader);
    }

    private static byte[] Seal(ReadOnlySpan<byte> content)
    {
        var compressor = _compressor ??= new Compressor(CompressionLevel);
        var bound = ChecksumLength + Compressor.GetCompressBound(content.Length);
        if (_sealed is null || _sealed.Length < bound)
            _sealed = new byte[bound];
        Span<byte> row = _sealed;
        var length = ChecksumLength + compressor.Wrap(content, row[ChecksumLength..]);
        XxHash128.Hash(row[ChecksumLength..length], row);
        return row[..length].ToArray();
    }

    private static byte[] Unseal(ReadOnlySpan<byte> row)
    {
        if (row.Length <= ChecksumLength)
            throw new DamagedRowException(
                $"A row has {Words.Count(row.Length, "byte")}, fewer than its checksum alone.");
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        XxHash128.Hash(row[ChecksumLength..], checksum);
        if (!checksum.SequenceEqual(row[..ChecksumLength]))
            throw new DamagedRowException("A row's bytes do not agree with its checksum.");
        var decompressor = _decompressor ??= new Decompressor();
        var content = new byte[checked((int)Decompressor.GetDecompressedSize(row[ChecksumLength..]))];
        return decompressor.Unwrap(row[ChecksumLength..], content) == content.Length
            ? content
            : throw new DamagedRowException("A row has fewer bytes than it says.");
    }
}

/// <summary>A stored row whose bytes are not those that were written.</summary>
public sealed class DamagedRowException(string message, Exception? inner = null) : Exception(message, inner);
