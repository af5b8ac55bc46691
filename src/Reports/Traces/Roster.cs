namespace RsrActors.Reports.Traces;

/// <summary>
/// Items by name. Each has a place, counted from 0 in the order of first mention. Consecutive events mostly name the
/// same item, so the last one is tried first.
/// </summary>
internal sealed class Roster<T>(Func<string, int, T> create) where T : class
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);
    private readonly List<T> _byPlace = [];
    private string? _lastName;
    private T? _last;

    public int Count => _byPlace.Count;

    public T this[int place] => _byPlace[place];

    public IEnumerable<T> All => _byPlace;

    public T Of(string name)
    {
        if (_last is not null && string.Equals(name, _lastName, StringComparison.Ordinal))
            return _last;
        if (!_byName.TryGetValue(name, out var found))
        {
            found = create(name, _byPlace.Count);
            _byName.Add(name, found);
            _byPlace.Add(found);
        }

        (_lastName, _last) = (name, found);
        return found;
    }
}
