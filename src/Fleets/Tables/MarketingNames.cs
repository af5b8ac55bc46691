using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace RsrActors.Fleets.Tables;

/// <summary>
/// The product types that a marketing name can mean. Some names leave out the chip or the ports that tell two models
/// apart: <c>MacBook Pro (16-inch, 2021)</c> is MacBookPro18,1 or MacBookPro18,2.
/// </summary>
internal static partial class MarketingNames
{
    private static readonly ImmutableArray<NamedModel> All =
    [
        .. TableFile.Rows("models.csv").Select(row => new NamedModel(
            row[0], row[3], KeyOf(row[3]), WordsOf(row[3]).ToFrozenSet(StringComparer.Ordinal))),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<NamedModel>> ByKey = All
        .GroupBy(one => one.Key, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Families =
        FrozenSet.Create(StringComparer.Ordinal, "mac", "macbook", "imac", "iphone", "ipad");

    /// <summary>
    /// The product types in the order of the table: those with the very name; else those whose name differs in spelling
    /// only; else those whose names have all its words.
    /// </summary>
    public static ImmutableArray<string> Of(string name)
    {
        var alike = ByKey.GetValueOrDefault(KeyOf(name), []);
        var same = alike.Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return Distinct(same.Length > 0 ? same : alike.Length > 0 ? alike : WithWordsOf(name));
    }

    private static IEnumerable<NamedModel> WithWordsOf(string name)
    {
        // "M3 Pro or M3 Max": models of either chip have the name.
        var either = EitherChip().Match(name);
        string[] readings = either.Success
            ? [EitherChip().Replace(name, "${one}"), EitherChip().Replace(name, "${other}")]
            : [name];
        var words = readings.Select(WordsOf).Where(some => some.Any(Families.Contains)).ToArray();
        return All.Where(model => words.Any(some => some.All(model.Words.Contains)));
    }

    private static ImmutableArray<string> Distinct(IEnumerable<NamedModel> models) =>
        [.. models.Select(model => model.Identifier).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Tools spell marketing names differently: with and without "Wi-Fi", "Late" or the month of the release, with
    /// other brackets and commas. What is left tells the models apart.
    /// </summary>
    private static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var word in WordsOf(name).Where(word => word is not ("late" or "early" or "mid" or "nov")))
            key.Append(word);
        return key.ToString();
    }

    /// <summary>A chip is one word, so that a Mac mini with an "M2 Pro" is not taken for a Mac Pro.</summary>
    private static string[] WordsOf(string name) =>
    [
        .. Chip().Replace(name, "$1$2").ToLowerInvariant()
            .Split(
                [' ', '(', ')', ',', '+', '\u00A0', '-', '\u2011', '\u2013'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("wi" or "fi" or "wifi" or "cellular" or "apple")),
    ];

    [GeneratedRegex(@"\b([AM]\d+) (Pro|Max|Ultra)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Chip();

    [GeneratedRegex(@"\b(?<one>M\d+ (?:Pro|Max)) or (?<other>M\d+ (?:Max|Ultra))\b", RegexOptions.IgnoreCase)]
    private static partial Regex EitherChip();

    /// <param name="Key">The name without what tools spell differently.</param>
    private sealed record NamedModel(string Identifier, string Name, string Key, FrozenSet<string> Words);
}
