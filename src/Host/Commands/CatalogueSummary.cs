using System.Globalization;
using RsrActors.Catalogues;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Commands;

/// <summary>What an import of feeds understood, in lines for a terminal.</summary>
internal static class CatalogueSummary
{
    private const int MostRemarks = 20;

    public static IEnumerable<string> Lines(CatalogueReport report) =>
    [
        Headline(report),
        .. Updates(report.Catalogue),
        .. Responses(report.Catalogue),
        .. Unknown(report.Catalogue),
        .. report.OtherSystems.Select(one => $"left out: {HumanText.Count(one.Rows, "row")} of {one.System}"),
        .. report.NotUnderstood.Take(MostRemarks).Select(remark => $"not understood: {remark.Message}"),
        .. report.NotUnderstoodInAll > MostRemarks
            ? [$"not understood: {HumanText.Count(report.NotUnderstoodInAll - MostRemarks)} more values"]
            : Array.Empty<string>(),
    ];

    private static string Headline(CatalogueReport report)
    {
        var catalogue = report.Catalogue;
        return $"{HumanText.Count(catalogue.Updates.Count(), "version")} and "
            + $"{HumanText.Count(catalogue.Responses.Count(), "response")} in {HumanText.Count(report.Rows, "row")} of "
            + string.Join(" and ", report.Forms.Select(NameOf))
            + (catalogue.Day is { } day ? $", as of {Day(day)}" : ", of a day that the feed does not say");
    }

    private static string NameOf(FeedForm form) => form switch
    {
        FeedForm.Sofa1 => "a SOFA feed, version 1",
        FeedForm.Sofa2 => "a SOFA feed, version 2",
        FeedForm.Pmv => "Apple's lookup service",
        FeedForm.Own => "a catalogue of rsr",
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A new form needs its name here."),
    };

    private static IEnumerable<string> Updates(PublishedCatalogue catalogue)
    {
        foreach (var line in catalogue.Updates.GroupBy(
            update => (update.System, Major: VersionOrder.MajorOf(update.Version))))
        {
            var (builds, current) = (
                line.SelectMany(update => update.Builds).Where(build => build.Build.Length > 0).ToArray(),
                line.Where(update => update.Builds.Any(build => build.IsCurrent)).ToArray());
            yield return $"{line.Key.System.Name} {line.Key.Major}: {HumanText.Count(line.Count(), "version")}, "
                + $"{HumanText.Count(builds.Length, "build")}, "
                + $"{HumanText.Count(line.SelectMany(update => update.Fixes).Distinct().Count(), "flaw")} fixed, "
                + $"{HumanText.Count(line.SelectMany(update => update.Exploited).Distinct().Count())} exploited"
                + (current.Length > 0 ? $"; offered is {string.Join(", ", current.Select(one => one.Version))}" : "");
        }
    }

    private static IEnumerable<string> Responses(PublishedCatalogue catalogue) => catalogue.Responses.Select(response =>
    {
        var builds = response.Builds.Where(build => build.Build.Length > 0)
            .Select(build => build.Prerequisite.Length > 0 ? $"{build.Build} on {build.Prerequisite}" : build.Build)
            .ToArray();
        var devices = response.Builds.SelectMany(build => build.Devices).Distinct().Count();
        return $"{response.FullName}: " + string.Join("; ", new[]
        {
            response.Released is { } day ? Day(day) : "of no known day",
            builds.Length > 0 ? string.Join(", ", builds) : "no build in the feed",
            devices > 0 ? HumanText.Count(devices, "model") : "",
            response.Fixes.Length == 0 ? "" : string.Join(", ", response.Fixes.Select(
                flaw => response.Exploited.Contains(flaw) ? $"{flaw} (exploited)" : flaw)),
        }.Where(part => part.Length > 0));
    });

    private static IEnumerable<string> Unknown(PublishedCatalogue catalogue)
    {
        var without = catalogue.Updates
            .Where(update => update.Builds.All(build => build.Build.Length == 0)).ToArray();
        if (without.Length > 0)
        {
            yield return $"{HumanText.Count(without.Length, "version")} without a build in the feed: "
                + "a new scenario takes it from the program's table";
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
