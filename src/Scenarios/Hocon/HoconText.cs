using System.Buffers;

namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// A text that is read from its beginning to its end, with the line and column of the next character.
/// </summary>
internal sealed class HoconText(string text)
{
    /// <summary>Characters that are allowed in quotes only, or that end a text without quotes.</summary>
    private static readonly SearchValues<char> Reserved = SearchValues.Create("\n$\"{}[]:=,+#`^?!@*&\\");

    private int _at;
    private int _startOfLine;

    /// <summary>Counted from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Counted from 1, in UTF-16 code units.</summary>
    public int Column => _at - _startOfLine + 1;

    public bool IsAtEnd => _at >= text.Length;

    /// <summary>The next character; NUL at the end, too.</summary>
    public char Current => IsAtEnd ? '\0' : text[_at];

    public bool IsAtComment => Current == '#' || StartsWith("//");

    /// <summary>Whether nothing more of a value can follow.</summary>
    public bool IsAtEndOfValue => IsAtEnd || Current is '\n' or ',' or '}' or ']' || IsAtComment;

    public bool StartsWith(string piece) => string.CompareOrdinal(text, _at, piece, 0, piece.Length) == 0;

    public void Next()
    {
        if (Current == '\n')
            (Line, _startOfLine) = (Line + 1, _at + 1);
        _at++;
    }

    public void Next(int count)
    {
        for (var i = 0; i < count; i++)
            Next();
    }

    /// <summary>White space as HOCON defines it: that of Unicode, and the byte order mark.</summary>
    public static bool IsBlank(char c) => c != '\n' && (char.IsWhiteSpace(c) || c == '\uFEFF');

    /// <summary>Skips white space and comments up to the end of the line.</summary>
    public void SkipInLine()
    {
        while (!IsAtEnd && IsBlank(Current))
            _at++;
        if (!IsAtComment)
            return;
        var end = text.IndexOf('\n', _at);
        _at = end < 0 ? text.Length : end;
    }

    /// <summary>Skips white space, comments and the ends of lines.</summary>
    /// <returns>Whether a line ended.</returns>
    public bool SkipLines()
    {
        var line = Line;
        for (SkipInLine(); Current == '\n' && !IsAtEnd; SkipInLine())
            Next();
        return Line > line;
    }

    /// <summary>The characters of a key without quotes.</summary>
    public string TakeKey() => Take(static c => char.IsLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The white space from here on in this line.</summary>
    public string TakeBlanks() => Take(IsBlank);

    /// <summary>Text without quotes: up to white space, a comment, or a character that needs quotes.</summary>
    public string TakePlain()
    {
        var start = _at;
        while (!IsAtEnd && !Reserved.Contains(Current) && !IsBlank(Current) && !char.IsControl(Current) && !IsAtComment)
            _at++;
        return text[start.._at];
    }

    /// <summary>The next character as a refusal shows it.</summary>
    public string Show() => IsAtEnd ? "the end of the text"
        : char.IsControl(Current) || char.IsSurrogate(Current) || Current == '\uFFFD' ? $"character {(int)Current}"
        : $"'{Current}'";

    private string Take(Func<char, bool> belongs)
    {
        var start = _at;
        while (!IsAtEnd && belongs(Current))
            _at++;
        return text[start.._at];
    }
}
