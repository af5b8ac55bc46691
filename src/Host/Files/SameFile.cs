namespace RsrActors.Host.Files;

/// <summary>Whether two paths lead to one file, also through links, and also where no file is yet.</summary>
internal static class SameFile
{
    /// <param name="one">Relative paths count from the working directory.</param>
    public static bool Are(string one, string other) =>
        (FileStatus.Of(one), FileStatus.Of(other)) switch
        {
            ({ } left, { } right) => (left.Device, left.Inode) == (right.Device, right.Inode),
            (null, null) => string.Equals(Resolved(one), Resolved(other), Comparison),
            _ => false,
        };

    // The file systems of macOS and Windows do not tell case apart.
    private static StringComparison Comparison => OperatingSystem.IsLinux()
        ? StringComparison.Ordinal
        : StringComparison.OrdinalIgnoreCase;

    private static string Resolved(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } folder)
            return full;
        var here = Path.Combine(Resolved(folder), Path.GetFileName(full));
        if (new FileInfo(here).LinkTarget is null)
            return here;
        try
        {
            return Resolved(File.ResolveLinkTarget(here, returnFinalTarget: true)!.FullName);
        }
        catch (IOException)
        {
            return here; // Links in a circle lead to no file.
        }
    }
}
