using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>
/// What the crash-analytics service has counted and found: a fold of its events and of the working states of its
/// epochs. A <see cref="ReportBook"/> holds which reports are counted.
/// </summary>
/// <param name="Epoch">The last epoch whose counts are included.</param>
/// <param name="Seq">The number of the service's last event.</param>
/// <param name="Cells">By <see cref="Surveillance.CellOf(int, int, Platform)"/>.</param>
/// <param name="Releases">In the order of the scenario.</param>
/// <param name="Affected">The list as it was published last.</param>
public sealed record AnalyticsState(
    long Epoch, int Seq, ImmutableArray<CrashCell> Cells, ImmutableArray<WatchedRelease> Releases,
    AffectedApplications Affected)
{
    public static AnalyticsState Initial(Surveillance surveillance)
    {
        ArgumentNullException.ThrowIfNull(surveillance);
        return new(
            0, 0,
            [.. Enumerable.Repeat(CrashCell.Empty, surveillance.Cells)],
            [.. surveillance.Scenario.Releases.Select(_ => WatchedRelease.Unwatched(surveillance))],
            AffectedApplications.None);
    }

    /// <summary>What is counted for rollout rules, and not told yet.</summary>
    public PendingUse Pending { get; init; } = PendingUse.None;

    /// <summary>When the list is published next.</summary>
    public VirtualTime NextList =>
        Releases.Aggregate(VirtualTime.Never, (next, one) => VirtualTime.Min(next, one.ListDue));

    public AnalyticsState Evolve(AnalyticsEvent happened, VirtualTime at, Surveillance surveillance)
    {
        ArgumentNullException.ThrowIfNull(surveillance);
        var next = this with { Seq = Seq + 1 };
        return happened switch
        {
            AnalyticsEvent.RegressionDetected e => next.Signalled(e, at, surveillance),
            AnalyticsEvent.AffectedApplicationsPublished e => next.Published(e, at, surveillance),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here."),
        };
    }

    /// <summary>Adds what an epoch counted; returns the same state when that epoch is included already.</summary>
    public AnalyticsState With(AnalyticsWorking working)
    {
        ArgumentNullException.ThrowIfNull(working);
        if (working.Epoch <= Epoch)
            return this;
        var (cells, releases) = (Cells.ToBuilder(), Releases.ToBuilder());
        foreach (var (place, cell) in working.Cells)
            cells[place] = cell;
        foreach (var (release, since, history) in working.Starts)
            releases[release - 1] = releases[release - 1] with { Since = since, History = history };
        foreach (var (release, application, count) in working.Recommendations)
        {
            var one = releases[release - 1];
            releases[release - 1] = one with { Recommendations = one.Recommendations.SetItem(application, count) };
        }

        return this with
        {
            Epoch = working.Epoch,
            Cells = cells.DrainToImmutable(),
            Releases = releases.DrainToImmutable(),
            Pending = working.Pending,
        };
    }

    public AnalyticsState With(int release, Func<WatchedRelease, WatchedRelease> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Releases = Releases.SetItem(release - 1, change(Releases[release - 1])) };
    }

    private AnalyticsState Signalled(
        AnalyticsEvent.RegressionDetected e, VirtualTime at, Surveillance surveillance) =>
        With(surveillance.ReleaseOf(e.Release), watched => watched with
        {
            Findings = watched.Findings.Add(new(at, e)),
            ListDue = watched.Listed.Contains(e.Application)
                ? watched.ListDue
                : VirtualTime.Min(watched.ListDue, at + surveillance.Review),
        });

    private AnalyticsState Published(
        AnalyticsEvent.AffectedApplicationsPublished e, VirtualTime at, Surveillance surveillance)
    {
        var effective = at + surveillance.Scenario.CataloguePropagation;
        var added = e.Applications
            .Where(application => Affected.Find(e.Release, application) is null)
            .Select(application => new AffectedApplication(e.Release, application, effective));
        var list = new AffectedApplications(Affected.Version + 1, [.. Affected.Entries, .. added]);
        return With(
            surveillance.ReleaseOf(e.Release),
            watched => watched with { Listed = e.Applications, ListDue = VirtualTime.Never }) with { Affected = list };
    }
}

/// <summary>What one epoch counted and no event contains. Its size does not grow with earlier counts.</summary>
/// <param name="Reports">Reports counted for the first time.</param>
/// <param name="Firsts">First uses, first crashes and first answers of devices.</param>
/// <param name="Cells">The cells that have changed.</param>
public sealed record AnalyticsWorking(
    long Epoch,
    ImmutableArray<NotedReport> Reports,
    ImmutableArray<NotedFirst> Firsts,
    ImmutableArray<CellNews> Cells,
    ImmutableArray<SurveillanceStarted> Starts,
    ImmutableArray<RecommendationNews> Recommendations)
{
    /// <summary>What is counted for rollout rules and not told yet, at the end of the epoch.</summary>
    public PendingUse Pending { get; init; } = PendingUse.None;
}

public readonly record struct NotedReport(int Device, int Day);

/// <param name="Mark">
/// By <see cref="Surveillance.UseMark"/>, <see cref="Surveillance.CrashMark"/> and
/// <see cref="Surveillance.RecommendationMark"/>.
/// </param>
public readonly record struct NotedFirst(int Device, int Mark);

/// <param name="Place">By <see cref="Surveillance.CellOf(int, int, Platform)"/>.</param>
public sealed record CellNews(int Place, CrashCell Cell);

/// <param name="Release">The response's place in the scenario, from 1.</param>
public sealed record SurveillanceStarted(int Release, VirtualTime Since, ImmutableArray<ReportedUse> History);

/// <param name="Release">The response's place in the scenario, from 1.</param>
public sealed record RecommendationNews(int Release, int Application, RecommendationCount Count);
