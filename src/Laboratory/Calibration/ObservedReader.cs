using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RsrActors.Laboratory.Decisions;
using RsrActors.Laboratory.Designs;
using RsrActors.Model.Platforms;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// Reads observed shares over time from CSV with a header: a time (<c>hours</c>, <c>days</c> or <c>time</c>), a share
/// (<c>share</c> or <c>percent</c>), and optionally <c>release</c>, <c>platform</c> and <c>weight</c>.
/// </summary>
public static class ObservedReader
{
    /// <summary>More points are refused: their covariance would not fit into memory.</summary>
    public const int MostPoints = 1000;

    private const int Longest = 4 * 1024 * 1024; // In bytes.
    private const int MostColumns = 100;
    private const double MostDays = 3650;

    private static readonly ImmutableArray<(string Column, string Meaning)> Columns =
    [
        ("hours", "hours"), ("hour", "hours"), ("days", "days"), ("day", "days"), ("time", "time"), ("after", "time"),
        ("share", "share"), ("adoption", "share"), ("percent", "percent"), ("share_percent", "percent"),
        ("release", "release"), ("build", "release"), ("version", "release"), ("platform", "platform"),
        ("weight", "weight"),
    ];

    public static ObservedReading ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            return Refuse(path, "found a folder, allowed is a CSV file");
        try
        {
            var bytes = BoundedFile.Read(path, Longest);
            return FileSignature.NameOf(bytes.Span) is { } other
                ? Refuse(path, $"found {other}, allowed is CSV in UTF-8")
                : Read(path, new UTF8Encoding(false, true).GetString(bytes.Span));
        }
        catch (FileTooLongException)
        {
            return Refuse(path, "found more than 4 MiB, allowed are 4 MiB at most");
        }
        catch (DecoderFallbackException)
        {
            return Refuse(path, "found bytes that are no text, allowed is CSV in UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Refuse(path, $"cannot be read: {e.Message}");
        }
    }

