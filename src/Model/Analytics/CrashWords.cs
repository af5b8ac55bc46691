using System.Globalization;

namespace RsrActors.Model.Analytics;

/// <summary>Counts of crashes as text, for the reasons that detection rules give.</summary>
internal static class CrashWords
{
    public static string Crashes(long count) => Words.Count(count, "crash", "crashes");

    public static string Devices(long count) => Words.Count(count, "device", "devices");

    public static string DailyUsers(long count) => Words.Count(count, "daily user", "daily users");

    /// <summary>
    /// An expected count with two decimals; below 1 with two digits, so that a small count is not shown as 0.
    /// </summary>
    public static string Expected(double count) =>
        count.ToString(count is > 0 and < 1 ? "G2" : "0.##", CultureInfo.InvariantCulture);
}
