using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Reading;

/// <summary>Versions, letters and days as feeds write them.</summary>
internal static partial class FeedWords
{
    /// <summary>How long a current build can be asked for after each reading (2,505 polls of 2024 to 2026).</summary>
    public const int DaysToExpiry = 90;

    /// <summary>A version, and the letter behind it if it has one; null when the text is no version.</summary>
    public static (string Version, char? Letter)? Version(string text)
    {
        var match = VersionForm().Match(text);
        if (!match.Success)
            return null;
        var numbers = match.Groups[1].Value.Split('.').ToList();
        while (numbers.Count > 2 && numbers[^1].Trim('0').Length == 0)
            numbers.RemoveAt(numbers.Count - 1);
        if (numbers.Count == 1)
            numbers.Add("0");
        var version = string.Join('.', numbers);
        return VersionOrder.IsVersion(version) ? (version, Char(match.Groups[2].Value)) : null;
    }

    /// <summary>The letter of <c>(a)</c>, <c>a</c> or <c>RSR_a</c>; null when the text has another form.</summary>
    public static char? Letter(string text) => Char(LetterForm().Match(text).Groups[1].Value);

    /// <summary>The letter at the end of "Rapid Security Response macOS 13.4.1 (a)"; null for none.</summary>
    public static char? LetterOfName(string name) => Char(NameForm().Match(name).Groups[1].Value);

    /// <summary>
    /// The day of a date or a moment. What follows the day is not read, because some feeds end it in <c>+00:00Z</c>,
    /// which no time zone has, or in nine digits of a second.
    /// </summary>
    /// <returns>Null when the text does not begin with a day of this century.</returns>
    public static DateOnly? Day(string text) =>
        text.Length >= 10 && (text.Length == 10 || text[10] is 'T' or ' ')
        && DateOnly.TryParseExact(
            text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 2000 and < 2100
            ? day
            : null;

    /// <summary>Whether a text can name a flaw, a device or a board: it has no blank and no sign of a syntax.</summary>
    public static bool IsName(string text) => NameOfThing().IsMatch(text);

    private static char? Char(string text) => text.Length == 1 ? text[0] : null;

    [GeneratedRegex(@"^(\d{1,3}(?:\.\d{1,3}){0,3})(?: ?\(([a-z])\))?\z")]
    private static partial Regex VersionForm();

    [GeneratedRegex(@"^(?:RSR_|\()?([a-z])\)?\z")]
    private static partial Regex LetterForm();

    [GeneratedRegex(@" \(([a-z])\)\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9,._-]{0,63}\z")]
    private static partial Regex NameOfThing();
}
