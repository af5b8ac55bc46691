using System.Collections.Immutable;

namespace RsrActors.Scenarios.Hocon;

/// <summary>The part that reads values.</summary>
internal sealed partial class HoconParser
{
    private bool IsAtSubstitution => _text.StartsWith("${");

    /// <summary>A value; with a substitution in it, all that follows in the line belongs to it.</summary>
    private HoconNode? Value(KeyPlace place, int depth, bool inList)
    {
        var line = _text.Line;
        if (Piece(place, depth, inList) is not var (first, blanks))
            return null;
        if (blanks.Length == 0)
            blanks = _text.TakeBlanks();
        if (!IsAtSubstitution && (first is not HoconNode.Reference || _text.IsAtEndOfValue))
            return first;
        var pieces = ImmutableArray.CreateBuilder<(string, HoconNode)>();
        pieces.Add(("", first));
        for (var before = first; !_text.IsAtEndOfValue;)
        {
            if (before is not HoconNode.Reference && !IsAtSubstitution)
            {
                Fail(
                    $"{place.Path}: found {_text.Show()} right after its value; HOCON would make one value of the two");
                return null;
            }

            if (Piece(place, depth, inList) is not var (next, after))
                return null;
            pieces.Add((blanks, next));
            (before, blanks) = (next, after.Length > 0 ? after : _text.TakeBlanks());
        }

        return new HoconNode.Joined(pieces.ToImmutable(), place.Path, OriginOf(line));
    }

    /// <summary>A piece of a value, and the white space that was read after it. Null after a fault.</summary>
    private (HoconNode Node, string Blanks)? Piece(KeyPlace place, int depth, bool inList)
    {
        var blanks = "";
        HoconNode? piece = _text.Current switch
        {
            '{' => Section(place, depth),
            '[' => Items(place, depth),
            '$' when IsAtSubstitution => Substitution(place),
            _ => _scalars.Read(place.Path, inList, out blanks),
        };
        return piece is null ? null : (piece, blanks);
    }

    private HoconNode.Reference? Substitution(KeyPlace place)
    {
        var start = Here;
        _text.Next(2);
        var optional = _text.Current == '?';
        if (optional)
            _text.Next();
        _ = _text.TakeBlanks();
        if (Key() is not { } parts)
            return null;
        _ = _text.TakeBlanks();
        if (_text.Current != '}')
        {
            Fail(start, $"{place.Path}: this '${{' is followed by {_text.Show()} and not closed, "
                + "allowed is a key such as ${fleet.devices}");
            return null;
        }

        _text.Next();
        return new([.. parts], _prefix.Keys, optional, place.Path, OriginOf(start.Line));
    }

    private HoconNode.Tree? Section(KeyPlace place, int depth)
    {
        var section = new HoconSection(place, depth + 1, OriginOf(_text.Line));
        var brace = Here;
        if (depth >= Deepest)
            Fail(TooDeep);
        _text.Next();
        Members(section, brace);
        return IsSound ? section.Tree() : null;
    }

    private HoconNode.Items? Items(KeyPlace place, int depth)
    {
        var (opened, path, origin) = (Here, place.Path, OriginOf(_text.Line));
        var items = ImmutableArray.CreateBuilder<HoconNode>();
        _text.Next();
        for (var (separated, isCommaAllowed) = (true, false); IsSound;)
        {
            separated |= _text.SkipLines();
            if (_text.IsAtEnd)
            {
                Fail(opened, "this '[' is never closed");
            }
            else if (_text.Current == ']')
            {
                _text.Next();
                return new(items.ToImmutable(), origin);
            }
            else if (_text.Current == ',')
            {
                if (!isCommaAllowed)
                    Fail($"{path}: found ',' with no item before it");
                (separated, isCommaAllowed) = (true, false);
                _text.Next();
            }
            else if (Item(place.Within(items.Count), depth, items, separated) is { } item)
            {
                items.Add(item);
                (separated, isCommaAllowed) = (false, true);
            }
        }

        return null;
    }

    private HoconNode? Item(
        KeyPlace place, int depth, ImmutableArray<HoconNode>.Builder before, bool separated)
    {
        if (!separated)
            FailAfter(before[^1], place.Path);
        else if (_text.Current == '[')
            Fail($"{place.Path}: found a list within a list");
        else if (_text.Current == '}')
            Fail("found '}', where a ']' or an item must stand");
        else if (!IsOneTooMany())
            return Value(place, depth, inList: true);
        return null;
    }

    private void FailAfter(HoconNode? before, string path) => Fail(
        $"{path}: found {_text.Show()} right after {(before is HoconNode.Tree ? "'}'" : before?.Words)}: "
        + (before is HoconNode.Tree && _text.Current == '{' ? "two objects" : "two items")
        + " without a comma between them; put a comma or a new line there");
}
