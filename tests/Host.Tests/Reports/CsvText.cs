using System.Text;
using System.Text.Json;

namespace RsrActors.Host.Tests.Reports;

/// <summary>Comma-separated values as RFC 4180 reads them, with line feeds between the rows.</summary>
internal static class CsvText
{
    public static string[][] Parse(string text)
    {
        var (rows, row, field) = (new List<string[]>(), new List<string>(), new StringBuilder());
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || (c is not ',' and not '\n'))
                field.Append(c);
            else
                EndField(c);
        }

        Assert.False(quoted, "A quote is not closed.");
        Assert.Equal(0, field.Length + row.Count);
        return [.. rows];

        void EndField(char end)
        {
            row.Add(field.ToString());
            field.Clear();
            if (end != '\n')
                return;
            rows.Add([.. row]);
            row.Clear();
        }
    }

    /// <summary>The text of a field for a value of a JSON object.</summary>
    public static string FieldOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String) =>
            string.Join(';', value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    };
}
