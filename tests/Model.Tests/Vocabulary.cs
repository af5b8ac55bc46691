using CsCheck;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;

namespace RsrActors.Model.Tests;

/// <summary>
/// The plain scenario of a <see cref="TestFleet"/>, and objects for tests of rules: worlds, devices at rest,
/// catalogues.
/// </summary>
internal static class Vocabulary
{
    public const string A = TestFleet.A;
    public const string C = TestFleet.C;
    public const string Update = TestFleet.Update;
    public const string Mail = "mail";
    public const string Notes = "notes";

    /// <summary>The platforms that have responses.</summary>
    public static readonly Platform[] ApplePlatforms =
        [.. Enum.GetValues<Platform>().Where(static platform => platform.IsApple)];

    public static readonly Gen<Platform> AnyApplePlatform =
        Gen.Int[0, ApplePlatforms.Length - 1].Select(static place => ApplePlatforms[place]);

    /// <summary>A catalogue before anything was published.</summary>
    public static readonly Catalogue Unpublished = Model.Releases.Catalogue.Empty;

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The people of a plain fleet.</summary>
    public static readonly Behaviour Dutiful = Plain().Fleet.Behaviour;

    public static Scenario Plain(Platform platform = Platform.IPhone) => TestFleet.Of(1, platform).Scenario;

    /// <summary>
    /// The plain scenario with people who use their devices, all of them sharing analytics, and three applications: one
    /// on every device, one on half of them, and one that never crashes. No upload is lost.
    /// </summary>
    public static Scenario Crashing(Platform platform = Platform.IPhone)
    {
        var plain = Plain(platform).People(people => people with { InUse = 0.3, InUseAtNight = 0.05 });
        return plain with
        {
            Fleet = plain.Fleet with
            {
                Applications =
                [
                    new(Application.Safari, 1, TimeSpan.FromMinutes(90), 20),
                    new(Mail, 0.5, TimeSpan.FromMinutes(60), 10),
                    new(Notes, 1, TimeSpan.FromMinutes(30), 0),
                ],
                SharesAnalytics = 1,
            },
            Analytics = AnalyticsSettings.Default with
            {
                Upload = UploadSettings.Default with { Panel = 1, Lost = 0, Twice = 0 }
            },
        };
    }

    /// <summary>Every response makes these applications crash more often, everywhere.</summary>
    public static Scenario Breaking(this Scenario scenario, double multiplier, params string[] applications) =>
        scenario with
        {
            Releases = [.. scenario.Releases.Select(release => release with
            {
                Regressions = [.. applications.Select(application => new Regression(application, [], multiplier, 0))],
            })],
        };

    public static VirtualTime Day(double days) => VirtualTime.Zero + TimeSpan.FromDays(days);

    public static Scenario People(this Scenario scenario, Func<Behaviour, Behaviour> change) =>
        TestFleet.Of(scenario).People(change).Scenario;

    /// <summary>In two thirds of the scenarios many devices have less space than an installation needs.</summary>
    public static VolumeSettings Tight(ulong seed) => VolumeSettings.Ample with
    {
        NearlyFull = seed % 3 == 0 ? 0 : 0.4, NearlyFullFree = 30_000_000, FreesSpace = 0.5,
    };

    public static Scenario Retries(this Scenario scenario, RetryPolicy retry) =>
        TestFleet.Of(scenario).Retry(_ => retry).Scenario;

    public static Scenario Managed(this Scenario scenario, bool allowInstallation, bool allowRemoval) =>
        TestFleet.Of(scenario).Managed(allowInstallation, allowRemoval).Scenario;

    public static World World(this Scenario scenario) => new(scenario);

    /// <summary>A device at rest, in its state after enrolment.</summary>
    public static DeviceState Resting(this World world, int device = 0) =>
        DeviceState.Unenrolled(world.TraitsOf(device), world) with { Seq = 1, Phase = new DevicePhase.Resting() };

    public static DeviceState Applied(this DeviceState state, params string[] releases) => state with
    {
        Applied = [.. releases.Select(
            release => new AppliedResponse(release, state.NonceGeneration, VirtualTime.Zero))],
    };

    public static Catalogue Catalogue(params CatalogueEntry[] entries) => new(1, VirtualTime.Zero, [.. entries], []);

    public static Catalogue Offering(params string[] releases) =>
        Catalogue([.. releases.Select(release => new CatalogueEntry(release, 100, CatalogueStatus.Offered))]);

    public static Catalogue WithUpdate(this Catalogue catalogue, World world) => catalogue with
    {
        Updates = [.. world.Scenario.Updates.SelectMany(update => update.Targets.Select(target => new UpdateEntry(
            update.Version, target.Version, target.Platform, target.FromBuild, target.Build, 100,
            CatalogueStatus.Offered)))],
    };
}
