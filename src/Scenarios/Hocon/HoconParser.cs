namespace RsrActors.Scenarios.Hocon;

/// <summary>Why a text is not valid HOCON, and where.</summary>
/// <param name="At">The key that it concerns; empty when the text says it.</param>
internal sealed record HoconFault(Origin Origin, string What, string At = "")
{
    public int Line => Origin.LineNumber;

    public int Column => Origin.Column;
}

/// <summary>
/// Reads the part of HOCON that scenarios are written in, and refuses what HOCON would silently merge or drop: two
/// objects without a comma between them, a key that is set twice in a file. Akka's parser reports no lines, accepts
/// almost anything (open quotes, missing braces), and overflows the stack on deep nesting.
/// </summary>
internal sealed partial class HoconParser
{
    /// <summary>How deep sections may be nested.</summary>
    public const int Deepest = 16;

    public const int LongestKey = 200;

    /// <summary>How many keys and items of lists the whole text may have, with the files that it includes.</summary>
    public const int Most = 200_000;

    private static readonly string TooDeep = $"sections are nested more than {Deepest} deep";

    private readonly HoconText _text;
    private readonly HoconScalars _scalars;
    private readonly HoconSource _source;
    private readonly KeyPlace _prefix;
    private readonly Document _document;

    /// <summary>How many lines stand before this text, with those of files that it has included so far.</summary>
    private int _linesBefore;

    private HoconParser(string text, HoconSource source, Document document, KeyPlace prefix, int linesBefore)
    {
        // A byte order mark at the beginning does not count as a column.
        _text = new(text.StartsWith('\uFEFF') ? text[1..] : text);
        _scalars = new(_text, (where, what) => Fail(where, what), OriginOf);
        (_source, _document, _prefix, _linesBefore) = (source, document, prefix, linesBefore);
    }

    /// <summary>What the texts of a document have in common.</summary>
    private sealed class Document(HoconIncludes includes)
    {
        public HoconIncludes Includes => includes;

        public HoconFault? Fault { get; set; }

        public int Count { get; set; }
    }

    /// <summary>Null when the text is not valid HOCON; <paramref name="fault"/> then says why.</summary>
    public static HoconNode.Tree? Parse(string text, out HoconFault? fault) =>
        Parse(text, HoconSource.None, HoconIncludes.None("allowed is a text without include"), out fault);

    /// <summary>
    /// Likewise, with the files that it includes. Substitutions are left for <see cref="HoconResolver"/>.
    /// </summary>
    public static HoconNode.Tree? Parse(
        string text, HoconSource source, HoconIncludes includes, out HoconFault? fault)
    {
        var parser = new HoconParser(text, source, new(includes), KeyPlace.Root, 0);
        var root = new HoconSection(KeyPlace.Root, 0, Origin.Line(1));
        parser.Whole(root);
        fault = parser._document.Fault;
        return fault is null ? root.Tree() : null;
    }

    /// <summary>Reads one value, of an option of the command line, as if it stood after a key.</summary>
    public static HoconNode? ParseValue(string key, string text, out HoconFault? fault)
    {
        var parser = new HoconParser(
            text, HoconSource.None, new(HoconIncludes.None("a setting includes no file")), KeyPlace.Root, 0);
        parser._text.SkipInLine();
        var value = parser.Value(new([], key), depth: 0, inList: false);
        _ = parser._text.SkipLines();
        if (parser.IsSound && !parser._text.IsAtEnd)
            parser.FailAfter(value, key);
        fault = parser._document.Fault;
        return fault is null ? value : null;
    }

    private bool IsSound => _document.Fault is null;

    private (int Line, int Column) Here => (_text.Line, _text.Column);

    private Origin OriginOf(int line) => new(_linesBefore + line, line, 0, "", _source.Included);

    private bool Fail(string what) => Fail(Here, what);

    private bool Fail((int Line, int Column) where, string what)
    {
        _document.Fault ??= new(OriginOf(where.Line) with { Column = where.Column }, what);
        return false;
    }

