using System.Collections.Immutable;
using System.Globalization;

namespace RsrActors.Laboratory.Designs;

/// <summary>The words for what a threshold compares.</summary>
public static class ThresholdStatistic
{
    public const string Mean = "mean";
    public const string MeanLow = "mean-low";
    public const string MeanHigh = "mean-high";
    public const string Median = "median";
    public const string MedianLow = "median-low";
    public const string MedianHigh = "median-high";
    public const string Share = "share";
    public const string ShareLow = "share-low";
    public const string ShareHigh = "share-high";
    public const string Min = "min";
    public const string Max = "max";
    public const string Never = "never";

    /// <summary>All but the percentiles.</summary>
    public static readonly ImmutableArray<string> Words =
    [
        Mean, MeanLow, MeanHigh, Median, MedianLow, MedianHigh, Share, ShareLow, ShareHigh, Min, Max, Never,
    ];

    /// <summary>For messages.</summary>
    public static string Allowed => $"{string.Join(", ", Words)}, and percentiles from p1 to p99";

    public static bool IsKnown(string word) => Words.Contains(word) || PercentileOf(word) is not null;

    /// <summary>The chance of a percentile: 0.95 for <c>p95</c>; null for another word.</summary>
    public static double? PercentileOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.StartsWith('p')
            && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 1 and <= 99
                ? percent / 100.0
                : null;
    }
}
