using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>What the crash-analytics service finds and publishes.</summary>
public abstract record AnalyticsEvent : IEvent
{
    private AnalyticsEvent()
    {
    }

    /// <summary>
    /// The sequential test signals that an application crashes too often under a response on a platform. It signals
    /// once at most for each response, application and platform.
    /// </summary>
    /// <param name="Crashes">Crashes counted so far under the response.</param>
    /// <param name="Expected">Crashes that the baseline expects in the same hours of use.</param>
    public sealed record RegressionDetected(
        string Release, string Application, Platform Platform, long Crashes, double Expected, string Why)
        : AnalyticsEvent
    {
        /// <summary>The other counts reported by then; null in journals of model 2 and earlier.</summary>
        public SignalCounts? Counts { get; init; }
    }

    /// <param name="Evidence">
    /// What was reported by the signal of each application and platform, with the moment of the signal.
    /// </param>
    public sealed record AffectedApplicationsPublished(
        string Release, ImmutableArray<string> Applications, string Evidence)
        : AnalyticsEvent;
}
