using System.Text;

namespace RsrActors.Host.Scenarios;

/// <summary>
/// The shape of a HOCON text: which line each key stands in, and the first thing wrong with it. Akka's parser reads the
/// values but knows no lines, and takes almost anything: missing braces, open quotes, words without a value, keys set
/// twice. It also trips over a comma after a closing brace; <see cref="Text"/> has none.
/// </summary>
internal sealed class HoconOutline
{
    private const int Deepest = 16;

    /// <summary>What HOCON allows only in quotes, and the end of a line.</summary>
    private const string Reserved = "\n$\"{}[]:=,+#`^?!@*&\\";

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly Stack<Container> _open = new();
    private readonly StringBuilder _text;
    private int _at;
    private int _line = 1;

    private HoconOutline(string text) => _text = new(text);

    /// <summary>The text as Akka's parser can read it.</summary>
    public string Text => _text.ToString();

    public (int Line, string What)? Fault { get; private set; }

    public int? LineOf(string path) => _lines.TryGetValue(path, out var line) ? line : null;

    public static HoconOutline Of(string text)
    {
        var outline = new HoconOutline(text);
        outline._open.Push(new("", '\0', 1));
        while (outline.Fault is null && outline.SkipToNext(overLines: true))
            outline.Part();
        if (outline.Fault is null && outline._open.Peek() is { Close: not '\0' } open)
            outline.Fail($"the '{Opening(open.Close)}' of line {open.Line} is never closed", open.Line);
        return outline;
    }

    private sealed record Container(string Path, char Close, int Line)
    {
        public int Items { get; set; }
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private static char Opening(char close) => close == '}' ? '{' : '[';

    private void Fail(string what, int? line = null) => Fault ??= (line ?? _line, what);

    /// <summary>One key with its value, one item of a list, or a closing bracket.</summary>
    private void Part()
    {
        var container = _open.Peek();
        if (Current is '}' or ']')
            Close(container);
        else if (Current == ',')
            _at++;
        else if (container.Close == ']')
            Value(KeyPath.Join(container.Path, container.Items++));
        else if (container is { Close: '\0', Items: 0 } && Current == '{')
            Open("", '}'); // The braces around a whole document.
        else
            Key(container.Path);
    }

    private void Close(Container container)
    {
        if (container.Close != Current)
        {
            Fail(container.Close == '\0'
                ? $"found '{Current}', where nothing is open"
                : $"found '{Current}', where a '{container.Close}' would close line {container.Line}");
            return;
        }

        _ = _open.Pop();
        _at++;
        if (container.Close == ']' || _open.Peek().Close == ']')
            return;
        var (at, line) = (_at, _line);
        if (SkipToNext(overLines: true) && Current == ',')
            _text[_at] = ' ';
        (_at, _line) = (at, line);
    }

    private void Open(string path, char close)
    {
        if (_open.Count > Deepest)
            Fail($"sections are nested more than {Deepest} deep");
        if (_open.Peek().Close == ']' && close == ']')
            Fail("found a list within a list");
        _open.Push(new(path, close, _line));
        _at++;
    }

    private void Key(string path)
    {
        _open.Peek().Items++;
        var start = _at;
        while (Fault is null)
        {
            var part = Current == '"' ? Quoted() : Plain(static c => !KeyPath.IsPlain(c));
            if (part.Length == 0)
                Fail($"found '{Show(Current)}', where a key must stand");
            path = KeyPath.Join(path, part);
            if (Current != '.')
                break;
            _ = _lines.TryAdd(path, _line);
            _at++;
        }

        var key = _text.ToString(start, _at - start);
        _ = SkipToNext(overLines: false);
        if (Current is '=' or ':')
            _at++;
        else if (Current != '{')
            Fail($"'{key}' is followed by no value");
        if (Fault is null)
            Value(path);
    }

    private void Value(string path)
    {
        _ = SkipToNext(overLines: false);
        if (Current is not '{' && !_lines.TryAdd(path, _line))
            Fail($"{path} is set a second time, after line {_lines[path]}");
        else if (Current is '{')
            _ = _lines.TryAdd(path, _line);

        if (Current is '{')
            Open(path, '}');
        else if (Current is '[')
            Open(path, ']');
        else
            Scalar(path);
    }

    private void Scalar(string path)
    {
        var start = _at;
        while (Fault is null && SkipToNext(overLines: false) && Current is not ('\n' or ',' or '}' or ']'))
        {
            if (Current == '"')
                _ = Quoted();
            else if (Plain(Reserved.Contains).Length == 0)
                Fail($"{path}: found '{Show(Current)}' in a value; text with it must stand in quotes");
        }

        if (_at == start)
            Fail($"{path} is followed by no value");
    }

    private bool AtComment => Current == '#' || (Current == '/' && _at + 1 < _text.Length && _text[_at + 1] == '/');

    private string Plain(Func<char, bool> ends)
    {
        var start = _at;
        while (_at < _text.Length && !ends(Current) && !AtComment
            && (Current is '\t' or '\r' || !char.IsControl(Current)))
            _at++;
        return _text.ToString(start, _at - start);
    }

    private string Quoted()
    {
        var (line, start) = (_line, ++_at);
        while (_at < _text.Length && Current is not ('"' or '\n'))
            _at = Math.Min(_text.Length, _at + (Current == '\\' ? 2 : 1));
        if (Current != '"')
        {
            Fail("a quote is opened and not closed in the same line", line);
            return "";
        }

        return _text.ToString(start, _at++ - start);
    }

    /// <summary>Skips blanks and comments. False at the end of the text.</summary>
    private bool SkipToNext(bool overLines)
    {
        while (_at < _text.Length)
        {
            if (AtComment)
            {
                while (_at < _text.Length && Current != '\n')
                    _at++;
            }
            else if (Current is ' ' or '\t' or '\r' or '\uFEFF' || (overLines && Current == '\n'))
            {
                _line += Current == '\n' ? 1 : 0;
                _at++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static string Show(char c) => char.IsControl(c) || c == '\uFFFD' ? $"character {(int)c}" : c.ToString();
}
