using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Scenarios;

/// <summary>How crashes are detected: on the device, and by the service to which devices report.</summary>
/// <param name="Enabled">When off, no crash is simulated, counted or reported.</param>
/// <param name="ChangesSharing">Share of people who change their decision about sharing once.</param>
/// <param name="ChangesSharingAfter">Mean time from the start to that change; exponential.</param>
public sealed record AnalyticsSettings(
    bool Enabled,
    double ChangesSharing,
    TimeSpan ChangesSharingAfter,
    UploadSettings Upload,
    SurveillanceSettings Surveillance,
    RecommendationSettings Recommendation)
{
    public static readonly AnalyticsSettings Default = new(
        true, 0, TimeSpan.FromDays(7), UploadSettings.Default, SurveillanceSettings.Default,
        RecommendationSettings.Default);

    public static readonly AnalyticsSettings Off = Default with { Enabled = false };

    public ListSettings List { get; init; } = ListSettings.Default;
}

/// <summary>How devices query the list of affected applications.</summary>
/// <param name="Every">The length of the intervals in each of which a device queries the list once.</param>
/// <param name="Latency">From the query to its answer; no longer than the interval.</param>
public sealed record ListSettings(TimeSpan Every, Span Latency)
{
    public static readonly ListSettings Default = new(
        TimeSpan.FromDays(1), new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
}

/// <summary>How daily totals get from a device that shares analytics to the service.</summary>
/// <param name="Panel">
/// Share of the sharing devices that send their totals; a sample is enough to estimate rates.
/// </param>
/// <param name="Delay">From the end of the device's day to the upload.</param>
/// <param name="Latency">From the upload to its arrival; not below the lookahead.</param>
/// <param name="Lost">Chance that an upload does not arrive.</param>
/// <param name="Twice">Chance that an upload that arrives does so twice.</param>
public sealed record UploadSettings(double Panel, Span Delay, Span Latency, double Lost, double Twice)
{
    public static readonly UploadSettings Default = new(
        0.05, new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(6)),
        new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)), 0.01, 0.005);

    /// <summary>Whether a device is in the panel; the panel never changes.</summary>
    public bool Asks(Dice device) => device.Chance(Panel, Purpose.UploadPanel);
}

/// <summary>Where the base rate comes from with which a response's crashes are compared.</summary>
public enum Baseline
{
    /// <summary>The rates of the scenario's applications; the expected count is known.</summary>
    Catalogue,

    /// <summary>What devices reported of the base before the response; the test is the conditional one.</summary>
    Estimated,
}

/// <summary>How the crash-analytics service decides.</summary>
/// <param name="Alpha">
/// Chance of a signal for a harmless response, over all its applications and platforms together.
/// </param>
/// <param name="Limit">The expected count at which surveillance of one application on one platform ends.</param>
/// <param name="LeastCrashes">There is no signal with fewer crashes.</param>
/// <param name="Review">The time from a signal to the published list.</param>
public sealed record SurveillanceSettings(
    double Alpha, double Limit, int LeastCrashes, Baseline Baseline, TimeSpan Review)
{
    public static readonly SurveillanceSettings Default =
        new(0.05, 100, 1, Baseline.Catalogue, TimeSpan.FromHours(1));
}

/// <summary>How a device tests whether a response causes its crashes.</summary>
public enum DeviceTest
{
    /// <summary><see cref="PoissonComparison"/> of the time before and since the response.</summary>
    Exact,

    /// <summary><see cref="StabilityRule"/>.</summary>
    Stability,
}

/// <summary>When a device recommends a removal, and how its person answers.</summary>
/// <param name="Significance">
/// The largest two-sided p-value of the exact test that leads to a recommendation. There must also be more crashes per
/// hour than before.
/// </param>
/// <param name="Accepted">Chance that the person accepts.</param>
/// <param name="AnswerAfter">Mean time until the person answers; exponential, when awake.</param>
public sealed record RecommendationSettings(
    DeviceTest Test, double Significance, StabilityRule Stability, double Accepted, TimeSpan AnswerAfter)
{
    public static readonly RecommendationSettings Default = new(
        DeviceTest.Exact, 0.05, StabilityRule.Default, 0.6, TimeSpan.FromHours(2));
}
