using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Model.Platforms;

namespace RsrActors.Fleets.Importing;

/// <summary>
/// A version as tools and people write it: <c>13.4.1</c>, <c>13.4.1 (c)</c>, <c>13.4.1(c)</c>,
/// <c>macOS 13.4.1 (c)</c>, <c>macOS 13.3.1 (a) (22E772610a)</c>, <c>Version 13.4 (Build 22F66)</c>.
/// </summary>
/// <param name="System">The name in front of it, in small letters; empty for none.</param>
/// <param name="Number">Without letter, and without a third number 0.</param>
/// <param name="Letter">Empty for none.</param>
/// <param name="Build">Empty for none.</param>
internal sealed partial record VersionText(string System, string Number, string Letter, string Build)
{
    /// <summary>Null when the text is no version.</summary>
    public static VersionText? Parse(string text)
    {
        var match = Form().Match(text.Replace('\u00A0', ' ').Trim());
        if (!match.Success)
            return null;
        var number = Normal(match.Groups["number"].Value);
        return VersionOrder.IsVersion(number)
            ? new(
                match.Groups["system"].Value.ToLowerInvariant(), number,
                match.Groups["letter"].Value.ToLowerInvariant(), match.Groups["build"].Value)
            : null;
    }

    /// <summary>
    /// The letter of a text such as <c>(a)</c> or <c>a</c>; empty for an empty text, null for another one.
    /// </summary>
    public static string? ParseLetter(string text) => text.Trim().Trim('(', ')').Trim().ToLowerInvariant() switch
    {
        "" or "-" or "none" or "null" => "",
        [>= 'a' and <= 'z'] letter => letter,
        _ => null,
    };

    private static string Normal(string number)
    {
        var parts = number.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        while (parts.Count > 2 && parts[^1] == 0)
            parts.RemoveAt(parts.Count - 1);
        if (parts.Count == 1)
            parts.Add(0);
        return string.Join('.', parts);
    }

    [GeneratedRegex(
        @"^(?:(?<system>(?![Vv]ersion )[A-Za-z][A-Za-z /]{0,40}?) )?(?:[Vv]ersion )?"
        + @"(?<number>\d{1,3}(?:\.\d{1,3}){0,2})" // Four numbers are an address.
        + @"(?: ?\((?<letter>[A-Za-z])\))?(?: ?\(?(?:[Bb]uild )?(?<build>\d{2}[A-Z]\d{1,7}[a-z]?)\)?)?\z")]
    private static partial Regex Form();
}

/// <summary>A day as tools write it.</summary>
internal static partial class DayText
{
    private const long LastSecond = 253_402_300_799; // 9999-12-31

    /// <summary>
    /// The number of the day, from 0001-01-01: of <c>2024-07-23T14:11:37Z</c> and <c>2024-07-23 14:11:37+00:00</c>,
    /// of <c>07/23/2024 at 2:11 PM</c> with the month or the day first, of <c>23.07.2024 14:11</c> with the day first,
    /// and of seconds or milliseconds since 1970. The time zone is not applied.
    /// </summary>
    /// <returns>Null when the text is no day.</returns>
    public static DayReading? Parse(string text)
    {
        if (text.Length >= 10 && text[4] == '-' && text[7] == '-')
            return text.Length == 10 || text[10] is 'T' or ' ' ? InBoth(Day(text.AsSpan(0, 10), "yyyy-MM-dd")) : null;

        if (text.Contains('/', StringComparison.Ordinal))
        {
            var date = WithoutTime(text);
            var (month, day) = (Day(date, "M/d/yyyy"), Day(date, "d/M/yyyy"));
            return month is null && day is null ? null : new(month ?? DayReading.No, day ?? DayReading.No);
        }

        // With dots the day is always first, as in Germany.
        if (text.Contains('.', StringComparison.Ordinal))
            return InBoth(Day(WithoutTime(text), "d.M.yyyy"));

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        number = number > LastSecond ? number / 1000 : number;
        return number <= LastSecond
            ? InBoth(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(number).UtcDateTime).DayNumber)
            : null;
    }

    /// <summary>What is allowed in the place of a text that is no day.</summary>
    /// <param name="told">The order that the user names, if any.</param>
    public static string Allowed(ReadOnlySpan<char> text, DateOrder? told) => told switch
    {
        _ when ShortYear().IsMatch(text) =>
            "a year has four digits: allowed is a day such as 2024-07-23, 07/23/2024 or 23.07.2024",
        DateOrder.DayFirst => "allowed is a day such as 2024-07-23T14:11:37Z or 23/07/2024, as --dates says",
        DateOrder.MonthFirst => "allowed is a day such as 2024-07-23T14:11:37Z or 07/23/2024, as --dates says",
        _ => "allowed is a day such as 2024-07-23T14:11:37Z, 07/23/2024 or 23.07.2024",
    };

    private static ReadOnlySpan<char> WithoutTime(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', ',');
        return end < 0 ? text : text.AsSpan(0, end);
    }

    private static DayReading? InBoth(int? day) => day is { } known ? new(known, known) : null;

    private static int? Day(ReadOnlySpan<char> text, string form) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.DayNumber
            : null;

    [GeneratedRegex(@"^\d{1,2}([./])\d{1,2}\1\d{2}(?!\d)")]
    private static partial Regex ShortYear();
}
