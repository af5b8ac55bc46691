using System.Collections.Immutable;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Scenarios;

/// <summary>One story, with every number resolved: what a run is a function of, together with live commands.</summary>
/// <param name="Story">The comment on top of the scenario's file.</param>
/// <param name="Start">Virtual time zero.</param>
public sealed record Scenario(
    string Name,
    string Story,
    DateTimeOffset Start,
    TimeSpan Duration,
    ulong Seed,
    KernelSettings Kernel,
    FleetSettings Fleet,
    ImmutableArray<Release> Releases,
    ImmutableArray<SoftwareUpdate> Updates,
    RolloutRule Rollout,
    SigningSettings Signing,
    TimeSpan CataloguePropagation,
    FaultSettings Faults,
    ImmutableArray<ScriptedCommand> Script)
{
    /// <summary>
    /// The duration of a scenario without an end, longer than any that has one. A hundred years stand for it, so that
    /// its end is a moment like all others; nothing may cost more because it is so far away.
    /// </summary>
    public static readonly TimeSpan Unlimited = TimeSpan.FromDays(36_525);

    public AnalyticsSettings Analytics { get; init; } = AnalyticsSettings.Off;

    /// <summary>The run has no end: a host serves it until it is stopped.</summary>
    public bool IsUnlimited => Duration == Unlimited;

    public VirtualTime End => VirtualTime.Zero + Duration;

    public Release? FindRelease(string id) => Releases.FirstOrDefault(release => release.Id == id);
}

/// <summary>How virtual time is kept. None of it shows in a device's history but the lookahead.</summary>
/// <param name="Lookahead">The smallest latency between any two parts of the world.</param>
/// <param name="Cohorts">Into how many processes the fleet is cut, at most; none has fewer than 100 devices.</param>
/// <param name="Memoise">
/// Compute digests and patches once per content instead of once per device; the same histories.
/// </param>
public sealed record KernelSettings(
    TimeSpan Lookahead, int Cohorts, bool Memoise, int EpochEvents, TimeSpan EpochLongest, int SnapshotEvery);

/// <summary>Chances of what may go wrong, each per request or per attempt.</summary>
public sealed record FaultSettings(
    double NetworkInterrupted,
    double PatchDamaged,
    double ImageDamaged,
    double SealBroken,
    double NonceRolled,
    double TicketForOtherDevice,
    double TicketForOtherContent,
    double ForeignCertificate,
    double DidNotStart,
    double StorageFull,
    double SigningWorkerDies,
    double ReleaseActorDies,
    double CrashCounterDies)
{
    public static readonly FaultSettings None = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/// <summary>Something the operator does at a time.</summary>
public sealed record ScriptedCommand(VirtualTime At, OperatorCommand Command);
