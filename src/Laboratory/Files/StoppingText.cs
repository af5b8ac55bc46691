using System.Globalization;
using RsrActors.Laboratory.Designs;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Files;

/// <summary>Stopping rules as words: a measure and how exactly it is to be known.</summary>
public static class StoppingText
{
    /// <summary>What <see cref="ParsePrecision"/> reads, for messages.</summary>
    public const string PrecisionAllowed =
        "exposed-hours=5 % (of the mean) or halted-after=2 (in the unit of the measure)";

    /// <summary>What <see cref="ParseBest"/> reads, for messages.</summary>
    public const string BestAllowed = "a measure and the smallest difference that matters, such as exposed-hours=1000";

    /// <summary>What <see cref="ParseConfidence"/> reads, for messages.</summary>
    public const string ConfidenceAllowed = "a percentage from 50 % to 99.99 %";

    /// <returns>Null when the text is no confidence.</returns>
    public static double? ParseConfidence(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EndsWith('%') && ReadNumber(text[..^1]) is >= 50 and <= 99.99 and var percent
            ? percent / 100
            : null;
    }

    /// <returns>Null when the text is no precision.</returns>
    public static MeasurePrecision? ParsePrecision(string text)
    {
        if (Parse(text) is not var (measure, number))
            return null;
        var isShare = number.EndsWith('%');
        return ReadNumber(isShare ? number[..^1] : number) is { } value
            ? new(measure, isShare ? new Precision.Relative(value / 100) : new Precision.Absolute(value))
            : null;
    }

    /// <returns>Null when the text is no selection.</returns>
    public static StoppingRule.SelectBest? ParseBest(string text) =>
        Parse(text) is var (measure, number) && ReadNumber(number) is { } value ? new(measure, value) : null;

    public static string Of(MeasurePrecision precision)
    {
        ArgumentNullException.ThrowIfNull(precision);
        return precision.Measure + "=" + precision.Precision switch
        {
            Precision.Relative relative => $"{Number(relative.Error * 100)} %",
            Precision.Absolute absolute => Number(absolute.HalfWidth),
            _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "A new precision needs a word."),
        };
    }

    public static string Of(StoppingRule.SelectBest best)
    {
        ArgumentNullException.ThrowIfNull(best);
        return $"{best.Measure}={Number(best.IndifferenceZone)}";
    }

    private static (string Measure, string Number)? Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 1 ? null : (text[..equals].Trim(), text[(equals + 1)..].Trim());
    }

    /// <summary>A finite number above 0; null for any other text.</summary>
    private static double? ReadNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : null;

    /// <summary>Twelve digits, so that a percentage is the number that was given.</summary>
    internal static string Number(double value) => decimal.Parse(
        value.ToString("G12", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
        .ToString("0.############################", CultureInfo.InvariantCulture);
}
