using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Scenarios;

/// <summary>How crashes are noticed: on the device, and by the service to whom devices report.</summary>
/// <param name="Enabled">Off: no crash is simulated, nothing is counted, nobody is told.</param>
/// <param name="ChangesSharing">Share of people who change their mind about sharing once.</param>
/// <param name="ChangesSharingAfter">Mean time from the start until they do; exponential.</param>
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
}

/// <summary>The way of daily totals from a device that shares them to the service.</summary>
/// <param name="Panel">
/// Of the devices that share, the share that is asked for its totals: rates can be told from a sample.
/// </param>
/// <param name="Delay">From the end of the device's day to the upload.</param>
/// <param name="Latency">On the way. Not below the lookahead.</param>
/// <param name="Lost">Chance that an upload does not arrive.</param>
/// <param name="Twice">Chance that one that arrives does so twice.</param>
public sealed record UploadSettings(double Panel, Span Delay, Span Latency, double Lost, double Twice)
{
    public static readonly UploadSettings Default = new(
        0.05, new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(6)),
        new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)), 0.01, 0.005);

    /// <summary>Whether a device is in the panel: the same ones all the time.</summary>
    public bool Asks(Dice device) => device.Chance(Panel, Purpose.UploadPanel);
}

/// <summary>Where the crashes come from that a response is measured against.</summary>
public enum Baseline
{
    /// <summary>The catalogue's own rates: the expected count is known.</summary>
    Catalogue,

    /// <summary>What devices reported of the base before the response: the test is the conditional one.</summary>
    Estimated,
}

/// <summary>How the crash-analytics service decides.</summary>
/// <param name="Rule">
/// The name of the detection rule that counts; the others only say what they would have done.
/// </param>
/// <param name="Alpha">
/// Chance that a harmless response is found guilty, for all its applications and platforms together.
/// </param>
/// <param name="Limit">The expected count at which surveillance of one application on one platform ends.</param>
/// <param name="LeastCrashes">No signal before so many.</param>
/// <param name="Review">From a signal to the published list.</param>
public sealed record SurveillanceSettings(
    string Rule, double Alpha, double Limit, int LeastCrashes, Baseline Baseline, TimeSpan Review)
{
    public static readonly SurveillanceSettings Default = new(
        "maxsprt", 0.05, 100, 1, Baseline.Catalogue, TimeSpan.FromHours(1));
}

/// <summary>How a device finds out that a response is to blame for its own crashes.</summary>
public enum DeviceTest
{
    /// <summary><see cref="PoissonComparison"/> of the time before and since.</summary>
    Exact,

    /// <summary><see cref="StabilityRule"/>.</summary>
    Stability,
}

/// <summary>When a device recommends a removal, and what its person makes of it.</summary>
/// <param name="Significance">
/// The exact test's two-sided p-value is no larger, and there are more crashes an hour than before.
/// </param>
/// <param name="Accepted">Chance that the person agrees.</param>
/// <param name="AnswerAfter">Mean time until the person answers; exponential, when awake.</param>
public sealed record RecommendationSettings(
    DeviceTest Test, double Significance, StabilityRule Stability, double Accepted, TimeSpan AnswerAfter)
{
    public static readonly RecommendationSettings Default = new(
        DeviceTest.Exact, 0.05, StabilityRule.Default, 0.6, TimeSpan.FromHours(2));
}
