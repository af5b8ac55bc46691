using System.Globalization;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Commands;

/// <summary>What an import understood, in lines for a terminal.</summary>
internal static class ImportSummary
{
    private const int MostLines = 6; // The summary has to fit a screen.
    private const int MostInLine = 5;
    private const int MostNames = 5;
    private const int LongestName = 60;

    public static IEnumerable<string> Lines(ImportReport report) =>
    [
        Headline(report),
        .. report.Files.SelectMany(file => Columns(file, report.Files.Length > 1)),
        .. Counts("by platform", report, kind => kind.Platform.Name),
        .. Counts("by model", report, kind => kind.Model),
        .. Counts("by version", report, kind => VersionOf(kind)),
        .. Counts("by response", report, kind => kind.Letter.Length > 0 ? $"({kind.Letter})" : "none"),
        .. Counts("by group", report, kind => kind.Group),
        .. Counts("by ring", report, kind => kind.Ring),
        .. LastSeen(report),
        .. Unknown(report),
        .. Standings(report),
        .. NotUnderstood(report),
    ];

    private static string Headline(ImportReport report) =>
        $"{HumanText.Count(report.Devices, "device")} of {HumanText.Count(report.Kinds.Length, "kind")} in "
        + $"{HumanText.Count(report.Rows, "row")}"
        + (report.Files is [var file] ? Recognition(file) : $" of {report.Files.Length} files");

    private static string Recognition(ImportedFile file) =>
        (file.IsDetected ? ", recognised by its columns as " : ", read as ") + NameOf(file.Source);

    private static IEnumerable<string> Columns(ImportedFile file, bool isOneOfSeveral)
    {
        if (isOneOfSeveral)
            yield return $"{file.Path}: {HumanText.Count(file.Rows, "row")}{Recognition(file)}";
        foreach (var line in ImportColumns.Lines(file))
            yield return line;
        if (file.Dates is { } dates)
            yield return DatesText(dates, "--dates");
    }

    /// <summary>
    /// Says what to know about a list of devices that a scenario has as its fleet without an import of it: how its
    /// dates were read, and which columns to look at. Nothing where there is no doubt, and for an inventory that an
    /// import has written.
    /// </summary>
    /// <param name="file">Null for a scenario without an inventory.</param>
    public static void WriteRemarks(TextWriter output, ImportedFile? file)
    {
        foreach (var remark in Remarks(file))
            output.WriteLine(remark);
    }

    private static IEnumerable<string> Remarks(ImportedFile? file)
    {
        if (file is null or { Source: InventorySource.Own })
            yield break;
        if (file.Dates is { } dates)
            yield return DatesText(dates, "'rsr fleet import' with --dates");
        var doubtful = ImportColumns.Doubtful(file).ToArray();
        foreach (var line in doubtful)
            yield return line;
        if (doubtful.Length > 0)
            yield return $"'rsr fleet import {file.Path}' shows which columns are read, and --map of it reads others";
    }

    /// <summary>How the dates of a file were read, and why.</summary>
    /// <param name="option">What reads them otherwise.</param>
    private static string DatesText(DateReading dates, string option)
    {
        var (words, other) = dates.Order == DateOrder.DayFirst
            ? ("day first", "month-first")
            : ("month first", "day-first");
        return $"dates such as 12/07/2023 are read with the {words}" + dates.Grounds switch
        {
            DateGrounds.Told => ", as --dates says",
            DateGrounds.Shown => $", as row {dates.Row} shows",
            DateGrounds.OtherFile => $", as another file shows; {option} {other} reads them otherwise",
            DateGrounds.Assumed =>
                $": both orders fit every row, and with this one devices are silent for less time; "
                + $"{option} {other} reads the other",
            _ => throw new ArgumentOutOfRangeException(nameof(dates), dates, "New grounds need their words here."),
        };
    }

    private static string NameOf(InventorySource source) => source switch
    {
        InventorySource.Fleet => "an export of Fleet",
        InventorySource.Jamf => "an export of Jamf Pro",
        InventorySource.Kandji => "an export of Kandji",
        InventorySource.Osquery => "a result of osquery",
        InventorySource.Own => "an inventory of rsr",
        _ => "plain columns",
    };

    private static IEnumerable<string> Counts(string title, ImportReport report, Func<InventoryKind, string> key)
    {
        var counts = report.Kinds.GroupBy(key)
            .Select(group => (Name: group.Key, Devices: group.Sum(kind => (long)kind.Devices)))
            .OrderByDescending(group => group.Devices).ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToArray();
        if (counts is [{ Name: "" }])
            return [];
        var named = counts.Take(MostLines).Select(one => (one.Name.Length > 0 ? one.Name : "none", one.Devices));
        return counts.Length <= MostLines
            ? Table(title, [.. named])
            : Table(
                title,
                [
                    .. named,
                    ($"{counts.Length - MostLines} others", counts.Skip(MostLines).Sum(one => one.Devices)),
                ]);
    }

    /// <summary>Few numbers stand in one line.</summary>
    private static IEnumerable<string> Table(string title, IReadOnlyList<(string Name, long Devices)> rows) =>
        rows.Count <= MostInLine
            ? [$"{title}: {string.Join("; ", rows.Select(row => $"{row.Name} {HumanText.Count(row.Devices)}"))}"]
            : [title, .. rows.Select(row => $"  {row.Name,-24} {HumanText.Count(row.Devices),10}")];

