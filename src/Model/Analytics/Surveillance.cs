using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// How a scenario's responses are watched: the place of each count, and its baseline. It is immutable and shared.
/// </summary>
public sealed class Surveillance
{
    private static readonly int PlatformCount = PlatformNames.All.Count;

    private readonly FrozenDictionary<string, int> _applications;
    private readonly FrozenDictionary<string, int> _releases;
    private readonly ImmutableArray<Lazy<PoissonMaxSprt>> _tests;

    public Surveillance(Scenario scenario)
    {
        Scenario = scenario;
        _applications = Applications.Select((application, i) => (application, i))
            .ToFrozenDictionary(pair => pair.application.Id, pair => pair.i, StringComparer.Ordinal);
        _releases = scenario.Releases.Select((release, i) => (release, i))
            .ToFrozenDictionary(pair => pair.release.Id, pair => pair.i + 1, StringComparer.Ordinal);
        _tests = [.. Enumerable.Range(1, scenario.Releases.Length).Select(release => new Lazy<PoissonMaxSprt>(
            () => new PoissonMaxSprt(AlphaOf(release), Settings.Limit, Settings.LeastCrashes)))];

        Rollouts = new RolloutUse(scenario, MarksOfResponses);
    }

    public Scenario Scenario { get; }

    public SurveillanceSettings Settings => Scenario.Analytics.Surveillance;

    public ImmutableArray<Application> Applications => Scenario.Fleet.Applications;

    /// <summary>The time from a signal to the published list.</summary>
    public TimeSpan Review => Max(Settings.Review, Scenario.Kernel.Lookahead);

    /// <summary>The number of cells of one application: each platform on the base, then under each response.</summary>
    public int CellsPerApplication => (Scenario.Releases.Length + 1) * PlatformCount;

    public int Cells => Applications.Length * CellsPerApplication;

    /// <summary>The number of cells of one response: each platform of each application.</summary>
    public int CellsPerRelease => Applications.Length * PlatformCount;

    /// <summary>
    /// The number of firsts that are counted for each device: a use and a crash for each response and application, and
    /// an answer to a recommendation for each response; and those that rollout rules read.
    /// </summary>
    public int Marks => MarksOfResponses + Rollouts.Marks;

    private int MarksOfResponses => Scenario.Releases.Length * (2 * Applications.Length + 1);

    /// <summary>What is counted for rollout rules.</summary>
    public RolloutUse Rollouts { get; }

    public int PlaceOf(string application) => _applications[application];

    /// <summary>The response's place in the scenario, from 1; 0 is the base.</summary>
    public int ReleaseOf(string? release) => release is null ? 0 : _releases[release];

    public string NameOf(int release) => Scenario.Releases[release - 1].Id;

    public int CellOf(int release, int application, Platform platform) =>
        application * CellsPerApplication + CellOf(release, platform);

    /// <summary>The cell's place among the cells of one application.</summary>
    public static int CellOf(int release, Platform platform) => release * PlatformCount + (int)platform;

    /// <summary>The cell's place among the cells of one response.</summary>
    public static int CellWithin(int application, Platform platform) => application * PlatformCount + (int)platform;

    public int UseMark(int release, int application) => (release - 1) * (2 * Applications.Length + 1) + 2 * application;

    public int CrashMark(int release, int application) => UseMark(release, application) + 1;

    public int RecommendationMark(int release) => UseMark(release, Applications.Length);

    /// <summary>Whether a response is made for a platform.</summary>
    public bool Concerns(int release, Platform platform) =>
        Scenario.Releases[release - 1].Targets.Any(target => target.Platform == platform);

    /// <summary>Whether a response makes an application crash more often on a platform.</summary>
    public bool IsHarmed(int release, int application, Platform platform) =>
        Concerns(release, platform) && Scenario.Releases[release - 1].Regressions.Any(regression =>
            regression.Application == Applications[application].Id && regression.Concerns(platform)
            && regression.AddedTo(Applications[application].CrashesPerThousandHours) > 0);

    /// <summary>
    /// Whether a signal is a false alarm: the response does no harm there. This is known from the scenario only; the
    /// service does not use it.
    /// </summary>
    public bool IsFalseAlarm(AnalyticsEvent.RegressionDetected detected)
    {
        ArgumentNullException.ThrowIfNull(detected);
        return !IsHarmed(ReleaseOf(detected.Release), PlaceOf(detected.Application), detected.Platform);
    }

    /// <summary>
    /// The response's chance of a false alarm, divided by the number of its applications and platforms.
    /// </summary>
    public double AlphaOf(int release) => Settings.Alpha / (Applications.Length
        * Math.Max(1, Scenario.Releases[release - 1].Targets.Select(target => target.Platform).Distinct().Count()));

    public CellBaseline BaselineOf(int release, WatchedRelease watched, int application, Platform platform)
    {
        ArgumentNullException.ThrowIfNull(watched);
        if (Settings.Baseline == Baseline.Catalogue)
            return new CellBaseline.Known(
                Applications[application].CrashesPerThousandHours / 1000, _tests[release - 1]);
        return watched.IsWatched && watched.History[CellWithin(application, platform)] is { Milliseconds: > 0 } history
            ? new CellBaseline.Estimated(history, AlphaOf(release), Settings.Limit, Settings.LeastCrashes)
            : CellBaseline.Missing.Instance;
    }

    /// <summary>The state after a release is published whose rollout rule reads use and crashes.</summary>
    public AnalyticsState Starting(AnalyticsState state, string release, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { Pending = state.Pending.Starting(release, Rollouts.DayOf(at)) };
    }

    /// <summary>The state after a report is counted for rollout rules.</summary>
    /// <param name="isFirst">Whether a mark of the device is set for the first time; called once for each.</param>
    public AnalyticsState Counting(AnalyticsState state, CrashReport report, VirtualTime at, Func<int, bool> isFirst)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Rollouts.Releases.IsEmpty
            ? state
            : state with
            {
                Pending = Rollouts.Count(
                    state.Pending, report, at,
                    (watched, total) => BaselineOf(watched.Release, state, total.Application, report), isFirst),
            };
    }

    /// <summary>
    /// Crashes per hour that an application's baseline expects on the platform of a report. That of a software update
    /// is always the scenario's rate.
    /// </summary>
    private double BaselineOf(IRelease release, AnalyticsState state, string application, CrashReport report)
    {
        var place = PlaceOf(application);
        return release is Release response && ReleaseOf(response.Id) is var number
            ? BaselineOf(number, state.Releases[number - 1], place, report.Platform).PerHour
            : Applications[place].CrashesPerThousandHours / 1000;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
