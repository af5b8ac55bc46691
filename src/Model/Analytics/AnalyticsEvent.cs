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
    /// A detection rule says that an application crashes too often under a response on a platform; once per rule.
    /// </summary>
    /// <param name="Rule">
    /// Of <see cref="DetectionRule"/>. Only the scenario's own rule has consequences.
    /// </param>
    /// <param name="Crashes">Counted so far under the response.</param>
    /// <param name="Expected">By the baseline, in the same hours.</param>
    public sealed record RegressionDetected(
        string Release, string Application, Platform Platform, string Rule, long Crashes, double Expected, string Why)
        : AnalyticsEvent
    {
        /// <summary>What else was reported by then; null in journals of model 2 and earlier.</summary>
        public SignalCounts? Counts { get; init; }
    }

    /// <param name="Evidence">
    /// What was known at the signal of each application and platform, with the moment of the signal.
    /// </param>
    public sealed record AffectedApplicationsPublished(
        string Release, ImmutableArray<string> Applications, string Evidence)
        : AnalyticsEvent;
}
