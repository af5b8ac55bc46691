namespace RsrActors.Profiles.Documents;

/// <summary>What a profile may cost. A real one has a few kilobytes; one with certificates has a hundred.</summary>
internal static class DocumentLimits
{
    /// <summary>In bytes.</summary>
    public const int Longest = 4 * 1024 * 1024;

    /// <summary>How deep sections and lists may be nested.</summary>
    public const int Deepest = 32;

    /// <summary>How many values a file may have.</summary>
    public const int Most = 100_000;

    /// <summary>A depth that is allowed.</summary>
    /// <exception cref="DocumentFault">It is not.</exception>
    public static int Deeper(int depth, int line) => depth < Deepest
        ? depth + 1
        : throw new DocumentFault(
            (line > 0 ? $"line {line}: " : "") + $"values are nested more than {Deepest} deep");
}
