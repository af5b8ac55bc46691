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

    /// <summary>Characters of a key that needs no quotes.</summary>
    public static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
