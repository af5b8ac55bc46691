using System.Collections.Frozen;
using RsrActors.Model.Devices;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.SoftwareUpdates;

namespace RsrActors.Model.Simulation;

/// <summary>A scenario with what is looked up in it all the time. Immutable, shared by everybody.</summary>
public sealed class World(Scenario scenario)
{
    private readonly FrozenDictionary<string, (Release Release, int Place)> _releases = scenario.Releases
        .Select((release, place) => (release, place))
        .ToFrozenDictionary(pair => pair.release.Id, pair => (pair.release, pair.place), StringComparer.Ordinal);

    public Scenario Scenario { get; } = scenario;

    public FleetSettings Fleet => Scenario.Fleet;

    public InstallSettings Install => Scenario.Fleet.Install;

    public FaultSettings Faults => Scenario.Faults;

    public Release Release(string id) => _releases[id].Release;

    /// <summary>The release's place in the scenario, from 0: stands for it in draws.</summary>
    public int PlaceOf(string release) => _releases[release].Place;

    /// <summary>A number for one attempt at one release, for draws.</summary>
    public int DrawOf(string release, int attempt) => PlaceOf(release) * 4096 + attempt;

    public UpdateTarget UpdateTarget(Platform platform, string from, string to) => Scenario.Updates
        .SelectMany(update => update.Targets)
        .First(target => target.Platform == platform && target.FromBuild == from && target.Build == to);

    public Traits TraitsOf(int device) => Traits.Of(Fleet, Scenario.Seed, device);

    public DailyLife LifeOf(Traits traits) => new(traits, Fleet.Behaviour, Scenario.Start.TimeOfDay);
}
