namespace RsrActors.Texts;

/// <summary>Reads whole files that may be anything: a device that never ends, a pipe, a file of a terabyte.</summary>
public static class BoundedFile
{
    /// <summary>Any file or pipe that ends.</summary>
    /// <param name="longest">In bytes.</param>
    /// <exception cref="FileTooLongException">It is longer.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int longest)
    {
        // Nothing is read ahead, and no lock is taken: pipes and devices know neither.
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

/// <summary>A file is longer than is allowed. No more of it was read than that.</summary>
public sealed class FileTooLongException(int longest) : IOException($"It is longer than {longest:N0} bytes.");