    /// <param name="file">How refusals name the text.</param>
    public static ObservedReading Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero)
        {
            return Refuse(
                file, $"row {1 + text.AsSpan(0, zero).Count('\n')}: found a character 0, allowed is CSV in UTF-8");
        }

        var points = ImmutableArray.CreateBuilder<ObservedPoint>();
        Dictionary<string, int>? places = null;
        var row = 0;
        foreach (var fields in CsvFields.Rows(new StringReader(text.TrimStart('\ufeff'))))
        {
            row++;
            if (places is null)
            {
                if (PlacesOf(fields, out var header) is not { } found)
                    return Refuse(file, $"row 1: {header}");
                places = found;
                continue;
            }

            if (fields.All(string.IsNullOrWhiteSpace))
                continue;
            if (ReadRow(row, fields, places, out var why) is not { } point)
                return Refuse(file, $"row {row}: {why}");
            if (points.FirstOrDefault(one => IsSame(one, point)) is { } before)
                return Refuse(file, $"row {row}: found the time of row {before.Row} again, allowed is one row for it");
            if (points.Count == MostPoints)
            {
                return Refuse(
                    file, $"row {row}: found more than {MostPoints} points, allowed are {MostPoints} at most");
            }

            points.Add(point);
        }

        if (places is null)
            return Refuse(file, "found no row, allowed is CSV with a header and a row for each observed share");
        return points.Count == 0
            ? Refuse(file, "found a header and no row, allowed is a row for each observed share")
            : points.All(point => point.Weight == 0)
            ? Refuse(file, "found no row with a weight above 0, allowed is one or more")
            : new ObservedReading.Accepted(points.ToImmutable(), text);
    }

    private static bool IsSame(ObservedPoint one, ObservedPoint other) =>
        (one.After, one.Release, one.Platform) == (other.After, other.Release, other.Platform);

    private static Dictionary<string, int>? PlacesOf(ImmutableArray<string> header, out string why)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        why = $"found {header.Length} columns, allowed are {MostColumns} at most";
        if (header.Length > MostColumns)
            return null;
        for (var i = 0; i < header.Length; i++)
        {
            var name = header[i].Trim().ToLowerInvariant().Replace(' ', '_');
            if (Columns.FirstOrDefault(one => one.Column == name).Meaning is not { } meaning)
                continue;
            why = $"found two columns for {meaning}, allowed is one";
            if (!places.TryAdd(meaning, i))
                return null;
        }

        var known = $"found the columns {ValueText.Shorten(string.Join(", ", header))}, allowed is";
        why = $"{known} one of hours, days and time";
        if (((string[])["hours", "days", "time"]).Count(places.ContainsKey) != 1)
            return null;
        why = $"{known} one of share and percent";
        return places.ContainsKey("share") != places.ContainsKey("percent") ? places : null;
    }

    private static ObservedPoint? ReadRow(
        int row, ImmutableArray<string> fields, Dictionary<string, int> places, out string why)
    {
        if (Time(out why) is not { } after || Share(out why) is not var (share, resolution))
            return null;
        var weight = 1.0;
        if (Field("weight") is { Length: > 0 } weighed && !(Number(weighed, out weight) && weight is >= 0 and <= 1e9))
        {
            why = $"found the weight '{ValueText.Shorten(weighed)}', allowed is a number from 0 on";
            return null;
        }

        Platform? platform = null;
        if (Field("platform") is { Length: > 0 } named)
        {
            var at = Enum.GetValues<Platform>()
                .Where(one => one.Name.Equals(named, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (at is not [var found])
            {
                why = $"found the platform '{ValueText.Shorten(named)}', allowed is one of "
                    + string.Join(", ", Enum.GetValues<Platform>().Select(one => one.Name));
                return null;
            }

            platform = found;
        }

        return new(row, after, share, resolution)
        {
            Weight = weight,
            Platform = platform,
            Release = Field("release") is { Length: > 0 } release ? release : null,
        };

        string? Field(string meaning) =>
            places.TryGetValue(meaning, out var place) ? place < fields.Length ? fields[place].Trim() : "" : null;

        TimeSpan? Time(out string refusal)
        {
            var (text, days) = Field("hours") is { } hours ? (hours, 1 / 24.0)
                : Field("days") is { } whole ? (whole, 1.0)
                : (Field("time")!, 1 / 24.0);
            refusal = $"found the time '{ValueText.Shorten(text)}', allowed is a time since the publication, from 0 to "
                + $"{MostDays} d, such as 36 in hours, or 1.5 d";
            if (RangeNumber.Read(text) is not { } number)
                return null;
            days = number.Unit switch { "" => days, "h" => 1 / 24.0, "d" => 1, "min" => 1 / 1440.0, _ => double.NaN };
            return number.Number * days is >= 0 and <= MostDays and var some
                ? TimeSpan.FromMilliseconds(Math.Round(some * 86_400_000))
                : null;
        }

        (double Share, double Resolution)? Share(out string refusal)
        {
            var inPercent = Field("percent") is not null;
            var text = Field("percent") ?? Field("share")!;
            refusal = $"found the share '{ValueText.Shorten(text)}', allowed is "
                + (inPercent ? "a number from 0 to 100" : "a number from 0 to 1, or 0 % to 100 %");
            if (RangeNumber.Read(text) is not { Unit: "" or "%" } number)
                return null;
            var scale = inPercent || number.Unit == "%" ? 0.01 : 1;
            var decimals = text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point
                ? text[(point + 1)..].TakeWhile(char.IsAsciiDigit).Count()
                : 0;
            var step = scale;
            for (var i = 0; i < Math.Min(decimals, 9); i++)
                step /= 10;
            return number.Number * scale is >= 0 and <= 1 and var share ? (share, Math.Min(step, 0.05)) : null;
        }
    }

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static ObservedReading.Refused Refuse(string file, string what) =>
        new(OneLine.Of($"{file}: {what}."));
}
