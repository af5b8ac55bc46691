using System.Text;

namespace RsrActors.Texts;

/// <summary>A message quotes what it was given, which may hold an end of line, or what steers a terminal.</summary>
public static class OneLine
{
    /// <summary>The text with its control characters written out, as <c>\u000a</c>.</summary>
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
