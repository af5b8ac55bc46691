using System.Globalization;

namespace RsrActors.Scenarios.Sections;

/// <summary>Values of commands that scenarios and the console read in the same way.</summary>
public static class CommandValues
{
    /// <summary>As <c>TargetLocalDateTime</c> has it, without seconds.</summary>
    private const string LocalForm = "yyyy-MM-dd'T'HH:mm";

    /// <summary>What is allowed, for messages.</summary>
    public const string LocalTimeAllowed =
        "a date and time to the minute, without a time zone, from 1970 to 2199, such as \"2023-07-14T21:00\"";

    /// <summary>A date and a time of day without a time zone; null when the text is none.</summary>
    public static DateTime? ReadLocalTime(string text) =>
        DateTime.TryParseExact(text, LocalForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local.Year is >= 1970 and < 2200
            ? local
            : null;

    public static string LocalTime(DateTime local) => local.ToString(LocalForm, CultureInfo.InvariantCulture);
}
