namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// Dotted paths of keys, <c>releases."16.5.1-a".letter</c>, as refusals show them and <c>--set</c> takes them.
/// </summary>
internal static class KeyPath
{
    public static string Join(string path, string key)
    {
        var segment = key.Length > 0 && key.All(IsPlain) ? key : QuotedText.Of(key);
        return path.Length == 0 ? segment : $"{path}.{segment}";
    }

    public static string Join(string path, int index) => $"{path}.{index}";

    public static string Of(IEnumerable<string> parts) => parts.Aggregate("", Join);

    /// <summary>The longest name that a scenario, a release or a vulnerability may have.</summary>
    public const int LongestName = 64;

    /// <summary>Whether a text is such a name: letters, digits, dots and hyphens, a letter or digit first.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => IsPlain(c) || c == '.');

    /// <summary>Characters of a key that needs no quotes.</summary>
    public static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
