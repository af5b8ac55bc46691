using System.Text;
using RsrActors.Texts;

namespace RsrActors.Host.Files;

/// <summary>Reads whole regular files, also through symbolic links; it opens no other kind of file.</summary>
internal static class RegularFile
{
    /// <summary>The text of a file in UTF-8.</summary>
    /// <param name="longest">In bytes.</param>
    /// <exception cref="IOException">It is not a regular file, is longer, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static string ReadText(string path, int longest) => Encoding.UTF8.GetString(Read(path, longest).Span);

    /// <inheritdoc cref="ReadText"/>
    public static ReadOnlyMemory<byte> Read(string path, int longest) => FileStatus.Of(path) is { IsRegular: false }
        ? throw new IOException("It is not a regular file.")
        : BoundedFile.Read(path, longest);
}
