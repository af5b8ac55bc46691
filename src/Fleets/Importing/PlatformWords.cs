using System.Text;
using RsrActors.Model.Platforms;

namespace RsrActors.Fleets.Importing;

/// <summary>How far a text tells a platform.</summary>
internal enum PlatformWord
{
    None,

    /// <summary>One of this program's names.</summary>
    Exact,

    /// <summary>A tool's word for one platform.</summary>
    Told,

    /// <summary>
    /// A tool's word for several platforms: it leaves open whether a Mac has an Intel processor, or whether a device
    /// with iOS is an iPad.
    /// </summary>
    Open,

    /// <summary>A platform that has no responses.</summary>
    Other,
}

/// <summary>The words of tools for platforms.</summary>
internal static class PlatformWords
{
    public static (PlatformWord Word, Platform Platform) Read(string text)
    {
        if (PlatformNames.TryParse(text, out var exact))
            return (exact.IsApple ? PlatformWord.Exact : PlatformWord.Other, exact);
        var word = text.Trim().ToLowerInvariant();
        return word switch
        {
            "" => (PlatformWord.None, default),
            "darwin" or "mac" or "osx" => (PlatformWord.Open, Platform.MacAppleSilicon),
            "ios" or "iphone os" => (PlatformWord.Open, Platform.IPhone),
            _ when word.StartsWith("macos", StringComparison.Ordinal)
                || word.StartsWith("mac os", StringComparison.Ordinal)
                || word.StartsWith("os x", StringComparison.Ordinal) => (PlatformWord.Open, Platform.MacAppleSilicon),
            _ when word.StartsWith("ipad", StringComparison.Ordinal) => (PlatformWord.Told, Platform.IPad),
            _ when word.StartsWith("iphone", StringComparison.Ordinal) => (PlatformWord.Told, Platform.IPhone),
            _ => (PlatformWord.Other, default),
        };
    }
}

/// <summary>The names of groups and rings, as scenarios can name them.</summary>
internal static class LabelText
{
    private const int Longest = 64;

    /// <summary>The letters from U+00C0 to U+00FF without their marks.</summary>
    private const string Latin = "AAAAAAACEEEEIIIIDNOOOOO-OUUUUYTsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

    /// <summary>
    /// The letters, digits, dots and hyphens of a text, with a hyphen for everything between them. A text in another
    /// script gets a number of its own. Null when it has no letter and no digit.
    /// </summary>
    public static string? Of(string text)
    {
        if (text.Length == 0)
            return "";
        var label = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var c = character is >= '\u00C0' and <= '\u00FF' ? Latin[character - '\u00C0'] : character;
            if (char.IsAsciiLetterOrDigit(c) || (c == '.' && label.Length > 0))
                label.Append(c);
            else if (label.Length > 0 && label[^1] != '-')
                label.Append('-');
        }

        var name = label.ToString(0, Math.Min(label.Length, Longest)).TrimEnd('-', '.');
        return name.Length > 0 ? name : text.Any(char.IsLetter) ? $"group-{Number(text):x8}" : null;
    }

    /// <summary>FNV-1a, 32 bits.</summary>
    private static uint Number(string text)
    {
        var number = 2_166_136_261;
        foreach (var c in text)
            number = unchecked((number ^ c) * 16_777_619);
        return number;
    }
}
