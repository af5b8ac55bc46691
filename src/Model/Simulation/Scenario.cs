using System.Collections.Immutable;
using RsrActors.Model.Crashes;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Signing;
using RsrActors.Model.SoftwareUpdates;

namespace RsrActors.Model.Simulation;

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

    /// <summary>The world is watched for as long as somebody wants to.</summary>
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

/// <summary>What an operator can do. A script holds these, and so does a console.</summary>
public abstract record OperatorCommand
{
    private OperatorCommand()
    {
    }

    /// <param name="Percent">Null leaves the ramp to the rollout rule.</param>
    public sealed record Publish(string Release, double? Percent) : OperatorCommand;

    public sealed record Ramp(string Release, double Percent) : OperatorCommand;

    public sealed record Pause(string Release, string Cause) : OperatorCommand;

    public sealed record Resume(string Release, string Cause) : OperatorCommand;

    public sealed record Withdraw(string Release, string Cause, bool RemoveFromDevices) : OperatorCommand;

    public sealed record PublishUpdate(string Version) : OperatorCommand;

    public sealed record StartSigningOutage : OperatorCommand;

    public sealed record EndSigningOutage : OperatorCommand;

    /// <summary>Whoever manages devices sets what their people may do with responses.</summary>
    public sealed record Restrict(bool AllowInstallation, bool AllowRemoval) : OperatorCommand;

    /// <summary>
    /// Managed devices have to install a response; at the deadline they restart into it, used or not.
    /// </summary>
    /// <param name="Within">From the order to the deadline.</param>
    public sealed record Enforce(string Release, TimeSpan Within) : OperatorCommand;

    /// <summary>Managed devices remove all responses.</summary>
    public sealed record RemoveFromManaged : OperatorCommand;

    /// <summary>A device's person starts, or ceases, to share analytics.</summary>
    public sealed record ShareAnalytics(int Device, bool Share) : OperatorCommand;

    /// <summary>A device's person removes all responses.</summary>
    public sealed record RemoveResponses(int Device) : OperatorCommand;

    /// <summary>A device's person installs a response, again or for the first time.</summary>
    public sealed record Install(int Device, string Release) : OperatorCommand;

    /// <summary>A device's person takes it off its charger, and does not put it back for a while.</summary>
    public sealed record Unplug(int Device, TimeSpan For) : OperatorCommand;

    /// <summary>As it is written in a script: <c>withdraw 16.5.1-a because "web sites broke"</c>.</summary>
    public sealed override string ToString() => this switch
    {
        Publish { Percent: { } percent } c => $"publish {c.Release} at {percent:0.##}%",
        Publish c => $"publish {c.Release}",
        Ramp c => $"ramp {c.Release} to {c.Percent:0.##}%",
        Pause c => $"pause {c.Release}: {c.Cause}",
        Resume c => $"resume {c.Release}: {c.Cause}",
        Withdraw { RemoveFromDevices: true } c => $"withdraw {c.Release} and remove it from devices: {c.Cause}",
        Withdraw c => $"withdraw {c.Release}: {c.Cause}",
        PublishUpdate c => $"publish software update {c.Version}",
        StartSigningOutage => "start signing outage",
        EndSigningOutage => "end signing outage",
        Restrict c =>
            $"managed devices: installation {Allowed(c.AllowInstallation)}, removal {Allowed(c.AllowRemoval)}",
        Enforce c => $"enforce {c.Release} within {c.Within.TotalHours:0.##} h",
        RemoveFromManaged => "remove responses from managed devices",
        ShareAnalytics { Share: true } c => $"{EntityId.Device(c.Device)} shares analytics",
        ShareAnalytics c => $"{EntityId.Device(c.Device)} shares no analytics",
        RemoveResponses c => $"{EntityId.Device(c.Device)} removes responses",
        Install c => $"{EntityId.Device(c.Device)} installs {c.Release}",
        Unplug c => $"{EntityId.Device(c.Device)} is taken off its charger for {c.For.TotalHours:0.##} h",
        _ => throw new ArgumentOutOfRangeException(GetType().Name, "A new command needs its words here."),
    };

    private static string Allowed(bool allowed) => allowed ? "allowed" : "forbidden";
}
