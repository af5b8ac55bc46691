using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Scenarios;

/// <summary>One scenario with every number resolved. Together with the live commands it determines a run.</summary>
/// <param name="Story">The comment at the beginning of the scenario's file.</param>
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
    RolloutSettings Rollout,
    SigningSettings Signing,
    TimeSpan CataloguePropagation,
    FaultSettings Faults,
    ImmutableArray<ScriptedCommand> Script)
{
    /// <summary>
    /// The duration that stands for "no end": a hundred years, longer than any scenario with an end. So the end is an
    /// ordinary moment. No computation may take longer because the end is far away.
    /// </summary>
    public static readonly TimeSpan Unlimited = TimeSpan.FromDays(36_525);

    public AnalyticsSettings Analytics { get; init; } = AnalyticsSettings.Off;

    public VolumeSettings Volumes { get; init; } = VolumeSettings.Ample;

    /// <summary>The vulnerabilities that releases and updates fix.</summary>
    public ImmutableArray<Vulnerability> Vulnerabilities { get; init; } = [];

    /// <summary>
    /// What devices install in the background, in the order of publication; at most
    /// <see cref="BackgroundSet.Most"/>.
    /// </summary>
    public ImmutableArray<BackgroundUpdate> Background { get; init; } = [];

    /// <summary>Whether the run has no end: it goes on until its host stops it.</summary>
    public bool IsUnlimited => Duration == Unlimited;

    public VirtualTime End => VirtualTime.Zero + Duration;

    /// <summary>
    /// The length of a cell of the grid on which evidence arrives, for all releases: the shortest that a rule needs.
    /// </summary>
    public TimeSpan EvidenceStep => AllReleases
        .Select(release => EvidenceGrid.StepOf(EvidenceOf(release), Kernel.Lookahead))
        .DefaultIfEmpty(EvidenceGrid.Longest)
        .Min();

    /// <summary>The evidence that is read about a release: by its rule, and by rings that ask for health.</summary>
    public EvidenceNeeds EvidenceOf(IRelease release)
    {
        var needs = RolloutOf(release).Rule.Reads;
        return Fleet.Rings.Any(ring => ring.Promotion is RingPromotion.AfterHealth)
            ? needs.And(new(EvidenceKinds.Offers | EvidenceKinds.Installs | EvidenceKinds.ByRing))
            : needs;
    }

    /// <summary>What sets the ramp of a release.</summary>
    public RolloutSettings RolloutOf(IRelease release) => release is SoftwareUpdate { Rollout: UpdateRollout.AllAtOnce }
        ? RolloutSettings.AllAtOnce
        : Rollout;

    /// <summary>The components that a response changes: <see cref="Vulnerability.ComponentsOf"/>.</summary>
    public ImmutableArray<Component> ChangedBy(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        return Vulnerability.ComponentsOf(Vulnerabilities.Where(flaw => release.Fixes.Contains(flaw.Id)));
    }

    /// <summary>
    /// The security content: the vulnerabilities that a response, or a software update with the responses in it, fixes.
    /// </summary>
    public ImmutableArray<string> SecurityContentOf(IRelease release) => release switch
    {
        Release response => response.Fixes,
        SoftwareUpdate update => SecurityContentOf(update),
        _ => throw new ArgumentOutOfRangeException(nameof(release), release, "A new release needs a rule here."),
    };

    private ImmutableArray<string> SecurityContentOf(SoftwareUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return
        [
            .. Vulnerabilities.Select(flaw => flaw.Id).Where(id => update.Fixes.Contains(id)
                || update.Includes.Any(included => FindRelease(included)?.Fixes.Contains(id) == true)),
        ];
    }

    public Release? FindRelease(string id) => Releases.FirstOrDefault(release => release.Id == id);

    public SoftwareUpdate? FindUpdate(string version) => Updates.FirstOrDefault(update => update.Version == version);

    /// <summary>
    /// The systems with which devices start, then those to which software updates lead. A system may occur twice.
    /// </summary>
    public IEnumerable<(Platform Platform, string Version, string Build)> Systems => Fleet.Platforms
        .Select(kind => (kind.Platform, Version: kind.OsVersion, Build: kind.OsBuild))
        .Concat(Updates.SelectMany(update => update.Targets)
            .Select(target => (target.Platform, target.Version, target.Build)))
        .Concat(Fleet.Roster is null ? [] : OfTargets);

    /// <summary>
    /// The systems from which targets start. No device of an inventory needs to have them, but what leads away from
    /// them has contents and sizes. A build whose version is not stated has that of the update.
    /// </summary>
    private IEnumerable<(Platform Platform, string Version, string Build)> OfTargets => Releases
        .SelectMany(release => release.Targets)
        .Select(target => (target.Platform, target.Version, Build: target.PrerequisiteBuild.Text))
        .Concat(Updates.SelectMany(update => update.Targets)
            .Select(target => (target.Platform, target.Version, Build: target.FromBuild)));

    /// <summary>All that the update service publishes: the responses, then the software updates.</summary>
    public IEnumerable<IRelease> AllReleases => Releases.Concat<IRelease>(Updates);

    /// <summary>Those under which applications crash more often.</summary>
    public IEnumerable<IRelease> HarmfulReleases => AllReleases.Where(release => !release.Regressions.IsEmpty);

    /// <summary>What the script publishes, and when, in the order of the script.</summary>
    public IEnumerable<(string Release, VirtualTime At)> Publications => Script.SelectMany(
        scripted => scripted.Command is OperatorCommand.Publish publish
            ? [(publish.Release, scripted.At)]
            : Array.Empty<(string, VirtualTime)>());
}

