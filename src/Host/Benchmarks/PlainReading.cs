using System.Text.Json;
using Sylvan.Data.Csv;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// Reads every field or token of a file by the library alone; what an importer costs beyond that is its own.
/// </summary>
internal static class PlainReading
{
    private const int Buffer = 64 * 1024;

    /// <returns>The characters of all fields, so that none of them is left unread.</returns>
    public static long OfCsv(string path)
    {
        using var text = new StreamReader(path);
        using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { BufferSize = Buffer });
        var characters = 0L;
        while (csv.Read())
        {
            for (var i = 0; i < csv.RowFieldCount; i++)
                characters += csv.GetFieldSpan(i).Length;
        }

        return characters;
    }

    /// <returns>The bytes of all tokens.</returns>
    public static long OfJson(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var (buffer, kept, bytes, state) = (new byte[Buffer], 0, 0L, default(JsonReaderState));
        while (true)
        {
            var read = file.Read(buffer.AsSpan(kept));
            var reader = new Utf8JsonReader(buffer.AsSpan(0, kept + read), read == 0, state);
            while (reader.Read())
                bytes += reader.ValueSpan.Length;
            if (read == 0)
                return bytes;
            state = reader.CurrentState;
            kept = kept + read - (int)reader.BytesConsumed;
            buffer.AsSpan((int)reader.BytesConsumed, kept).CopyTo(buffer);
        }
    }
}
