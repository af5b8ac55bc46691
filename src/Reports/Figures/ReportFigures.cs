using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace RsrActors.Reports.Figures;

/// <summary>
/// The figures of a report one by one, by the path of their keys. It leaves out what belongs to one execution, what
/// identifies the run, the hours of adoption, and the decisions, which are events: <c>rsr diff</c> compares these.
/// </summary>
public sealed class ReportFigures
{
    private static readonly string[] Skipped =
        ["format", "scenario", "seed", "version", "start", "historyHash", "adoption", "decisions", "run"];

    /// <summary>The keys that identify an item of a list in a path, in place of its number.</summary>
    private static readonly string[] Names = ["id", "version", "application", "platform", "release", "name"];

    private readonly List<string> _paths = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _counts = new(StringComparer.Ordinal);

    public ReportFigures(JsonElement report)
    {
        foreach (var property in report.EnumerateObject().Where(one => !Skipped.Contains(one.Name)))
            Add(property.Name, property.Value);
    }

    /// <summary>The paths in the order of the report.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>The figure as the report writes it; 0 for a count that its table leaves out; else null.</summary>
    public string? Find(string path) => _values.TryGetValue(path, out var value) ? value
        : path.LastIndexOf('.') is > 0 and var dot && _counts.Contains(path[..dot]) ? "0"
        : null;

    /// <summary>The right figure minus the left one; null when one of them is not a number.</summary>
    public static decimal? Difference(string? left, string? right) =>
        decimal.TryParse(left, CultureInfo.InvariantCulture, out var from)
        && decimal.TryParse(right, CultureInfo.InvariantCulture, out var to)
            ? to - from
            : null;

    private void Add(string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                // A table of counts leaves out what is 0.
                if (value.EnumerateObject().All(one => one.Value.ValueKind is JsonValueKind.Number))
                    _counts.Add(path);
                foreach (var property in value.EnumerateObject())
                    Add($"{path}.{property.Name}", property.Value);
                break;
            case JsonValueKind.Array:
                AddItems(path, [.. value.EnumerateArray()]);
                break;
            default:
                // Null is not a figure: it does not apply, or has not happened.
                if (value.ValueKind is not JsonValueKind.Null && _values.TryAdd(path, value.GetRawText().Trim('"')))
                    _paths.Add(path);
                break;
        }
    }

    private void AddItems(string path, ImmutableArray<JsonElement> items)
    {
        string[] names = [.. Names.Where(name => items.All(
            item => item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var value)
                && value.ValueKind is JsonValueKind.String))];
        for (var i = 0; i < items.Length; i++)
        {
            var label = names.Length == 0
                ? $"{i}"
                : string.Join(' ', names.Select(name => items[i].GetProperty(name).GetString()));
            AddItem($"{path}[{label}]", items[i], names);
        }
    }

    /// <param name="names">Keys whose values the path contains already.</param>
    private void AddItem(string path, JsonElement item, string[] names)
    {
        if (names.Length == 0)
        {
            Add(path, item);
            return;
        }

        foreach (var property in item.EnumerateObject().Where(one => !names.Contains(one.Name)))
            Add($"{path}.{property.Name}", property.Value);
    }
}
