using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>One line of <c>/metrics</c>.</summary>
internal sealed record Series(string Name, ImmutableSortedDictionary<string, string> Labels, double Value);

/// <summary>What <c>/metrics</c> answers, in Prometheus' text format.</summary>
internal sealed partial class Scrape
{
    private static readonly string[] OfTheFormat =
        ["otel_scope_name", "otel_scope_version", "le", "otel_scope_schema_url"];

    public Scrape(string text)
    {
        Text = text;
        Lines =
        [
            .. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => Line().Match(line))
                .Where(line => line.Success)
                .Select(line => new Series(
                    line.Groups["name"].Value,
                    Label().Matches(line.Groups["labels"].Value)
                        .Where(label => !OfTheFormat.Contains(label.Groups["key"].Value))
                        .ToImmutableSortedDictionary(
                            label => label.Groups["key"].Value, label => label.Groups["value"].Value),
                    double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture))),
        ];
    }

    public string Text { get; }

    public ImmutableArray<Series> Lines { get; }

    /// <summary>The names with a type, without the suffixes of a histogram's series.</summary>
    public IEnumerable<string> Names => Types().Matches(Text).Select(type => type.Groups["name"].Value);

    /// <summary>The value of the only series with a name and these labels.</summary>
    public double Of(string name, params (string Key, string Value)[] labels) => Assert.Single(
        Lines,
        line => line.Name == name && labels.All(one => line.Labels.GetValueOrDefault(one.Key) == one.Value)).Value;

    /// <summary>The values of a metric by the value of its only label.</summary>
    public SortedDictionary<string, long> By(string name, string label) => new(
        Lines.Where(line => line.Name == name).ToDictionary(line => line.Labels[label], line => (long)line.Value),
        StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<name>[a-z_:A-Z0-9]+)(\{(?<labels>.*)\})? (?<value>\S+)")]
    private static partial Regex Line();

    [GeneratedRegex("(?<key>[a-zA-Z_0-9]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"# TYPE (?<name>\S+) ")]
    private static partial Regex Types();
}
