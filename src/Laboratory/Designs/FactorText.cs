using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Model.Statistics.Designs;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Designs;

/// <summary>
/// A factor as a command line gives it: <c>key=a,b,c</c>, <c>key=1..10</c>, <c>key=1 d..7 d step 1 d</c>,
/// <c>key=1 h..72 h log steps 5</c>.
/// </summary>
public static partial class FactorText
{
    /// <summary>What is allowed, for messages and for help.</summary>
    public const string Allowed = "a key with values, such as rollout.over=1 d,2 d, or with a range, such as "
        + "\"rollout.over=1 d..7 d step 1 d\" or \"rollout.over=1 h..72 h log steps 5\"";

    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    public static Factor? Read(string text, out string why)
    {
        ArgumentNullException.ThrowIfNull(text);
        why = $"found '{ValueText.Shorten(text)}'; allowed is {Allowed}";
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
            return null;
        var (key, values) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        if (Range().Match(values) is { Success: true } range)
            return OfRange(key, range, out why);
        string[] listed = [.. values.Split(',').Select(value => value.Trim())];
        return listed.Contains("") ? null : Factor.OfKey(key, key, listed);
    }

    private static Factor? OfRange(string key, Match range, out string why)
    {
        var parts = new RangeParts
        {
            Key = key,
            From = range.Groups["from"].Value,
            To = range.Groups["to"].Value,
            IsLog = range.Groups["log"].Success,
            IsWhole = range.Groups["whole"].Success,
        };
        if (range.Groups["steps"] is { Success: true } steps)
        {
            if (!int.TryParse(steps.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                count = 0;
            parts = parts with { Steps = count };
        }

        if (parts.Build(out why) is not { } built)
            return null;
        if (range.Groups["step"] is { Success: true } step)
            return OfStep(key, built, step.Value, out why);

        // Whole numbers without a unit are counted: 1..10 has ten values.
        var (from, to) = (built.Distribution.From, built.Distribution.To);
        if (built is { Unit: "", Steps: null, Distribution: FactorDistribution.Uniform }
            && double.IsInteger(from) && double.IsInteger(to) && to - from < FactorRange.MostSteps)
        {
            built = built with { IsWhole = true, Steps = (int)(to - from) + 1 };
        }

        return Factor.OfRange(key, built);
    }

    private static Factor? OfStep(string key, FactorRange range, string text, out string why)
    {
        var step = RangeNumber.Read(text);
        var (from, to) = (range.Distribution.From, range.Distribution.To);
        why = "";
        if (step is not { Number: > 0 } given || (given.Unit.Length > 0 && given.Unit != range.Unit))
        {
            why = $"found the step '{ValueText.Shorten(text)}', allowed is a number above 0"
                + (range.Unit.Length > 0 ? $" in {range.Unit}" : "");
            return null;
        }

        // A step that ends at the upper end must not miss it by a rounding error.
        var count = Math.Floor((to - from) / given.Number * (1 + 1e-12)) + 1;
        if (count > FactorRange.MostSteps)
        {
            why = $"found {count:0} values of {ValueText.Shorten(key)}, allowed are {FactorRange.MostSteps} at most";
            return null;
        }

        return Factor.OfKey(
            key, key,
            Enumerable.Range(0, (int)count).Select(i => $"{new RangeNumber(from + i * given.Number, range.Unit)}"));
    }

    [GeneratedRegex(
        @"^(?<from>[^,]+?)\s*\.\.\s*(?<to>[^,]+?)(?<log>\s+log)?(?<whole>\s+whole)?"
        + @"(?:\s+steps\s+(?<steps>[0-9]+)|\s+step\s+(?<step>[^,]+?))?$")]
    private static partial Regex Range();
}
