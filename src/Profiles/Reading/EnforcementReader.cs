using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Fleets.Tables;

namespace RsrActors.Profiles.Reading;

/// <summary>Reads the target and the deadline of an enforcement.</summary>
/// <param name="note">Notes what is wrong with a key.</param>
internal sealed partial class EnforcementReader(Action<string, string> note)
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Example = "2026-03-25T09:30:00";

    /// <summary>Null when a device ignores the declaration.</summary>
    /// <param name="version">Null when the key is missing or no text.</param>
    /// <param name="build">Likewise.</param>
    /// <param name="date">Likewise.</param>
    public EnforcedVersion? Read(string? version, string? build, string? date, string where)
    {
        var (number, letter) = version is null ? (null, null) : ReadVersion(version);
        var deadline = date is null ? null : ReadDate(date);
        if (build is not null && !BuildForm().IsMatch(build))
        {
            note(Schemas.PayloadSchema.TargetBuild, $"found '{Short(build)}', allowed is a build such as 25D771280a");
            build = null;
        }

        if (number is null || deadline is null)
            return null;
        if (KnownResponses.OfBuild(build ?? "") is { } known && known.Version != number)
        {
            note(
                Schemas.PayloadSchema.TargetBuild,
                $"found {build}, the build of {known.Name}, with the version {number}; the version takes precedence");
            build = null;
        }

        return new(number, letter, build ?? "", deadline.Value, where);
    }

    private (string? Number, char? Letter) ReadVersion(string text)
    {
        var match = VersionForm().Match(text);
        if (match.Success)
            return (match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value[0] : null);
        note(
            Schemas.PayloadSchema.TargetVersion,
            $"found '{Short(text)}', allowed is a version such as 26.3.1; a device ignores the declaration");
        return (null, null);
    }

    private DateTime? ReadDate(string text)
    {
        if (DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is >= 1970 and < 2200)
            return local;
        var found = ZoneForm().IsMatch(text) ? "a date with a time zone" : "no date of that form";
        note(
            Schemas.PayloadSchema.TargetDate,
            $"found '{Short(text)}', {found}, allowed is a date and time of the device such as {Example}, without a "
            + "time zone and fractions; a device ignores the declaration");
        return null;
    }

    private static string Short(string text) => text.Length > 60 ? $"{text[..57]}..." : text;

    [GeneratedRegex(@"^(\d{1,3}(?:\.\d{1,3}){0,2})(?: ?\(([a-z])\))?\z")]
    private static partial Regex VersionForm();

    [GeneratedRegex(@"^\d{2}[A-Z]\d{1,7}[a-z]?\z")]
    private static partial Regex BuildForm();

    [GeneratedRegex(@"(Z|z|[+-]\d\d:?\d\d)\z")]
    private static partial Regex ZoneForm();
}
