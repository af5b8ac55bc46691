namespace RsrActors.Scenarios.Hocon;

/// <summary>The part that reads <c>include</c>.</summary>
internal sealed partial class HoconParser
{
    private const string IncludeAllowed = "allowed is include \"file\", include file(\"…\") or include required(…)";

    /// <summary>
    /// Reads an included file as if its keys stood here, in this section. Its substitutions are looked for in this
    /// section first.
    /// </summary>
    private bool Include(HoconSection section, (int Line, int Column) start)
    {
        if (IncludedPath(start) is not { } path)
            return false;
        if (!_text.IsAtEnd && _text.Current is not ('\n' or ',' or '}'))
            return Fail($"found {_text.Show()} after include, allowed is a new line or a comma");
        if (_document.Includes.Open(_source, path, out var refusal) is not var (source, text))
            return Fail(start, $"include: {refusal}");
        var included = new HoconParser(text, source, _document, section.Place, _linesBefore + start.Line);
        included.Whole(section);

        // The lines of this text that follow come after those of the included file.
        _linesBefore = included._linesBefore + included._text.Line;
        return IsSound;
    }

    /// <summary>The name of the file after the word include. Null after a fault.</summary>
    private string? IncludedPath((int Line, int Column) start)
    {
        var words = new List<string>();
        while (_text.Current != '"')
        {
            var word = _text.TakeKey();
            _text.SkipInLine();
            if (_text.Current != '(' || words.Count > 1
                || !(word == "file" || (word == "required" && words.Count == 0)))
            {
                Fail(start, word is "url" or "classpath" or "package"
                    ? $"found 'include {word}(…)', {IncludeAllowed}: a scenario includes files only"
                    : $"found 'include {word}{_text.Current}', {IncludeAllowed}");
                return null;
            }

            words.Add(word);
            _text.Next();
            _text.SkipInLine();
        }

        var path = _scalars.Quoted();
        for (var open = path is null ? 0 : words.Count; open > 0; open--)
        {
            _text.SkipInLine();
            if (_text.Current != ')')
            {
                Fail($"found {_text.Show()} after the name of the file, allowed is ')'");
                return null;
            }

            _text.Next();
        }

        _text.SkipInLine();
        return path;
    }
}
