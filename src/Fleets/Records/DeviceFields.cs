using System.Text;
using System.Text.Json;

namespace RsrActors.Fleets.Records;

/// <summary>The values of one device in JSON that have a meaning; the keys of the first one tell the tool.</summary>
internal sealed class DeviceFields(InventorySource? source, ColumnChoice choice)
{
    private const int MostKeys = 20_000;

    private readonly List<Dictionary<string, int>> _paths = [new(StringComparer.Ordinal)];
    private readonly List<string> _texts = [""];
    private readonly List<string> _names = [""];
    private readonly List<(Meaning Meaning, int Rank)?> _meanings = [null];
    private readonly Stack<int> _open = [];
    private readonly char[][] _values =
        [.. Enum.GetValues<Meaning>().Select(static _ => new char[InventoryRecords.LongestField + 1])];

    private readonly int[] _lengths = new int[Enum.GetValues<Meaning>().Length];
    private readonly char[] _text = new char[InventoryRecords.LongestField];

    // Devices have their keys in the same order mostly: the key that followed a key before is tried first.
    private readonly List<byte[]> _keys = [[]];
    private readonly List<int> _parents = [-1];
    private readonly List<int> _followers = [0];
    private readonly int[] _ranks = new int[Enum.GetValues<Meaning>().Length];
    private readonly bool[] _had = new bool[Enum.GetValues<Meaning>().Length];
    private readonly List<(int Path, string Text)> _first = [];
    private bool _isKnown = source is not null;
    private int _path;
    private int _last;
    private int _lists;
    private string? _list;

    public InventorySource Source { get; private set; } = source ?? InventorySource.Csv;

    /// <summary>The last key.</summary>
    public string LastName => _names[_path];

    /// <summary>All keys so far; those of inner objects with the keys around them.</summary>
    public IReadOnlyList<string> Columns => [.. _texts.Skip(1).Where(text => text != _list)];

    /// <summary>The last key is that of the list of devices.</summary>
    public void BeginList() => _list = LastName;

    /// <summary>The best key so far for a meaning; null when there is none.</summary>
    public string? ColumnOf(Meaning meaning) => _meanings
        .Select((one, path) => (one, path))
        .Where(key => key.one?.Meaning == meaning)
        .OrderBy(key => key.one!.Value.Rank)
        .Select(key => _texts[key.path])
        .FirstOrDefault();

    public bool Has(Meaning meaning) => _had[(int)meaning];

    public ReadOnlySpan<char> Field(Meaning meaning) => 
        _values[(int)meaning].AsSpan(0, _lengths[(int)meaning]).Trim();

    /// <summary>A device begins.</summary>
    public void Begin()
    {
        Array.Clear(_lengths);
        Array.Fill(_ranks, int.MaxValue);
        _open.Clear();
        _first.Clear();
        (_path, _last, _lists) = (0, 0, 0);
    }

    public void EnterList() => _lists++;

    public void LeaveList() => _lists--;

    public void Enter() => _open.Push(_path);

    public void Leave() => _ = _open.TryPop(out _);

    /// <summary>A key of the present object, if it is the one that came after the last key before.</summary>
    /// <param name="name">In UTF-8, without escapes.</param>
    /// <returns>False when it is another one; then nothing has changed.</returns>
    public bool IsNext(ReadOnlySpan<byte> name)
    {
        var expected = _followers[_last];
        if (expected == 0 || _parents[expected] != Parent || !name.SequenceEqual(_keys[expected]))
            return false;
        _path = _last = expected;
        return true;
    }

    /// <summary>A key of the present object.</summary>
    public void Name(ReadOnlySpan<char> name)
    {
        Find(name, Parent);
        _followers[_last] = _path;
        _last = _path;
    }

    private int Parent => _open.TryPeek(out var outer) ? outer : 0;

    private void Find(ReadOnlySpan<char> name, int parent)
    {
        var known = _paths[parent].GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(name, out _path))
            return;
        if (_paths.Count >= MostKeys)
            throw new InventoryFault($"found more than {MostKeys} different keys, allowed are so many at most");
        _path = _texts.Count;
        known[name] = _path;
        _paths.Add(new(StringComparer.Ordinal));
        _names.Add(name.ToString());
        _keys.Add(Encoding.UTF8.GetBytes(_names[_path]));
        _parents.Add(parent);
        _followers.Add(0);
        var text = parent == 0 || _texts[parent] == "StatusItems" ? $"{name}" : $"{_texts[parent]}.{name}";
        _texts.Add(text);
        _meanings.Add(_isKnown ? MeaningOf(text) : null);
    }

    public void Value(ref Utf8JsonReader reader)
    {
        if (_lists > 0 || _path == 0 || (_isKnown && _meanings[_path] is null))
            return;
        if (reader.ValueSpan.Length > InventoryRecords.LongestField)
        {
            if (_meanings[_path] is not null)
                Put(_path, new string('?', InventoryRecords.LongestField + 1));
            return;
        }

        ReadOnlySpan<char> text = reader.TokenType switch
        {
            JsonTokenType.String => _text.AsSpan(0, reader.CopyString(_text)),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => _text.AsSpan(0, Encoding.ASCII.GetChars(reader.ValueSpan, _text)),
        };
        if (_isKnown)
            Put(_path, text);
        else
            _first.Add((_path, text.ToString()));
    }

    /// <summary>The device is complete.</summary>
    public void End(long row)
    {
        if (!_isKnown)
        {
            Source = Synonyms.Detect(_texts.Skip(1));
            for (var i = 1; i < _texts.Count; i++)
                _meanings[i] = MeaningOf(_texts[i]);
            foreach (var (path, text) in _first)
                Put(path, text);
            _isKnown = true;
        }

        if (row == 1 && !choice.IsForSeveralFiles
            && choice.Columns.FirstOrDefault(one => !_texts.Contains(one.Column)) is { Column: { } absent })
        {
            throw new InventoryFault(
                $"--map names the key '{absent}', which the first device has not; its keys are "
                + ColumnChoice.Shown([.. _texts.Skip(1)]));
        }
    }

    private void Put(int path, ReadOnlySpan<char> text)
    {
        if (_meanings[path] is not var (meaning, rank))
            return;
        _had[(int)meaning] = true;
        if (rank >= _ranks[(int)meaning] || text.Length == 0)
            return;
        text.CopyTo(_values[(int)meaning]);
        (_lengths[(int)meaning], _ranks[(int)meaning]) = (text.Length, rank);
    }

    private (Meaning, int)? MeaningOf(string text)
    {
        foreach (var (column, chosen) in choice.Columns)
        {
            if (column == text)
                return chosen is { } told ? (told, -1) : null;
        }

        var key = Synonyms.Key(text);
        foreach (var (meaning, names) in Synonyms.Of(Source))
        {
            var rank = Array.FindIndex(names, name => Synonyms.Key(name) == key);
            if (rank >= 0)
                return (meaning, rank);
        }

        return null;
    }
}
