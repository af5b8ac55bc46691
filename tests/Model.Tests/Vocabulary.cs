using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests;

/// <summary>
/// A plain story to change with <c>with</c>: people who update promptly, full batteries, no faults; two responses and
/// an update for every platform.
/// </summary>
internal static class Vocabulary
{
    public const string A = "16.5.1-a";
    public const string C = "16.5.1-c";
    public const string Update = "16.6";
    public const string Mail = "mail";
    public const string Notes = "notes";

    /// <summary>A catalogue before anything was published.</summary>
    public static readonly Catalogue Unpublished = Model.Releases.Catalogue.Empty;

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static readonly Behaviour Dutiful = new(
        AutomaticUpdates: 1, Seekers: 0, NeverUpdate: 0, RestartPromptly: 1, RestartOvernight: 0,
        PutOff: TimeSpan.FromDays(2), Decide: TimeSpan.FromHours(12), CheckByHand: 0, ChargeAtNight: 1, InUse: 0,
        InUseAtNight: 0, RelaunchSafari: TimeSpan.FromHours(3), Reapply: 0, ReapplyAfter: TimeSpan.FromHours(12));

    private static readonly PlatformTimings Timings = new(
        new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90)),
        new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120)),
        new(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(15)),
        ResponseBattery: 10, UpdateBattery: 30);

    public static Scenario Plain(Platform platform = Platform.IPhone)
    {
        var (version, next) = platform.IsMac ? ("13.4.1", "13.5") : ("16.5.1", "16.6");
        var (@base, after) = platform.IsMac ? ("22F82", "22G74") : ("20F75", "20G75");
        return new(
            "test", "A test.", new DateTimeOffset(2023, 7, 10, 17, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30), Seed: 1,
            new(TimeSpan.FromSeconds(15), 64, Memoise: true, 300, TimeSpan.FromDays(1), 16),
            new(
                1,
                [new(platform, 1, version, @base, [new("Model1,1", 0x8110)], 0)],
                [new(TimeSpan.FromHours(-7), 1)],
                Dutiful,
                [new("com.apple.mobilesafari", 1)],
                SharesAnalytics: 0.5,
                LockdownMode: 0,
                new(0, 1, 1),
                new(
                    2_000_000, [Timings, Timings, Timings, Timings], TimeSpan.FromMinutes(30), TimeSpan.FromDays(7),
                    new(6, TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), 0.5))),
            [Response(A, 'a', 'b', platform, version, @base), Response(C, 'c', 'd', platform, version, @base)],
            [new(Update, [new(platform, @base, next, after, 2_000_000_000)], [A, C])],
            RolloutRule.AllAtOnce,
            new(
                SigningAlgorithm.EcdsaP256, new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20)), 100,
                TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(5)),
            CataloguePropagation: TimeSpan.FromSeconds(60),
            FaultSettings.None,
            Script: []);
    }

    /// <summary>
    /// The plain story with people who use their devices, all of them sharing analytics, and three applications: one
    /// that everybody has, one that half of them have, and one that never crashes. No upload is lost.
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
            Analytics = AnalyticsSettings.Default with { Upload = UploadSettings.Default with { Panel = 1, Lost = 0, Twice = 0 } },
        };
    }

    /// <summary>Every response makes these applications crash more often, everywhere.</summary>
    public static Scenario Breaking(this Scenario scenario, double multiplier, params string[] applications) => scenario with
    {
        Releases = [.. scenario.Releases.Select(release => release with
        {
            Regressions = [.. applications.Select(application => new Regression(application, [], multiplier, 0))],
        })],
    };

    public static VirtualTime Day(double days) => VirtualTime.Zero + TimeSpan.FromDays(days);

    public static Scenario People(this Scenario scenario, Func<Behaviour, Behaviour> change) =>
        scenario with { Fleet = scenario.Fleet with { Behaviour = change(scenario.Fleet.Behaviour) } };

    public static Scenario Retries(this Scenario scenario, RetryPolicy retry) => scenario with
    {
        Fleet = scenario.Fleet with { Install = scenario.Fleet.Install with { Retry = retry } },
    };

    public static Scenario Managed(this Scenario scenario, bool allowInstallation, bool allowRemoval) => scenario with
    {
        Fleet = scenario.Fleet with { Management = new(1, allowInstallation ? 1 : 0, allowRemoval ? 1 : 0) },
    };

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
            update.Version, target.Platform, target.FromBuild, target.Build, target.Download)))],
    };

    private static Release Response(
        string id, char letter, char buildLetter, Platform platform, string version, string @base)
    {
        var prerequisite = BuildNumber.ParseBase(@base)!;
        var build = BuildNumber.ParseResponse(
            $"{prerequisite.Major}{prerequisite.Train}77{prerequisite.Number:D3}0{buildLetter}", prerequisite)!;
        return new(id, letter, [new(platform, version, prerequisite, build, 3_000_000)], Regrets.None);
    }
}
