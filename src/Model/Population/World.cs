using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Crashes;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>A scenario with everything that is derived from it once. It is immutable and shared.</summary>
public sealed class World(Scenario scenario)
{
    private readonly FrozenDictionary<string, (Release Release, int Place)> _releases = scenario.Releases
        .Select((release, place) => (release, place))
        .ToFrozenDictionary(pair => pair.release.Id, pair => (pair.release, pair.place), StringComparer.Ordinal);

    private readonly SystemTables _systems = SystemTables.Of(scenario);

    /// <summary>By every version of its targets, because a Mac's version differs from a phone's.</summary>
    private readonly FrozenDictionary<string, int> _updates = scenario.Updates
        .SelectMany((update, place) => update.Targets.Select(target => target.Version).Append(update.Version)
            .Select(version => (version, place)))
        .DistinctBy(pair => pair.version)
        .ToFrozenDictionary(pair => pair.version, pair => pair.place, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, int> _applications = scenario.Fleet.Applications
        .Select((application, place) => (application.Id, place))
        .ToFrozenDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);

    private readonly ImmutableArray<CrashRates> _base =
        [.. Enum.GetValues<Platform>().Select(platform => CrashRates.OfBase(platform, scenario.Fleet))];

    /// <summary>The updates with regressions, by the builds that they lead to.</summary>
    private readonly FrozenDictionary<(Platform, string), UpdateStep> _harmful = scenario.Updates
        .SelectMany((update, place) => update.Targets.Select(
            target => new UpdateStep(update, target, place, UpdateEffort.None)))
        .Where(step => !step.Update.Regressions.IsEmpty)
        .DistinctBy(step => (step.Target.Platform, step.Target.Build))
        .ToFrozenDictionary(step => (step.Target.Platform, step.Target.Build));

    private readonly FrozenDictionary<(string, Platform), CrashRates> _added = scenario.AllReleases
        .SelectMany(release => Enum.GetValues<Platform>().Select(platform => (release, platform)))
        .ToFrozenDictionary(
            pair => (pair.release.Id, pair.platform),
            pair => CrashRates.AddedBy(pair.release, pair.platform, scenario.Fleet));

    private readonly FrozenSet<(string Release, Platform Platform, string Build)> _fixed = scenario.Releases
        .SelectMany(release => FixTables.BuildsFrom(scenario.Updates, update => update.Includes.Contains(release.Id))
            .Select(build => (release.Id, build.Platform, build.Build)))
        .ToFrozenSet();

    private readonly FrozenSet<(string Vulnerability, Platform Platform, string Build)> _fixedInBase =
        scenario.Vulnerabilities
            .SelectMany(flaw => FixTables.BuildsFrom(
                    scenario.Updates, update => scenario.SecurityContentOf(update).Contains(flaw.Id))
                .Select(build => (flaw.Id, build.Platform, build.Build)))
            .ToFrozenSet();

    private readonly FrozenSet<(string Vulnerability, Platform, string Base, string Release)> _fixedByResponse =
        scenario.Vulnerabilities
            .SelectMany(flaw => FixTables.ResponsesThatFix(flaw.Id, scenario.Releases))
            .ToFrozenSet();

    private readonly ImmutableArray<BackgroundSet> _byMechanism =
    [
        .. Enum.GetValues<MechanismKind>().Select(kind => FixTables.SetOf(
            scenario.Background, update => update.Mechanism == kind)),
    ];

    private readonly FrozenDictionary<string, BackgroundSet> _fixedInBackground = scenario.Vulnerabilities
        .ToFrozenDictionary(
            flaw => flaw.Id, flaw => FixTables.FixedBy(scenario.Background, flaw.Id), StringComparer.Ordinal);

    private EvidenceTables? _evidence;

    private GrantTables? _grants;

    private readonly Lazy<ResponseLibrary> _contents = new(() => new ResponseLibrary(scenario));

    private readonly TimeSpan _startOfDay = scenario.Start.TimeOfDay;

    private readonly DateOnly _startDate = DateOnly.FromDateTime(scenario.Start.UtcDateTime);

    private readonly VirtualTime _horizon = scenario.IsUnlimited ? VirtualTime.Never : scenario.End;

