namespace RsrActors.Scenarios.Hocon;

/// <summary>The text of one value: what is allowed, and how a refusal shows it.</summary>
public static class ValueText
{
    /// <summary>In characters.</summary>
    public const int Longest = 2000;

    /// <summary>Why a text cannot be a value; null when it can.</summary>
    public static string? Objection(string text) =>
        text.Length > Longest ? $"found a value of {text.Length} characters, allowed are {Longest} at most"
        : HasHalfCharacter(text) ? "found half of a character, a surrogate without its other half"
        : null;

    /// <summary>A text as a refusal shows it.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : $"{text[..57]}...";

    private static bool HasHalfCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
