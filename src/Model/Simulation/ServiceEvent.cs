using System.Collections.Immutable;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;

namespace RsrActors.Model.Simulation;

/// <summary>What happens at a service, or at the operator's desk.</summary>
public abstract record ServiceEvent : IEvent
{
    private ServiceEvent()
    {
    }

    public sealed record CommandAccepted(string Command, string IssuedBy) : ServiceEvent;

    public sealed record SigningOutageStarted : ServiceEvent;

    public sealed record SigningOutageEnded : ServiceEvent;

    /// <param name="Eligible">Whether the signing service answers requests for it with a ticket.</param>
    public sealed record SigningPolicyChanged(string Release, bool Eligible) : ServiceEvent;

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
        : ServiceEvent
    {
        /// <summary>What else was reported by then; null in journals of model 2 and earlier.</summary>
        public SignalCounts? Counts { get; init; }
    }

    /// <param name="Evidence">
    /// What was known at the signal of each application and platform, with the moment of the signal.
    /// </param>
    public sealed record AffectedApplicationsPublished(
        string Release, ImmutableArray<string> Applications, string Evidence)
        : ServiceEvent;

    public sealed record SoftwareUpdatePublished(string Version) : ServiceEvent;
}
