namespace RsrActors.Scenarios.Hocon;

/// <summary>One text of a document: the scenario's own file, or a file that is included.</summary>
/// <param name="name">How refusals name it.</param>
/// <param name="place">The path of the file; paths in the text are relative to its folder.</param>
/// <param name="includer">The text that includes it; null for the scenario's own file.</param>
internal sealed class HoconSource(string name, string place, HoconSource? includer)
{
    /// <summary>A text that is no file, such as the value of an option.</summary>
    public static readonly HoconSource None = new("", "", null);

    public string Name => name;

    public string Place => place;

    /// <summary>Empty for the working directory.</summary>
    public string Folder { get; } = Path.GetDirectoryName(place) ?? "";

    public HoconSource? Includer => includer;

    /// <summary>How many texts include it, one within the other.</summary>
    public int Depth { get; } = includer is null ? 0 : includer.Depth + 1;

    /// <summary>The included file for an <see cref="Origin"/>; null for the scenario's own.</summary>
    public HoconSource? Included => includer is null ? null : this;

    /// <summary>Whether it is that text, or is included by it.</summary>
    public bool IsWithin(HoconSource other)
    {
        for (var source = this; source is not null; source = source.Includer)
        {
            if (source == other)
                return true;
        }

        return false;
    }
}
