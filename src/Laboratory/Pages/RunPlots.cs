using System.Collections.Immutable;
using RsrActors.Charts;
using RsrActors.Model;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>A plot of one run.</summary>
/// <param name="Name">The name of its file, without the extension.</param>
/// <param name="Caption">How it is read, in one or two sentences.</param>
/// <param name="Svg">An SVG element, which is a file of its own, too.</param>
public sealed record RunPlot(string Name, string Caption, string Svg);

/// <summary>
/// The plots of one run, on its page and as files. Equal reports give equal bytes, and a long run does not make them
/// larger.
/// </summary>
public static class RunPlots
{
    /// <summary>More points are not visible.</summary>
    private const int MostPoints = 240;

    /// <summary>More lines cannot be told apart.</summary>
    private const int MostLines = 8;

    /// <summary>More marks cover each other.</summary>
    private const int MostMarks = 10;

    private const double HourMilliseconds = 3_600_000;
    private const double HourSeconds = 3600;
    private const double Percent = 100;

    /// <summary>The names of all plots that a run can have.</summary>
    public static readonly ImmutableArray<string> Names = ["adoption", "protection", "ramp"];

    /// <summary>The plots that the run has: those of nothing are left out.</summary>
    public static ImmutableArray<RunPlot> Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Adoption.IsEmpty)
            return [];
        var unit = TimeUnit.For(report.Adoption[^1].Ms / HourMilliseconds);
        RunPlot?[] all = [Adoption(report, unit), Protection(report, unit), Ramp(report, unit)];
        return [.. all.OfType<RunPlot>()];
    }

    /// <summary>The rows that are drawn or listed: every so many, and the last one.</summary>
    internal static ImmutableArray<AdoptionHour> Thinned(ImmutableArray<AdoptionHour> rows, int most)
    {
        var step = Math.Max(1, (rows.Length + most - 2) / (most - 1));
        return [.. rows.Where((_, place) => place % step == 0 || place == rows.Length - 1)];
    }

    /// <summary>The responses of most devices at any hour, in the order of the report.</summary>
    internal static ImmutableArray<ReleaseFigures> Largest(Report report, int most)
    {
        var peaks = report.Releases.ToDictionary(
            release => release.Id,
            release => report.Adoption.Max(hour => hour.Active.GetValueOrDefault(release.Id)));
        var kept = report.Releases.OrderByDescending(release => peaks[release.Id]).Take(most)
            .Select(release => release.Id).ToHashSet();
        return [.. report.Releases.Where(release => kept.Contains(release.Id))];
    }

    /// <summary>How many devices each platform has, as far as the report says it.</summary>
    internal static ImmutableSortedDictionary<string, long> PlatformsOf(Report report)
    {
        var reach = report.Releases.FirstOrDefault(release => !release.Reach.IsEmpty)?.Reach ?? [];
        return (reach.IsEmpty
                ? (report.Vulnerabilities ?? []).SelectMany(flaw => flaw.Platforms)
                    .Select(one => (one.Platform, one.Devices))
                : reach.Select(one => (one.Platform, one.Devices)))
            .Where(one => one is { Platform: not "all", Devices: > 0 })
            .DistinctBy(one => one.Platform)
            .ToImmutableSortedDictionary(one => one.Platform, one => one.Devices, StringComparer.Ordinal);
    }

    private static RunPlot? Adoption(Report report, TimeUnit unit)
    {
        if (report.Releases.IsEmpty)
            return null;
        var hours = Thinned(report.Adoption, MostPoints);
        var shown = Largest(report, MostLines);
        ImmutableArray<ChartLine> lines =
        [
            .. shown.Select(release => new ChartLine(
                release.Id, [.. hours.Select(hour => (At(hour, unit), ShareOf(hour, release.Id)))])),
        ];
        return new(
            "adoption",
            "On how much of the fleet each response is active. A dotted line marks a publication or a withdrawal."
            + (shown.Length < report.Releases.Length
                ? $" The {shown.Length} responses of most devices, of {report.Releases.Length}."
                : ""),
            LineChart.Draw(
                TextOf(
                    $"Adoption in {report.Scenario}",
                    lines, unit, "active on, % of the fleet", "of the fleet at the end"),
                lines, marks: MarksOf(report, unit)));
    }

    private static RunPlot? Protection(Report report, TimeUnit unit)
    {
        var hours = Thinned(report.Adoption, MostPoints);
        if (hours.All(hour => hour.Protected is not { IsEmpty: false }))
            return null;
        var platforms = PlatformsOf(report);
        ImmutableArray<ChartLine> lines =
        [
            new("fleet", [.. hours.Select(hour => (At(hour, unit), ProtectedShare(hour)))]),
            .. platforms.Count < 2
                ? []
                : platforms.Take(MostLines - 1).Select(platform => new ChartLine(
                    platform.Key,
                    [
                        .. hours.Select(hour => (
                            At(hour, unit),
                            Percent * (hour.Protected?.GetValueOrDefault(platform.Key) ?? 0) / platform.Value)),
                    ])),
        ];
        return new(
            "protection",
            (report.Vulnerabilities is null
                ? "A device is protected when it has the fixes of the newest response for its platform."
                : "A device is protected when it runs content without the vulnerabilities that concern it.")
            + " Each line is a share of the devices of its platform.",
            LineChart.Draw(
                TextOf($"Protection in {report.Scenario}", lines, unit, "protected, % of the devices", "at the end"),
                lines, marks: MarksOf(report, unit)));
    }

    /// <summary>The share of the fleet that each ramp admits: it stays until the next decision.</summary>
    private static RunPlot? Ramp(Report report, TimeUnit unit)
    {
        var end = unit.Of(report.Adoption[^1].Ms / HourMilliseconds);
        ImmutableArray<ChartLine> lines =
        [
            .. Largest(report, MostLines)
                .Select(release => new ChartLine(release.Id, StepsOf(report, release.Id, unit, end)))
                .Where(line => !line.Points.IsEmpty),
        ];
        return lines.IsEmpty
            ? null
            : new(
                "ramp",
                "The share of the fleet that the ramp of each response admits; 0 while it is paused, and after its "
                + "withdrawal.",
                LineChart.Draw(
                    TextOf($"Ramps in {report.Scenario}", lines, unit, "admitted, % of the fleet", "at the end"),
                    lines, Percent, MarksOf(report, unit)));
    }

    private static ImmutableArray<(double X, double Y)> StepsOf(Report report, string id, TimeUnit unit, double end)
    {
        var points = new List<(double X, double Y)>();
        var (percent, now) = (0.0, 0.0);
        foreach (var decision in report.Decisions.Where(one => one.About == id))
        {
            percent = decision.Percent ?? percent;
            var next = decision.What switch
            {
                _ when decision.Percent is not null => percent,
                _ when decision.What == Words.Of(DecisionKind.Resumed) => percent,
                _ when decision.What == Words.Of(DecisionKind.Paused)
                    || decision.What == Words.Of(DecisionKind.Withdrawn)
                    || decision.What == Words.Of(DecisionKind.Superseded) => 0,
                _ => now,
            };
            if (next == now)
                continue;
            var x = unit.Of((double)decision.Seconds / HourSeconds);
            points.AddRange([(x, now), (x, next)]);
            now = next;
        }

        if (points.Count == 0)
            return [];
        points.Insert(0, (0, 0));
        points.Add((end, now));
        return Thinned(points);
    }

    /// <summary>A ramp of very many steps looks like a line: every so many steps are left out.</summary>
    private static ImmutableArray<(double X, double Y)> Thinned(List<(double X, double Y)> points)
    {
        var step = (points.Count + MostPoints - 2) / (MostPoints - 1);
        return [.. points.Where((_, place) => place % step == 0 || place == points.Count - 1)];
    }

    private static ChartText TextOf(
        string title, ImmutableArray<ChartLine> lines, TimeUnit unit, string up, string ending) => new(
        title,
        string.Join("; ", lines.Select(
            line => $"{line.Name}: {ShortNumber.Of((decimal)line.Points[^1].Y)} % {ending}")),
        $"{unit.Name} since the start", up);

    private static ImmutableArray<ChartMark> MarksOf(Report report, TimeUnit unit) =>
    [
        .. report.Releases.SelectMany(release => ((ChartMark?[])
            [
                MarkAt(release.PublishedSeconds, release.Id),
                MarkAt(release.WithdrawnSeconds, $"{release.Id} withdrawn"),
            ]).OfType<ChartMark>())
            .OrderBy(mark => mark.X).Take(MostMarks).Select(mark => mark with { X = unit.Of(mark.X) }),
    ];

    private static ChartMark? MarkAt(decimal? seconds, string name) =>
        seconds is { } at ? new((double)at / HourSeconds, name) : null;

    private static double At(AdoptionHour hour, TimeUnit unit) => unit.Of(hour.Ms / HourMilliseconds);

    internal static double ShareOf(AdoptionHour hour, string release) =>
        FleetOf(hour) is > 0 and var fleet ? Percent * hour.Active.GetValueOrDefault(release) / fleet : 0;

    internal static double ProtectedShare(AdoptionHour hour) =>
        FleetOf(hour) is > 0 and var fleet ? Percent * (hour.Protected?.Values.Sum() ?? 0) / fleet : 0;

    private static long FleetOf(AdoptionHour hour) => hour.Base + hour.Active.Values.Sum();
}
