using System.Text;

namespace RsrActors.Texts;

/// <summary>
/// Makes quoted input safe for a message of one line: it may contain line breaks or control sequences.
/// </summary>
public static class OneLine
{
    /// <summary>The text with its control characters as escapes, such as <c>\u000a</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var line = new StringBuilder();
        foreach (var c in text)
            _ = char.IsControl(c) ? line.Append($"\\u{(int)c:x4}") : line.Append(c);
        return line.ToString();
    }
}
