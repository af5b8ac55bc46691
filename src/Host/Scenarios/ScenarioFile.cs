using System.Text;

namespace RsrActors.Host.Scenarios;

/// <summary>Reads the text of a scenario from a file, or from a pipe that ends.</summary>
internal static class ScenarioFile
{
    /// <summary>In bytes. A file that never ends, such as a device of zeros, is refused after as many.</summary>
    public const int Longest = 4 * 1024 * 1024;

    /// <returns>Null when there is no text; <paramref name="refusal"/> then says why, in one sentence.</returns>
    public static string? Read(string path, out string refusal)
    {
        refusal = "";
        if (Directory.Exists(path))
        {
            refusal = $"{path}: found a folder, allowed is a file";
            return null;
        }

        try
        {
            var bytes = ReadBytes(path);
            if (bytes.Length <= Longest)
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
            const int Most = Longest / (1024 * 1024);
            refusal = $"{path}: found more than {Most} MiB, allowed are {Most} MiB at most";
        }
        catch (DecoderFallbackException)
        {
            refusal = $"{path}: found bytes that are no text, allowed is HOCON in UTF-8";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refusal = $"{path}: cannot be read: {e.Message}";
        }

        return null;
    }

    /// <summary>One byte more than is allowed, at most.</summary>
    private static ReadOnlyMemory<byte> ReadBytes(string path)
    {
        // Nothing is read ahead, and no lock is taken: pipes and devices know neither.
        using var file = new FileStream(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Mode = FileMode.Open,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        var (bytes, count) = (new byte[64 * 1024], 0);
        while (file.Read(bytes, count, bytes.Length - count) is > 0 and var read)
        {
            count += read;
            if (count > Longest)
                break;
            if (count == bytes.Length)
                Array.Resize(ref bytes, Math.Min(2 * bytes.Length, Longest + 1));
        }

        return bytes.AsMemory(0, count);
    }
}
