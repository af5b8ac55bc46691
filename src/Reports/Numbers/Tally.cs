using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model;

namespace RsrActors.Reports.Numbers;

/// <summary>Counts how often each value of an enumeration occurs; keyed by its word.</summary>
internal sealed class Tally<T> where T : struct, Enum
{
    private readonly long[] _counts = new long[Words.All<T>().Count];

    /// <param name="place">The value's place in its enumeration, which begins at 0 and has no gaps.</param>
    public void Count(int place) => _counts[place]++;

    /// <summary>Subtracts one.</summary>
    public void Uncount(int place) => _counts[place]--;

    public long Sum => _counts.Sum();

    /// <summary>All counts above 0, in ordinal order of their words.</summary>
    public ImmutableSortedDictionary<string, long> ToCounts() => Words.All<T>()
        .Zip(_counts, (word, count) => (Word: word, Count: count))
        .Where(pair => pair.Count > 0)
        .ToImmutableSortedDictionary(pair => pair.Word, pair => pair.Count, StringComparer.Ordinal);
}

/// <summary>Counts by a number of which few values occur, such as a status.</summary>
internal sealed class NumberTally
{
    private readonly Dictionary<int, long> _counts = [];

    public void Count(int number) => _counts[number] = _counts.GetValueOrDefault(number) + 1;

    public ImmutableSortedDictionary<string, long> ToCounts() => _counts.ToImmutableSortedDictionary(
        pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => pair.Value, StringComparer.Ordinal);
}