    private void Whole(HoconSection root)
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
        if (IsSound && !_text.IsAtEnd)
            Fail($"found {_text.Show()} after the '}}' that closes the '{{' of line {opened.Line}");
    }

    /// <summary>Keys with their values, up to the brace that closes the section, or to the end of the text.</summary>
    private void Members(HoconSection section, (int Line, int Column)? opened)
    {
        for (var isCommaAllowed = false; IsSound;)
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
        var (start, quoted) = (Here, _text.Current == '"');
        if (IsOneTooMany() || Key() is not { } parts)
            return false;
        var key = KeyPath.Join("", parts[0]) + string.Concat(parts.Skip(1).Select(part => $".{part}"));
        _text.SkipInLine();
        var appends = _text.StartsWith("+=");
        if (appends)
            _text.Next(2);
        else if (_text.Current is '=' or ':')
            _text.Next();
        else if (!quoted && parts is ["include"] && (_text.Current == '"' || char.IsLetter(_text.Current)))
            return Include(section, start);
        else if (_text.Current != '{')
            return Fail(start, $"'{key}' is followed by no value");

        foreach (var part in parts.SkipLast(1))
        {
            if (Open(section, part, start) is not { } inner)
                return false;
            section = inner;
        }

        _text.SkipInLine();
        return appends ? Append(section, parts[^1], start) : Assign(section, parts[^1], start);
    }

    private bool Assign(HoconSection section, string key, (int Line, int Column) start)
    {
        var place = section.Place.Within(key);
        if (_text.Current == '{')
        {
            if (Open(section, key, start) is not { } inner)
                return false;
            var brace = Here;
            _text.Next();
            Members(inner, brace);
            return IsSound && Ends(place.Path);
        }

        if (section.SetBefore(key, _source) is { } before)
            return FailAgain(start, place.Path, before);
        if (Value(place, section.Depth, inList: false) is not { } value)
            return false;
        section.Add(key, value, OriginOf(start.Line), _source);
        return value is not HoconNode.Items || Ends(place.Path, list: true);
    }

    private bool Append(HoconSection section, string key, (int Line, int Column) start)
    {
        var (place, at) = (section.Place.Within(key), Here);
        if (_text.Current == '[')
            return Fail(at, $"{place.Path}: found a list after '+=', allowed is one item of the list");
        if (Value(place, section.Depth, inList: false) is not { } item)
            return false;
        return section.Append(key, item, OriginOf(start.Line), _source) is not { } other
            || Fail(start, $"{place.Path}: found '+=' for {other.Words} of {WordsOf(other.Origin)}, allowed is a list");
    }

    private bool IsOneTooMany() => ++_document.Count > Most
        && !Fail($"found more than {Most} keys and items of lists, allowed are {Most} at most");

    /// <summary>Refuses what HOCON would join to the value before it: behind a list, also a key.</summary>
    private bool Ends(string path, bool list = false)
    {
        _text.SkipInLine();
        return (list
                ? _text.IsAtEnd || _text.Current is '\n' or ',' or '}' or ']'
                : _text.Current is not ('{' or '[' or '$'))
            || Fail($"{path}: found {_text.Show()} right after its value; HOCON would make one value of the two");
    }

    private HoconSection? Open(HoconSection section, string key, (int Line, int Column) start)
    {
        if (section.Depth >= Deepest)
        {
            Fail(start, TooDeep);
            return null;
        }

        if (section.Open(key, OriginOf(start.Line), _source) is { } inner)
            return inner;
        FailAgain(start, KeyPath.Join(section.Place.Path, key), section.SetBefore(key, _source)!.Value);
        return null;
    }

    private bool FailAgain((int Line, int Column) start, string path, Origin before) => Fail(
        start, $"{path} is set a second time, after {WordsOf(before)}"
            + (before.Source == _source.Included ? "" : "; what is set above an include may not be set by its file"));

    /// <summary>A place in this text or another one, for a message about this text.</summary>
    private string WordsOf(Origin origin) => origin.Source == _source.Included
        ? origin.Words
        : $"{origin.Source?.Name ?? MainName}, {origin.Words}";

    private string MainName
    {
        get
        {
            var source = _source;
            while (source.Includer is { } includer)
                source = includer;
            return source.Name;
        }
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
}
