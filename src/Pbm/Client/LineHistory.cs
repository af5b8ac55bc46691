namespace RsrActors.Pbm.Client;

/// <summary>
/// The lines of this session, the latest last, and a position in them. The line being typed is kept after the latest.
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

    /// <summary>Moves the position to the line being typed, and clears that.</summary>
    public void Rewind() => (_place, _typed) = (_lines.Count, "");

    /// <summary>Null at the oldest line.</summary>
    public string? Older(string current)
    {
        if (_place == 0)
            return null;
        if (_place == _lines.Count)
            _typed = current;
        return _lines[--_place];
    }

    /// <summary>Null at the line being typed.</summary>
    public string? Newer() =>
        _place == _lines.Count ? null : ++_place == _lines.Count ? _typed : _lines[_place];
}
