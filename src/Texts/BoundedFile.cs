namespace RsrActors.Texts;

/// <summary>
/// Reads whole files of bounded length; the path may also be a pipe, an endless device, or a file of a terabyte.
/// </summary>
public static class BoundedFile
{
    /// <summary>Reads any file or pipe to its end.</summary>
    /// <param name="longest">The largest number of bytes.</param>
    /// <exception cref="FileTooLongException">The file is longer.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int longest)
    {
        // No buffer and no lock: pipes and devices support neither.
        using var file = new FileStream(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Mode = FileMode.Open,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        var (bytes, count) = (new byte[Math.Min(64 * 1024, longest + 1)], 0);
        while (file.Read(bytes, count, bytes.Length - count) is > 0 and var read)
        {
            count += read;
            if (count > longest)
                throw new FileTooLongException(longest);
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, longest + 1L));
        }

        return bytes.AsMemory(0, count);
    }
}

/// <summary>A file is longer than allowed. Its rest is not read.</summary>
public sealed class FileTooLongException(int longest) : IOException($"It is longer than {longest:N0} bytes.");