    public Scenario Scenario { get; } = scenario;

    public FleetSettings Fleet => Scenario.Fleet;

    public InstallSettings Install => Scenario.Fleet.Install;

    public FaultSettings Faults => Scenario.Faults;

    /// <summary>The rates of crashes on the base of a platform.</summary>
    public CrashRates BaseCrashes(Platform platform) => _base[(int)platform];

    /// <summary>The rates of the crashes that a response or a software update adds on a platform.</summary>
    public CrashRates AddedCrashes(string release, Platform platform) => _added[(release, platform)];

    public Release Release(string id) => _releases[id].Release;

    public bool HasRelease(string id) => _releases.ContainsKey(id);

    /// <summary>Whether the version is one of a software update, or of one of its targets.</summary>
    public bool HasUpdate(string version) => _updates.ContainsKey(version);

    /// <summary>A software update, by its version or that of one of its targets.</summary>
    public SoftwareUpdate Update(string version) => Scenario.Updates[_updates[version]];

    /// <summary>What a response ships for a variant. All contents are made when the first one is needed.</summary>
    public ResponseContent ContentOf(string release, string variant) => _contents.Value.Of(release, variant);

    /// <summary>The release's place in the scenario, from 0; draws use it.</summary>
    public int PlaceOf(string release) => _releases[release].Place;

    /// <summary>A software update's place in the scenario, from 0; draws use it.</summary>
    /// <param name="version">The update's version, or that of one of its targets.</param>
    public int PlaceOfUpdate(string version) => _updates[version];

    /// <summary>An application's place in the scenario, from 0.</summary>
    public int PlaceOfApplication(string application) => _applications[application];

    /// <summary>A number for draws, for one attempt at one release.</summary>
    public int DrawOf(string release, int attempt) => PlaceOf(release) * 4096 + attempt;

    /// <summary>
    /// A number for draws, for one attempt at one software update, which is identified by any version of its targets.
    /// </summary>
    public int DrawOfUpdate(string version, int attempt) => PlaceOfUpdate(version) * 4096 + attempt;

    /// <summary>The software update that leads from one build to another.</summary>
    public UpdateStep UpdateStep(Platform platform, string from, string to) => _systems.Steps[(platform, from, to)];

    /// <summary>The software update with regressions that leads to a build; null when there is none.</summary>
    public UpdateStep? HarmfulUpdateOf(Platform platform, string build) =>
        _harmful.Count == 0 ? null : _harmful.GetValueOrDefault((platform, build));

    /// <summary>The first software update of the scenario that leads to a build; null when there is none.</summary>
    public string? UpdateTo(Platform platform, string build)
    {
        foreach (var update in Scenario.Updates)
        {
            foreach (var target in update.Targets)
            {
                if (target.Platform == platform && target.Build == build)
                    return update.Version;
            }
        }

        return null;
    }

    /// <summary>What sets the ramp of a release.</summary>
    public RolloutSettings RolloutOf(IRelease release) => Scenario.RolloutOf(release);

    /// <summary>Which evidence is collected.</summary>
    public EvidenceTables Evidence => _evidence ?? LazyInitializer.EnsureInitialized(
        ref _evidence, () => new EvidenceTables(this));

    /// <summary>Which releases need a grant for each device.</summary>
    public GrantTables Grants => _grants ?? LazyInitializer.EnsureInitialized(
        ref _grants, () => new GrantTables(this));

    /// <summary>The sealed system volume of a platform's build.</summary>
    public SystemVolumeImage SystemVolume(Platform platform, string build) =>
        _systems.Boots[(platform, build)].Content.SystemVolume;

    /// <summary>
    /// Whether a base build has the fixes of a response: an update that includes the response leads to the build,
    /// directly or through further updates.
    /// </summary>
    public bool HasFixes(string release, Platform platform, string build) =>
        _fixed.Contains((release, platform, build));

    /// <summary>Whether a base build contains the fix of a vulnerability, likewise.</summary>
    public bool IsFixedInBase(string vulnerability, Platform platform, string build) =>
        _fixedInBase.Contains((vulnerability, platform, build));

