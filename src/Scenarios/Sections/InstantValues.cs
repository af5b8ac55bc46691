using System.Globalization;

namespace RsrActors.Scenarios.Sections;

/// <summary>Moments in UTC.</summary>
internal static class InstantValues
{
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
        "yyyy-MM-dd HH:mm'Z'", "yyyy-MM-dd HH:mm:ss'Z'",
    ];

    /// <summary>Unix time begins here. The run's certificates are valid from a year before the start.</summary>
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A scenario without an end lasts a century. With this start the years of all its dates have four digits, and its
    /// nanoseconds since 1970 fit 64 bits.
    /// </summary>
    public static readonly DateTimeOffset Latest = new(2099, 12, 31, 23, 59, 59, 999, TimeSpan.Zero);

    /// <summary>A <see cref="ValueReader{T}"/>.</summary>
    public static bool Read(string text, out DateTimeOffset instant, out string why)
    {
        why = $"found '{text}', allowed is a moment in UTC such as \"2023-07-10T17:00:00Z\"";
        if (!DateTimeOffset.TryParseExact(
            text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
            return false;
        why = $"found '{text}', allowed is a moment from {Earliest:yyyy-MM-dd} to {Latest:yyyy-MM-dd} in UTC";
        return instant >= Earliest && instant <= Latest;
    }

    /// <summary>
    /// A date, <c>2023-05-18</c>, means its first moment. For values for which a day is exact enough.
    /// </summary>
    public static bool ReadDay(string text, out DateTimeOffset instant, out string why)
    {
        if (DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
        {
            why = "";
            return true;
        }

        return Read(text, out instant, out why);
    }
}
