using System.Collections.Immutable;
using System.Text;

namespace RsrActors.Pbm.Grammar;

/// <summary>A word of a line, without its quotes, and the position of its beginning.</summary>
internal sealed record Word(string Text, int Start)
{
    /// <summary>Null when the word is complete; otherwise the quote that is missing.</summary>
    public char? Open { get; init; }
}

/// <summary>
/// Splits lines into words and joins them again. Quotes are double, with the escapes <c>\"</c> and <c>\\</c>, or
/// single, without escapes. Parts without a blank between them are one word.
/// </summary>
internal static class LineWords
{
    private const char Comment = '#';

    public static ImmutableArray<Word> Split(string line, bool comments = false)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        var position = 0;
        while (true)
        {
            while (position < line.Length && char.IsWhiteSpace(line[position]))
                position++;
            if (position == line.Length || (comments && line[position] == Comment))
                return words.ToImmutable();
            words.Add(Take(line, ref position));
        }
    }

    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    /// <summary>The word as it has to be typed.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word[0] != Comment && !word.Any(one => char.IsWhiteSpace(one) || one is '"' or '\'')
            ? word
            : "\"" + word.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static Word Take(string line, ref int position)
    {
        var start = position;
        var text = new StringBuilder();
        char? quote = null;
        for (; position < line.Length; position++)
        {
            var one = line[position];
            if (quote is null && char.IsWhiteSpace(one))
                break;
            if (one == quote)
                quote = null;
            else if (quote is null && (one is '"' or '\''))
                quote = one;
            else if (quote == '"' && one == '\\' && position + 1 < line.Length && line[position + 1] is '"' or '\\')
                text.Append(line[++position]);
            else
                text.Append(one);
        }

        return new(text.ToString(), start) { Open = quote };
    }
}
