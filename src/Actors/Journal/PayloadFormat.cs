using System.Buffers;
using MessagePack;

namespace RsrActors.Actors.Journal;

/// <summary>Writes one payload as one MessagePack value, usually an array of its fields.</summary>
public delegate void WritePayload<in T>(ref MessagePackWriter writer, T payload);

/// <summary>Reads what the <see cref="WritePayload{T}"/> of the same manifest wrote.</summary>
public delegate T ReadPayload<out T>(ref MessagePackReader reader);

/// <summary>
/// The storage form of everything inside a row: events, messages, working states. A short manifest with a version
/// (<c>staged-1</c>) precedes each payload; CLR names are never stored. A type that changes gets a new manifest to
/// write, and the old one stays readable through <see cref="AlsoReads{T}"/>.
/// </summary>
public sealed class PayloadFormat
{
    private readonly Dictionary<Type, Writer> _writers = [];
    private readonly Dictionary<string, ReadPayload<object>> _readers = new(StringComparer.Ordinal);

    private sealed record Writer(string Manifest, WritePayload<object> Write);

    public PayloadFormat Add<T>(string manifest, WritePayload<T> write, ReadPayload<T> read) where T : class
    {
        _writers.Add(typeof(T), new(manifest, (ref w, payload) => write(ref w, (T)payload)));
        return AlsoReads(manifest, read);
    }

    /// <summary>Adds a form that is read and no longer written.</summary>
    public PayloadFormat AlsoReads<T>(string manifest, ReadPayload<T> read) where T : class
    {
        _readers.Add(manifest, (ref reader) => read(ref reader));
        return this;
    }

    /// <summary>Writes manifest and payload, two MessagePack values.</summary>
    /// <exception cref="UnknownPayloadException">The payload's type has no form.</exception>
    public void Write(ref MessagePackWriter writer, object payload)
    {
        if (!_writers.TryGetValue(payload.GetType(), out var form))
            throw new UnknownPayloadException($"{payload.GetType().Name} has no storage form; add one to its format.");
        writer.Write(form.Manifest);
        form.Write(ref writer, payload);
    }

    /// <summary>Reads what <see cref="Write(ref MessagePackWriter, object)"/> wrote.</summary>
    /// <exception cref="UnknownPayloadException">The manifest is unknown: a later program wrote the row.</exception>
    public object Read(ref MessagePackReader reader)
    {
        var manifest = reader.ReadString();
        return manifest is not null && _readers.TryGetValue(manifest, out var read)
            ? read(ref reader)
            : throw new UnknownPayloadException(
                $"A stored payload is called '{manifest}', a name this program does not know.");
    }

    public byte[] Encode(object payload)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, payload);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public object Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        return Read(ref reader);
    }
}

/// <summary>A payload without a form, for its type when writing or for its manifest when reading.</summary>
public sealed class UnknownPayloadException(string message) : Exception(message);
