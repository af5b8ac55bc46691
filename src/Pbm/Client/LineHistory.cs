namespace RsrActors.Pbm.Client;

/// <summary>
/// The lines of this session, the latest last; and where in them somebody leafs. What was being typed is kept below.
/// </summary>
internal sealed class LineHistory(int capacity = 1000)
{
    private readonly List<string> _lines = [];
    private int _place;
    private string _typed = "";

    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > capacity)
            _lines.RemoveAt(0);
        Rewind();
    }

    /// <summary>Nobody leafs any more.</summary>
    public void Rewind() => (_place, _typed) = (_lines.Count, "");

    /// <summary>Null at the oldest.</summary>
    public string? Older(string current)
    {
        if (_place == 0)
            return null;
        if (_place == _lines.Count)
            _typed = current;
        return _lines[--_place];
    }

    /// <summary>Null at what was being typed.</summary>
    public string? Newer() =>
        _place == _lines.Count ? null : ++_place == _lines.Count ? _typed : _lines[_place];
}
