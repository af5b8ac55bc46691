using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using MessagePack;
using RsrActors.Model;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Journal;

/// <summary>The model's small values in MessagePack.</summary>
internal static class StoredValues
{
    extension(ref MessagePackWriter writer)
    {
        public void Write(VirtualTime time) => writer.Write(time.Milliseconds);

        public void Write(TimeSpan span) => writer.Write((long)span.TotalMilliseconds);

        public void Write(Digest digest) => writer.Write(digest.Span);

        public void Write(VirtualTime? time)
        {
            if (time is { } moment)
                writer.Write(moment.Milliseconds);
            else
                writer.WriteNil();
        }

        public void Write(double? number)
        {
            if (number is { } value)
                writer.Write(value);
            else
                writer.WriteNil();
        }

        public void Write(ImmutableArray<string> texts)
        {
            writer.WriteArrayHeader(texts.Length);
            foreach (var text in texts)
                writer.Write(text);
        }

        /// <summary>Begins the array of a value's fields.</summary>
        public void WriteFields(int count) => writer.WriteArrayHeader(count);

        /// <summary>An entity by its text, <c>device-0000042</c>, without allocating a string.</summary>
        public void Write(EntityId entity)
        {
            if (entity.Number is < 0 or > 9_999_999)
            {
                writer.Write(entity.ToString());
                return;
            }

            // Names are ASCII, so a character is a byte.
            var length = entity.Kind.Length + 8;
            writer.WriteStringHeader(length);
            var text = writer.GetSpan(length);
            Encoding.ASCII.GetBytes(entity.Kind, text);
            text[entity.Kind.Length] = (byte)'-';
            Utf8Formatter.TryFormat(entity.Number, text[(entity.Kind.Length + 1)..], out _, new StandardFormat('D', 7));
            writer.Advance(length);
        }

        public void Write(HistoryHash hash)
        {
            writer.WriteBinHeader(16);
            BinaryPrimitives.WriteUInt128BigEndian(writer.GetSpan(16), hash.Sum);
            writer.Advance(16);
        }
    }

    extension(ref MessagePackReader reader)
    {
        public VirtualTime ReadTime() => new(reader.ReadInt64());

        public VirtualTime? ReadTimeOrNull() => reader.TryReadNil() ? null : new VirtualTime(reader.ReadInt64());

        public double? ReadDoubleOrNull() => reader.TryReadNil() ? null : reader.ReadDouble();

        public ImmutableArray<string> ReadTexts()
        {
            var texts = new string[reader.ReadArrayHeader()];
            for (var i = 0; i < texts.Length; i++)
                texts[i] = reader.ReadText();
            return ImmutableCollectionsMarshal.AsImmutableArray(texts);
        }

        public TimeSpan ReadSpan() => TimeSpan.FromMilliseconds(reader.ReadInt64());

        public Digest ReadDigest() => new(reader.ReadBinary());

        /// <summary>Release names and builds are repeated often, so each is one string in the whole program.</summary>
        public string ReadText() =>
            string.Intern(reader.ReadString() ?? throw new MessagePackSerializationException("A text is missing."));

        public string? ReadTextOrNull() => reader.TryReadNil() ? null : reader.ReadText();

        public byte[] ReadBinary() =>
            reader.ReadBytes() is { } bytes
                ? bytes.ToArray()
                : throw new MessagePackSerializationException("Bytes are missing.");

        public EntityId ReadEntity()
        {
            var text = reader.ReadStringSequence()
                ?? throw new MessagePackSerializationException("An entity is missing.");
            return text.IsSingleSegment ? ParseEntity(text.FirstSpan) : ParseEntity(text.ToArray());
        }

        public HistoryHash ReadHash() =>
            new(BinaryPrimitives.ReadUInt128BigEndian(reader.ReadBinary()));

        /// <summary>Begins an array that must have exactly this many values.</summary>
        public void ReadFields(int count)
        {
            var found = reader.ReadArrayHeader();
            if (found != count)
                throw new MessagePackSerializationException($"A stored value has {found} fields where {count} belong.");
        }
    }

    private static EntityId ParseEntity(ReadOnlySpan<byte> text)
    {
        // Nearly all entities are devices. The others are few, and a string may be allocated for them.
        ReadOnlySpan<byte> device = "device-"u8;
        return text.StartsWith(device)
            && Utf8Parser.TryParse(text[device.Length..], out int number, out var read)
            && read == text.Length - device.Length
            ? EntityId.Device(number)
            : EntityId.Parse(Encoding.UTF8.GetString(text));
    }
}
