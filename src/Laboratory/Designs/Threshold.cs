using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Designs;

/// <summary>
/// What a result of an experiment has to satisfy: <c>devices-harmed.p95 &lt; 200</c>,
/// <c>false-halt.mean &lt;= 0.05 in max-sprt</c>.
/// </summary>
/// <param name="Measure">Its name.</param>
/// <param name="Statistic">One of <see cref="ThresholdStatistic"/>.</param>
/// <param name="Comparison">One of <see cref="Comparisons"/>.</param>
/// <param name="Cell">A cell, or a level of cells; empty for all cells.</param>
public sealed partial record Threshold(string Measure, string Statistic, string Comparison, double Value, string Cell)
{
    public static readonly ImmutableArray<string> Comparisons = ["<", "<=", ">", ">="];

    private const string Example = "allowed are thresholds such as \"devices-harmed.p95 < 200\" or "
        + "\"false-halt.mean <= 0.05 in max-sprt\"";

    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    public static Threshold? Read(string text, out string why)
    {
        ArgumentNullException.ThrowIfNull(text);
        why = "";
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            why = $"found '{ValueText.Shorten(text)}', {Example}";
            return null;
        }

        var (statistic, comparison) = (match.Groups[2].Value, match.Groups[3].Value);
        if (!ThresholdStatistic.IsKnown(statistic))
        {
            var like = NearestWord.To(statistic, ThresholdStatistic.Words);
            why = $"found the statistic '{ValueText.Shorten(statistic)}', "
                + (like is null ? $"allowed are {ThresholdStatistic.Allowed}" : $"did you mean {like}?");
        }
        else if (!Comparisons.Contains(comparison))
        {
            why = $"found '{comparison}', allowed is one of {string.Join(", ", Comparisons)}";
        }

        return why.Length == 0
            && ValueOf(match.Groups[4].Value, match.Groups[5].Success, out why) is { } value
                ? new(match.Groups[1].Value, statistic, comparison, value, match.Groups[6].Value.Trim())
                : null;
    }

    public bool IsMetBy(double found) => Comparison switch
    {
        "<" => found < Value,
        "<=" => found <= Value,
        ">" => found > Value,
        ">=" => found >= Value,
        _ => throw new InvalidOperationException($"There is no comparison {Comparison}."),
    };

    public override string ToString() =>
        $"{Measure}.{Statistic} {Comparison} {Value.ToString("R", CultureInfo.InvariantCulture)}"
        + (Cell.Length > 0 ? $" in {Cell}" : "");

    private static double? ValueOf(string text, bool isPercent, out string why)
    {
        why = $"found the value '{ValueText.Shorten(text)}', {Example}";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
                ? isPercent ? value / 100 : value
                : null;
    }

    [GeneratedRegex(@"^\s*(\S+)\.([^\s.<>=]+)\s*([<>=!]+)\s*([^\s%]+)\s*(%)?(?:\s+in\s+(\S.*))?\s*$")]
    private static partial Regex Pattern();
}
