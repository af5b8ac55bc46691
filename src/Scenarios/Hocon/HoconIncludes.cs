namespace RsrActors.Scenarios.Hocon;

/// <summary>The text of a file; null when it cannot be read, and the refusal then says why.</summary>
internal delegate string? IncludeReader(HoconSource file, out string refusal);

/// <summary>Reads the files that a document includes, within limits, and refuses cycles.</summary>
internal sealed class HoconIncludes(IncludeReader read)
{
    /// <summary>How deep files may be included within each other.</summary>
    public const int Deepest = 16;

    /// <summary>How many files a document may include; a file counts each time.</summary>
    public const int Most = 256;

    /// <summary>How long all included texts of a document may be together, in characters.</summary>
    public const int Longest = 4 * 1024 * 1024;

    private int _count;
    private long _length;

    /// <summary>For a text that may include no file.</summary>
    public static HoconIncludes None(string why) => new((HoconSource _, out string refusal) =>
    {
        refusal = why;
        return null;
    });

    /// <returns>Null when it cannot be included; <paramref name="refusal"/> then says why.</returns>
    public (HoconSource Source, string Text)? Open(HoconSource from, string path, out string refusal)
    {
        refusal = PathObjection(path)
            ?? (from.Depth >= Deepest ? $"files are included more than {Deepest} deep"
                : ++_count > Most ? $"found more than {Most} includes, allowed are {Most} at most"
                : "");
        if (refusal.Length > 0)
            return null;
        var file = new HoconSource(
            Path.Combine(Path.GetDirectoryName(from.Name) ?? "", path), Path.Combine(from.Folder, path), from);
        if (CycleOf(file) is { } cycle)
        {
            refusal = $"found a cycle of includes: {cycle}";
            return null;
        }

        if (read(file, out refusal) is not { } text)
            return null;
        _length += text.Length;
        if (_length <= Longest)
            return (file, text);
        refusal = $"the included files have more than {Longest} characters, allowed are {Longest} at most together";
        return null;
    }

    private static string? PathObjection(string path) =>
        path.Length == 0 ? "found an empty name, allowed is the name of a file"
        : path.Length > ValueText.Longest || path.Any(char.IsControl)
            ? "found a name that is too long or has control characters, allowed is the name of a file"
        : path.Contains("://", StringComparison.Ordinal)
            ? $"found '{ValueText.Shorten(path)}', allowed is the name of a file"
        : null;

    /// <summary>The files of a cycle in their order; null when there is none.</summary>
    private static string? CycleOf(HoconSource file)
    {
        var (names, own) = (file.Name, Path.GetFullPath(file.Place));
        for (var at = file.Includer; at is not null; at = at.Includer)
        {
            names = $"{at.Name} includes {names}";
            if (at.Place.Length > 0 && Path.GetFullPath(at.Place) == own)
                return names;
        }

        return null;
    }
}