    /// <summary>
    /// Whether a response on a base contains the fix of a vulnerability. All responses to a base are patches of that
    /// base, so a later one contains the fixes of the earlier ones.
    /// </summary>
    public bool IsFixedBy(string release, string vulnerability, Platform platform, string baseBuild) =>
        _fixedByResponse.Contains((vulnerability, platform, baseBuild, release));

    /// <summary>All background updates of a mechanism.</summary>
    public BackgroundSet BackgroundBy(MechanismKind mechanism) => _byMechanism[(int)mechanism];

    /// <summary>
    /// The background updates that contain the fix of a vulnerability. A later one of the same mechanism contains the
    /// fixes of the earlier ones.
    /// </summary>
    public BackgroundSet FixingInBackground(string vulnerability) => _fixedInBackground[vulnerability];

    /// <summary>An update's place among the scenario's background updates, from 0.</summary>
    public int PlaceInBackground(MechanismKind mechanism, string id)
    {
        for (var place = 0; place < Scenario.Background.Length; place++)
        {
            if (Scenario.Background[place] is var update && update.Mechanism == mechanism && update.Id == id)
                return place;
        }

        throw new ArgumentException($"The scenario has no {Words.Of(mechanism)} '{id}'.", nameof(id));
    }

    /// <summary>The place of a live patch, or of a kernel for kexec.</summary>
    public int PlaceOfKernelPatch(string name)
    {
        var kexec = Scenario.Background.Any(one => one.Mechanism == MechanismKind.Kexec && one.Id == name);
        return PlaceInBackground(kexec ? MechanismKind.Kexec : MechanismKind.LivePatch, name);
    }

    /// <summary>What a platform's build runs before the cryptexes.</summary>
    public BootContent BootOf(Platform platform, string build) => _systems.Boots[(platform, build)].Content;

    /// <summary>The device's boot ticket for a build, before it is signed: the manifest SET.</summary>
    public byte[] BootManifestSetOf(Platform platform, string build, BootBinding device) =>
        _systems.Boots[(platform, build)].Form.Fill(device);

    /// <summary>SHA-384 of that manifest SET.</summary>
    public Digest BootManifestDigestOf(Platform platform, string build, BootBinding device) =>
        _systems.Boots[(platform, build)].Form.ComputeDigest(device);

    /// <summary>The values to which a device's boot ticket for a build is bound.</summary>
    public BootBinding BootBindingOf(Traits traits, string build)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return _systems.Boots[(traits.Platform, build)].BindingOf(traits);
    }

    /// <summary>
    /// An installed operating system. Its boot ticket depends on the device and the build, its seal on the build. Linux
    /// has neither.
    /// </summary>
    public OsInstallation OsOf(Traits traits, string version, string build)
    {
        ArgumentNullException.ThrowIfNull(traits);
        if (!traits.Platform.IsApple)
            return new(version, build, Digest.None, Digest.None);
        var boot = _systems.Boots[(traits.Platform, build)];
        return new(
            version, build, boot.Form.ComputeDigest(boot.BindingOf(traits)), boot.Content.SystemVolume.Seal.Digest);
    }

    public Traits TraitsOf(int device) => Traits.Of(Fleet, Scenario.Seed, device);

    /// <summary>The ring of a device; null in a fleet without rings.</summary>
    public Ring? RingOf(Traits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return traits.Ring < 0 ? null : Fleet.Rings[traits.Ring];
    }

    /// <summary>How the person of a device uses and updates it.</summary>
    public Behaviour BehaviourOf(Traits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return traits.Group?.Behaviour ?? Fleet.BehaviourOn(traits.Platform);
    }

    /// <summary>When the device may be offered something, and when it may restart by itself.</summary>
    public OpeningTimes OpeningTimesOf(Traits traits, DailyLife life) => new(traits, life, _startDate);

    /// <summary>Whether nothing may be installed on a device on the day of a moment.</summary>
    public bool IsBlocked(int device, VirtualTime at)
    {
        if (Fleet.Groups.IsEmpty)
            return false;
        var traits = TraitsOf(device);
        return OpeningTimesOf(traits, LifeOf(traits)).IsBlocked(at);
    }

    public DailyLife LifeOf(Traits traits) => new(traits, BehaviourOf(traits), _startOfDay, _horizon);
}
