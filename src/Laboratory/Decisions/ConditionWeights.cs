using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Decisions;

/// <summary>How likely the conditions of an experiment are thought to be, before the rollout begins.</summary>
public static class ConditionWeights
{
    /// <param name="texts">Each <c>LEVEL=0.1</c>; one condition may be left out, and has the rest.</param>
    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    /// <returns>By the names of the conditions; they add up to 1.</returns>
    public static ImmutableDictionary<string, double>? Read(
        IReadOnlyCollection<string> texts, ImmutableArray<string> conditions, out string why)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var weights = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.LastIndexOf('=');
            var (level, number) = equals < 1 ? ("", "") : (text[..equals].Trim(), text[(equals + 1)..].Trim());
            var isPercent = number.EndsWith('%');
            why = $"found '{ValueText.Shorten(text)}', allowed is a condition with a probability from 0 to 1, such as "
                + $"{conditions.FirstOrDefault("harmful")}=0.1";
            if (!double.TryParse(number.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
                return null;
            weight = isPercent ? weight / 100 : weight;
            if (!(weight is >= 0 and <= 1))
                return null;
            if (!conditions.Contains(level))
            {
                why = $"there is no condition '{ValueText.Shorten(level)}'"
                    + (NearestWord.To(level, conditions) is { } like
                        ? $"; did you mean {like}?"
                        : $"; allowed is one of {string.Join(", ", conditions)}");
                return null;
            }

            if (!weights.TryAdd(level, weight))
            {
                why = $"the condition {level} has two probabilities";
                return null;
            }
        }

        var rest = 1 - weights.Values.Sum();
        string[] missing = [.. conditions.Where(condition => !weights.ContainsKey(condition))];
        why = missing.Length > 1 ? $"the conditions {string.Join(", ", missing)} have no probability, allowed is one"
            : missing.Length == 1 ? $"the probabilities add up to {1 - rest:0.######}, allowed is 1 at most"
            : $"the probabilities add up to {1 - rest:0.######}, allowed is 1";
        if (missing.Length > 1 || rest < -1e-9 || (missing.Length == 0 && rest > 1e-9))
            return null;
        if (missing.Length == 1)
            weights.Add(missing[0], Math.Max(0, rest));
        why = "";
        return weights.ToImmutable();
    }
}
