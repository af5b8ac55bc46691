using System.Text;

namespace RsrActors.Scenarios.Hocon;

/// <summary>Reads the single values of a HOCON text: text in quotes, text without, or pieces of both.</summary>
/// <param name="fail">Reports a fault; only the first one is kept.</param>
/// <param name="originOf">The origin of what is in a line.</param>
internal sealed class HoconScalars(
    HoconText text, Action<(int Line, int Column), string> fail, Func<int, Origin> originOf)
{
    private (int Line, int Column) Here => (text.Line, text.Column);

    /// <summary>
    /// Null after a fault. Pieces that follow each other in a line are one text, as in HOCON. It ends before a
    /// substitution.
    /// </summary>
    /// <param name="inList">In a list, a quote right after another piece is refused: a comma is missing.</param>
    /// <param name="blanks">The white space after it.</param>
    public HoconNode.Leaf? Read(string path, bool inList, out string blanks)
    {
        var start = Here;
        blanks = "";
        var value = new StringBuilder();
        var (pieces, quoted) = (0, false);
        for (; !text.IsAtEndOfValue && !text.StartsWith("${"); blanks = text.TakeBlanks(), pieces++)
        {
            var quote = text.Current == '"';
            if (quote && inList && pieces > 0)
                return Fail(
                    Here,
                    $"{path}: found a quote right after '{ValueText.Shorten(value.ToString())}': two items without "
                    + "a comma between them; put a comma or a new line there");
            if ((quote ? Quoted() : Plain(path, value, inList)) is not { } piece)
                return null;
            quoted |= quote;
            _ = value.Append(blanks).Append(piece);
        }

        var whole = value.ToString();
        if (pieces == 0)
            return Fail(start, $"{path} is followed by no value");
        if (ValueText.Objection(whole) is { } objection)
            return Fail(start, $"{path}: {objection}");

        // HOCON's null means that the value is missing.
        return new(!quoted && whole == "null" ? "" : whole, originOf(start.Line));
    }

    /// <summary>Text in quotes; between three quotes it may have several lines. Null after a fault.</summary>
    public string? Quoted()
    {
        var opened = Here;
        if (text.StartsWith("\"\"\""))
            return InThreeQuotes(opened);
        var value = new StringBuilder();
        for (text.Next(); text.Current != '"'; text.Next())
        {
            if (text.IsAtEnd || text.Current == '\n')
                return FailText(opened, "a quote is opened and not closed in the same line");
            if (text.Current is < ' ' and not '\t')
                return FailText(Here, $"found {text.Show()} in quotes; allowed is an escape such as \\u0007");
            if (text.Current != '\\')
                _ = value.Append(text.Current);
            else if (Escaped() is { } c)
                _ = value.Append(c);
            else
                return null;
        }

        text.Next();
        return value.ToString();
    }

    private string? InThreeQuotes((int Line, int Column) opened)
    {
        var value = new StringBuilder();
        for (text.Next(3); !text.StartsWith("\"\"\"") || text.StartsWith("\"\"\"\""); text.Next())
        {
            if (text.IsAtEnd)
                return FailText(opened, "three quotes are opened and never closed");
            _ = value.Append(text.Current);
        }

        text.Next(3);
        return value.ToString();
    }

    /// <summary>
    /// The character that an escape stands for. Afterwards <see cref="HoconText.Current"/> is the last character of the
    /// escape.
    /// </summary>
    private char? Escaped()
    {
        var start = Here;
        text.Next();
        const string Names = "\"\\/bfnrt";
        const string Meanings = "\"\\/\b\f\n\r\t";
        if (Names.IndexOf(text.Current, StringComparison.Ordinal) is >= 0 and var place)
            return Meanings[place];
        var code = 0;
        var digits = text.Current == 'u' ? 0 : -1;
        for (; digits is >= 0 and < 4; digits++)
        {
            text.Next();
            if (!char.IsAsciiHexDigit(text.Current))
                break;
            code = 16 * code + Convert.ToInt32($"{text.Current}", fromBase: 16);
        }

        if (digits == 4)
            return (char)code;
        _ = Fail(start, "found '\\' in quotes with no escape after it; allowed are "
            + "\\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t, and \\u with four hexadecimal digits");
        return null;
    }

    private string? Plain(string path, StringBuilder value, bool inList)
    {
        if (text.TakePlain() is { Length: > 0 } piece)
            return piece;
        var before = value.ToString();
        return FailText(Here, text.Current switch
        {
            '=' or ':' when before.Length > 0 =>
                $"{path}: found {text.Show()} after '{ValueText.Shorten(before)}'; "
                + "keys that follow each other in a line need a "
                + $"comma between them, and text with {text.Show()} must stand in quotes",
            '{' or '[' when inList && before.Length > 0 =>
                $"{path}: found {text.Show()} right after '{ValueText.Shorten(before)}': "
                + "two items without a comma between them; put a comma or a new line there",
            '$' => $"{path}: found '$' without a brace after it, allowed is a substitution such as ${{fleet.devices}}; "
                + "text with '$' must stand in quotes",
            _ => $"{path}: found {text.Show()} in a value; text with it must stand in quotes",
        });
    }

    private HoconNode.Leaf? Fail((int Line, int Column) where, string what)
    {
        fail(where, what);
        return null;
    }

    private string? FailText((int Line, int Column) where, string what)
    {
        fail(where, what);
        return null;
    }
}
