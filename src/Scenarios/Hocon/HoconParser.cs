using System.Collections.Immutable;

namespace RsrActors.Scenarios.Hocon;

/// <summary>Why a text is not valid HOCON, and where.</summary>
internal sealed record HoconFault(int Line, int Column, string What);

/// <summary>
/// Reads the part of HOCON that scenarios are written in, and refuses what HOCON would silently merge or drop: two
/// objects without a comma between them, a key that is set twice. Akka's parser reports no lines, accepts almost
/// anything (open quotes, missing braces), and overflows the stack on deep nesting.
/// </summary>
internal sealed class HoconParser
{
    /// <summary>How deep sections may be nested.</summary>
    public const int Deepest = 16;

    public const int LongestKey = 200;

    /// <summary>How many keys and items of lists the whole text may have.</summary>
    public const int Most = 200_000;

    private static readonly string TooDeep = $"sections are nested more than {Deepest} deep";

    private readonly HoconText _text;
    private readonly HoconScalars _scalars;
    private HoconFault? _fault;
    private int _count;

    private HoconParser(string text)
    {
        // A byte order mark at the beginning does not count as a column.
        _text = new(text.StartsWith('\uFEFF') ? text[1..] : text);
        _scalars = new(_text, (where, what) => Fail(where, what));
    }

    /// <summary>Null when the text is not valid HOCON; <paramref name="fault"/> then says why.</summary>
    public static HoconNode.Tree? Parse(string text, out HoconFault? fault)
    {
        var parser = new HoconParser(text);
        var root = new HoconSection("", 0, Line: 1);
        parser.Document(root);
        fault = parser._fault;
        return fault is null ? root.Close() : null;
    }

    /// <summary>Reads one value, of an option of the command line, as if it stood after a key.</summary>
    public static HoconNode? ParseValue(string key, string text, out HoconFault? fault)
    {
        var parser = new HoconParser(text);
        parser._text.SkipInLine();
        var value = parser.Value(key, depth: 0);
        _ = parser._text.SkipLines();
        if (parser._fault is null && !parser._text.IsAtEnd)
            parser.FailAfter(value, key);
        fault = parser._fault;
        return fault is null ? value : null;
    }

    private (int Line, int Column) Here => (_text.Line, _text.Column);

    private bool Fail(string what) => Fail(Here, what);

    private bool Fail((int Line, int Column) where, string what)
    {
        _fault ??= new(where.Line, where.Column, what);
        return false;
    }

    private void Document(HoconSection root)
    {
        _ = _text.SkipLines();
        if (_text.Current != '{')
        {
            Members(root, null);
            return;
        }

        var opened = Here;
        _text.Next();
        Members(root, opened);
        _ = _text.SkipLines();
        if (_fault is null && !_text.IsAtEnd)
            Fail($"found {_text.Show()} after the '}}' that closes the '{{' of line {opened.Line}");
    }

    /// <summary>Keys with their values, up to the brace that closes the section, or to the end of the text.</summary>
    private void Members(HoconSection section, (int Line, int Column)? opened)
    {
        for (var isCommaAllowed = false; _fault is null;)
        {
            _ = _text.SkipLines();
            if (_text.IsAtEnd)
            {
                if (opened is { } brace)
                    Fail(brace, "this '{' is never closed");
                return;
            }

            if (_text.Current == '}' && opened is not null)
            {
                _text.Next();
                return;
            }

            if (_text.Current is '}' or ']')
            {
                Fail(opened is { } open
                    ? $"found {_text.Show()}, where a '}}' would close line {open.Line}"
                    : $"found {_text.Show()}, where nothing is open");
            }
            else if (_text.Current != ',')
            {
                isCommaAllowed = Member(section);
            }
            else if (isCommaAllowed)
            {
                isCommaAllowed = false;
                _text.Next();
            }
            else
            {
                Fail("found ',' with nothing before it");
            }
        }
    }

    private bool Member(HoconSection section)
    {
        var (line, start) = (_text.Line, Here);
        if (IsOneTooMany() || Key() is not { } parts)
            return false;
        var key = KeyPath.Join("", parts[0]) + string.Concat(parts.Skip(1).Select(part => $".{part}"));
        _text.SkipInLine();
        if (_text.Current is '=' or ':')
            _text.Next();
        else if (_text.StartsWith("+="))
            return Fail($"found '+=' after {key}; allowed is '=', with the whole list");
        else if (key == "include" && _text.Current == '"')
            return Fail(start, "found 'include'; a scenario is one file, and includes no other");
        else if (_text.Current != '{')
            return Fail(start, $"'{key}' is followed by no value");

        foreach (var part in parts.SkipLast(1))
        {
            if (Open(section, part, line, start) is not { } inner)
                return false;
            section = inner;
        }

        _text.SkipInLine();
        return Assign(section, parts[^1], line, start);
    }