    private static IEnumerable<string> LastSeen(ImportReport report)
    {
        if (report.Day is not { } day)
            return [];
        return Table(
            $"by last check-in before {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            [
                Since("a day or less", 0, 1), Since("2 to 6 days", 2, 6), Since("1 to 4 weeks", 7, 29),
                Since("1 to 3 months", 30, 89), Since("longer, or never", 90, int.MaxValue),
            ]);

        (string, long) Since(string words, int least, int most) => (words, report.Kinds
            .Where(kind => kind.DaysSilent >= least && kind.DaysSilent <= most)
            .Sum(kind => (long)kind.Devices));
    }

    private static IEnumerable<string> Unknown(ImportReport report)
    {
        var builds = report.Kinds.Where(kind => kind.OsBuild.Length == 0).Sum(kind => (long)kind.Devices);
        var named = report.UnknownModels.Where(one => one.Model.Contains(',', StringComparison.Ordinal)).ToArray();
        var nameless = report.AssumedModels - named.Sum(one => one.Devices);
        if (named.Length > 0)
        {
            var some = string.Join("; ", named.Take(MostNames).Select(one => one.Model));
            yield return $"{HumanText.Count(named.Sum(one => one.Devices), "device")} of "
                + $"{HumanText.Count(named.Length, "model")} that the program does not know: {some}"
                + (named.Length > MostNames ? $" and {named.Length - MostNames} others" : "")
                + "; chip and battery are assumed";
        }

        if (nameless > 0)
            yield return $"{HumanText.Count(nameless, "device")} without a model: chip and battery are assumed";
        if (report.AssumedPlatforms is { IsEmpty: false } platforms)
        {
            var some = platforms.Select(one => $"{one.Platform.Name} {HumanText.Count(one.Devices)}");
            yield return "their platform is assumed, too, for "
                + $"{HumanText.Count(platforms.Sum(one => one.Devices), "device")}, because no column tells model or "
                + $"processor: {string.Join("; ", some)}";
        }

        if (SharedNames(report) is { } shared)
            yield return shared;
        if (builds > 0)
        {
            yield return $"{HumanText.Count(builds, "device")} without a known build: "
                + "the scenario gives it by the version";
        }
    }

    /// <summary>Models of which the inventory tells a name that several product types share.</summary>
    private static string? SharedNames(ImportReport report)
    {
        if (report.SharedNames is not { IsEmpty: false } names)
            return null;
        var some = string.Join("; ", names.Take(MostNames).Select(one =>
            $"{Shortened(one.Name)} as {one.Model} ({HumanText.Count(one.Devices)})"));
        return $"{HumanText.Count(names.Sum(one => one.Devices), "device")} with a name that product types of one "
            + $"platform share; the first is assumed: {some}"
            + (names.Length > MostNames ? $"; and {HumanText.Count(names.Length - MostNames, "other name")}" : "");
    }

    private static string Shortened(string name) => name.Length > LongestName ? $"{name[..LongestName]}…" : name;

    /// <summary>
    /// How the devices stand to the responses that Apple published, where the fleet has the base's version.
    /// </summary>
    private static IEnumerable<string> Standings(ImportReport report)
    {
        foreach (var response in KnownResponses.All.DistinctBy(one => (one.IsMac, one.Name)))
        {
            var (have, can, older, newer) = (0L, 0L, 0L, 0L);
            foreach (var kind in report.Kinds.Where(kind => kind.Platform.IsMac == response.IsMac))
            {
                var order = VersionOrder.Compare(kind.OsVersion, response.Version);
                if (order < 0)
                    older += kind.Devices;
                else if (order > 0)
                    newer += kind.Devices;
                else if (kind.Letter.Length > 0 && kind.Letter[0] >= response.Letter)
                    have += kind.Devices;
                else
                    can += kind.Devices;
            }

            if (have + can > 0)
            {
                yield return $"{response.Name} for {(response.IsMac ? "Macs" : "iPhones and iPads")}: "
                    + $"{HumanText.Count(have)} protected by it or a later one, "
                    + $"{HumanText.Count(newer)} by a newer version, "
                    + $"{HumanText.Count(can)} can install it, {HumanText.Count(older)} are too old";
            }
        }
    }

    private static IEnumerable<string> NotUnderstood(ImportReport report)
    {
        foreach (var (why, rows) in report.Skipped)
            yield return $"left out: {HumanText.Count(rows, "row")}, {WordsOf(why)}";
        foreach (var (field, reason, rows) in report.Rejected)
            yield return $"not understood: {HumanText.Count(rows, "row")}, {field}: {reason}";
    }

    private static string WordsOf(Skipped why) => why switch
    {
        Skipped.Continuation => "which continue the device above them",
        Skipped.OtherPlatform => "whose platform has no responses",
        Skipped.BlankLine => "which are blank lines",
        Skipped.Removed => "whose device is removed from management",
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "A new reason needs its words here."),
    };

    private static string VersionOf(InventoryKind kind) => $"{(kind.Platform.IsMac ? "macOS" : "iOS")} {kind.OsVersion}"
        + (kind.Letter.Length > 0 ? $" ({kind.Letter})" : "");
}