/// <summary>Settings of the simulation itself. Of these, only the lookahead can change a history.</summary>
/// <param name="Lookahead">The smallest delay of any message between processes.</param>
/// <param name="Cohorts">
/// The largest number of cohorts. Each has at least 100 devices, unless the fleet is smaller than that.
/// </param>
/// <param name="Memoise">
/// Compute digests and patches once for each content instead of once for each device; the histories are the same.
/// </param>
public sealed record KernelSettings(
    TimeSpan Lookahead, int Cohorts, bool Memoise, int EpochEvents, TimeSpan EpochLongest, int SnapshotEvery)
{
    /// <summary>When an idle device loses its actor.</summary>
    public Passivation Passivation { get; init; } = new Passivation.Auto();
}

/// <summary>Chances of faults, each per request or per attempt.</summary>
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
    double SigningWorkerDies,
    double ReleaseActorDies,
    double CrashCounterDies)
{
    /// <summary>The faults of a software update's steps.</summary>
    public UpdateFaults Update { get; init; } = UpdateFaults.None;

    public static readonly FaultSettings None = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The steps of boots, and stored files.</summary>
    public BootFaultSettings Boot { get; init; } = BootFaultSettings.None;
}

/// <summary>
/// Chances that a step of a boot fails, each per boot; and that a stored file is damaged, each time it is read.
/// </summary>
/// <param name="HandsAfter">
/// Mean time until a person repairs a device that does not boot; exponential, when awake.
/// </param>
public sealed record BootFaultSettings(
    double BootTicketInvalid,
    double SnapshotSealBroken,
    double KernelDigestMismatch,
    double CryptexTicketInvalid,
    double CryptexNotGrafted,
    double TrustCacheMissing,
    double DataUnlockFailed,
    double StoredFileDamaged,
    TimeSpan HandsAfter)
{
    public static readonly BootFaultSettings None = new(0, 0, 0, 0, 0, 0, 0, 0, TimeSpan.FromHours(4));

    /// <summary>Whether no step of a boot fails and no file is damaged.</summary>
    public bool IsNone => BootTicketInvalid <= 0 && SnapshotSealBroken <= 0 && KernelDigestMismatch <= 0
        && CryptexTicketInvalid <= 0 && CryptexNotGrafted <= 0 && TrustCacheMissing <= 0 && DataUnlockFailed <= 0
        && StoredFileDamaged <= 0;
}

/// <summary>Chances of faults in the steps of a software update, each per attempt.</summary>
public sealed record UpdateFaults(
    double Damaged,
    double NotPrepared,
    double RamDisk,
    double FileDamaged,
    double VolumeDamaged,
    double Snapshot,
    double DidNotStart)
{
    public static readonly UpdateFaults None = new(0, 0, 0, 0, 0, 0, 0);
}

/// <summary>A command of the script, and when the operator gives it.</summary>
public sealed record ScriptedCommand(VirtualTime At, OperatorCommand Command);
