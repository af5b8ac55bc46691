using System.Text;

namespace RsrActors.Scenarios.Hocon;

/// <summary>Writes a text in quotes, with HOCON's escapes.</summary>
public static class QuotedText
{
    public static string Of(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A list of texts in one line.</summary>
    public static string ListOf(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Of))}]";
}
