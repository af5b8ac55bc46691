using RsrActors.Model.Statistics.Comparisons;

namespace RsrActors.Laboratory.Designs;

/// <summary>A measure that a user defines over those that come with the program.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Value">An expression, such as <c>exposed-hours * 0.02 + devices-harmed * 3</c>.</param>
public sealed record OwnMeasure(string Name, string Value)
{
    /// <summary>What names allow, for messages.</summary>
    public const string NameAllowed = "a name of small letters, digits and hyphens that begins with a letter";

    public string Unit { get; init; } = "";

    public Better Better { get; init; }

    /// <summary>One sentence.</summary>
    public string Meaning { get; init; } = "";

    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= 60 && char.IsAsciiLetterLower(name[0]) && name[^1] != '-'
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }
}