    private bool Assign(HoconSection section, string key, int line, (int Line, int Column) start)
    {
        var path = KeyPath.Join(section.Path, key);
        if (_text.Current == '{')
        {
            if (Open(section, key, line, start) is not { } inner)
                return false;
            var brace = Here;
            _text.Next();
            Members(inner, brace);
            return _fault is null && Ends(path);
        }

        if (section.LineOf(key) is { } before)
            return Fail(start, $"{path} is set a second time, after line {before}");
        var list = _text.Current == '[';
        if (Value(path, section.Depth) is not { } value)
            return false;
        section.Add(key, value);
        return !list || Ends(path, list: true);
    }

    private bool IsOneTooMany() =>
        ++_count > Most && !Fail($"found more than {Most} keys and items of lists, allowed are {Most} at most");

    /// <summary>Refuses what HOCON would join to the value before it: behind a list, also a key.</summary>
    private bool Ends(string path, bool list = false)
    {
        _text.SkipInLine();
        return (list
                ? _text.IsAtEnd || _text.Current is '\n' or ',' or '}' or ']'
                : _text.Current is not ('{' or '['))
            || Fail($"{path}: found {_text.Show()} right after its value; HOCON would make one value of the two");
    }

    private HoconSection? Open(HoconSection section, string key, int line, (int Line, int Column) start)
    {
        if (section.Depth >= Deepest)
        {
            Fail(start, TooDeep);
            return null;
        }

        if (section.Open(key, line) is { } inner)
            return inner;
        Fail(start, $"{KeyPath.Join(section.Path, key)} is set a second time, after line {section.LineOf(key)}");
        return null;
    }

    /// <summary>The parts of a dotted key.</summary>
    private List<string>? Key()
    {
        var parts = new List<string>();
        while (true)
        {
            var start = Here;
            var quoted = _text.Current == '"';
            var part = quoted ? _scalars.Quoted() : _text.TakeKey();
            if (part is null)
                return null;
            if ((part.Length == 0 && !quoted) || part.Length > LongestKey || parts.Count > Deepest)
            {
                Fail(start, part.Length == 0 ? $"found {_text.Show()}, where a key must stand"
                    : part.Length > LongestKey
                        ? $"found a key of {part.Length} characters, allowed are {LongestKey} at most"
                        : TooDeep);
                return null;
            }

            parts.Add(part);
            if (_text.Current != '.')
                return parts;
            _text.Next();
        }
    }

    private HoconNode? Value(string path, int depth) => _text.Current switch
    {
        '{' => Section(path, depth),
        '[' => Items(path, depth),
        _ => _scalars.Read(path, inList: false),
    };

    private HoconNode.Tree? Section(string path, int depth)
    {
        var section = new HoconSection(path, depth + 1, _text.Line);
        var brace = Here;
        if (depth >= Deepest)
            Fail(TooDeep);
        _text.Next();
        Members(section, brace);
        return _fault is null ? section.Close() : null;
    }

    private HoconNode.Items? Items(string path, int depth)
    {
        var opened = Here;
        var items = ImmutableArray.CreateBuilder<HoconNode>();
        _text.Next();
        for (var (separated, isCommaAllowed) = (true, false); _fault is null;)
        {
            separated |= _text.SkipLines();
            if (_text.IsAtEnd)
            {
                Fail(opened, "this '[' is never closed");
            }
            else if (_text.Current == ']')
            {
                _text.Next();
                return new(items.ToImmutable(), Origin.Line(opened.Line));
            }
            else if (_text.Current == ',')
            {
                if (!isCommaAllowed)
                    Fail($"{path}: found ',' with no item before it");
                (separated, isCommaAllowed) = (true, false);
                _text.Next();
            }
            else if (Item(KeyPath.Join(path, items.Count), depth, items, separated) is { } item)
            {
                items.Add(item);
                (separated, isCommaAllowed) = (false, true);
            }
        }

        return null;
    }

    private HoconNode? Item(string path, int depth, ImmutableArray<HoconNode>.Builder before, bool separated)
    {
        if (!separated)
            FailAfter(before[^1], path);
        else if (_text.Current == '[')
            Fail($"{path}: found a list within a list");
        else if (_text.Current == '}')
            Fail("found '}', where a ']' or an item must stand");
        else if (!IsOneTooMany())
            return _text.Current == '{' ? Section(path, depth) : _scalars.Read(path, inList: true);
        return null;
    }

    private void FailAfter(HoconNode? before, string path) => Fail(
        $"{path}: found {_text.Show()} right after {(before is HoconNode.Tree ? "'}'" : before?.Words)}: "
        + (before is HoconNode.Tree && _text.Current == '{' ? "two objects" : "two items")
        + " without a comma between them; put a comma or a new line there");
}
