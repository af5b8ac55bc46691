using System.Globalization;

namespace RsrActors.Model.Analytics;

/// <summary>Counts of crashes as text, for the reasons of signals and for the evidence of a list.</summary>
internal static class CrashWords
{
    public static string Crashes(long count) => Words.Count(count, "crash", "crashes");

    /// <summary>
    /// An expected count with two decimals; below 1 with two digits, so that a small count is not shown as 0.
    /// </summary>
    public static string Expected(double count) =>
        count.ToString(count is > 0 and < 1 ? "G2" : "0.##", CultureInfo.InvariantCulture);
}
