using System.Collections.Immutable;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;

namespace RsrActors.TestFleets;

/// <summary>
/// The scenario from which every <see cref="TestFleet"/> starts. All people update automatically, restart when the
/// device asks and charge at night; there are no faults; the operator has no script. There are two responses to one
/// base, (a) and (c), and a software update that includes both. Crash analytics is off.
/// </summary>
internal static class PlainScenario
{
    private static readonly BuildNumber IosBase = BuildNumber.ParseBase("20F75")!;
    private static readonly BuildNumber MacBase = BuildNumber.ParseBase("22F82")!;

    private static readonly Behaviour Dutiful = new(
        AutomaticUpdates: 1, Seekers: 0, NeverUpdate: 0, RestartPromptly: 1, RestartOvernight: 0,
        PutOff: TimeSpan.FromDays(2), Decide: TimeSpan.FromHours(12), CheckByHand: 0, ChargeAtNight: 1, InUse: 0,
        InUseAtNight: 0, RelaunchSafari: TimeSpan.FromHours(3), Reapply: 0, ReapplyAfter: TimeSpan.FromHours(12),
        PollEvery: TimeSpan.FromDays(1), AcceptRelaunch: 0.4, DeclineRelaunch: 0.2, LidClosed: 0);

    private static readonly PlatformTimings Timings = new(
        new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90)),
        new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120)),
        new(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(15)),
        ResponseBattery: 10, UpdateBattery: 30);

    /// <summary>The devices are spread over the platforms in equal shares.</summary>
    public static Scenario Of(int devices, ImmutableArray<Platform> platforms) => new(
        "plain", "A plain fleet.", new DateTimeOffset(2023, 7, 10, 17, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30),
        Seed: 1,
        new KernelSettings(
            Lookahead: TimeSpan.FromSeconds(15), Cohorts: 64, Memoise: true, EpochEvents: 300,
            EpochLongest: TimeSpan.FromDays(1), SnapshotEvery: 16),
        Fleet(devices, platforms),
        [Response(TestFleet.A, 'a', 'b', platforms), Response(TestFleet.C, 'c', 'd', platforms)],
        [Update(platforms)],
        RolloutSettings.AllAtOnce,
        new(
            SigningAlgorithm.EcdsaP256, new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20)), 100,
            TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(5)),
        CataloguePropagation: TimeSpan.FromSeconds(60),
        FaultSettings.None,
        Script: [])
    {
        // A test's fleet is small: the service asks every device that shares analytics.
        Analytics = AnalyticsSettings.Off with { Upload = UploadSettings.Default with { Panel = 1 } },
    };

    private static FleetSettings Fleet(int devices, ImmutableArray<Platform> platforms) => new(
        devices,
        [.. platforms.Select(platform => new PlatformShare(
            platform, 1, VersionOf(platform), BuildOf(platform), [ModelOf(platform)], 0))],
        // All devices are in one time zone: their night is from about 5 to 13 o'clock UTC.
        [new(TimeSpan.FromHours(-7), 1)],
        Dutiful,
        [new(Application.Safari, 1)],
        SharesAnalytics: 0.5,
        LockdownMode: 0,
        new(0, 1, 1),
        new(
            MedianBandwidth: 2_000_000,
            Timings: [.. Enum.GetValues<Platform>().Select(static _ => Timings)],
            GateRetry: TimeSpan.FromMinutes(30),
            ManagementRetry: TimeSpan.FromDays(7),
            Retry: new(6, TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), 0.5)));

    private static Release Response(string id, char letter, char buildLetter, ImmutableArray<Platform> platforms) =>
        new(
            id, letter,
            [.. platforms.Where(platform => platform.IsApple).Select(platform => new ReleaseTarget(
                platform, VersionOf(platform), BaseOf(platform), BuildOf(BaseOf(platform), buildLetter), 3_000_000))],
            Regrets.None);

    private static SoftwareUpdate Update(ImmutableArray<Platform> platforms) => new(
        TestFleet.Update,
        [.. platforms.Select(platform => new UpdateTarget(
            platform, BuildOf(platform), platform.IsMac ? "13.5" : "16.6",
            platform.IsMac ? "22G74" : platform.IsApple ? "20G75" : "5.14.0-362", 2_000_000_000))],
        [TestFleet.A, TestFleet.C]);

    private static string VersionOf(Platform platform) =>
        platform.IsMac ? "13.4.1" : platform.IsApple ? "16.5.1" : "9.2";

    private static string BuildOf(Platform platform) => platform.IsApple ? BaseOf(platform).Text : "5.14.0-284";

    private static BuildNumber BaseOf(Platform platform) => platform.IsMac ? MacBase : IosBase;

    private static BuildNumber BuildOf(BuildNumber prerequisite, char letter) => BuildNumber.ParseResponse(
        $"{prerequisite.Major}{prerequisite.Train}77{prerequisite.Number:D3}0{letter}", prerequisite)!;

    private static DeviceModel ModelOf(Platform platform) => platform switch
    {
        Platform.IPhone => new("iPhone15,2", 0x8120),
        Platform.IPad => new("iPad14,3", 0x8112),
        Platform.MacAppleSilicon => new("Mac14,2", 0x8112),
        Platform.MacIntel => new("MacBookPro16,1", 0x8012),
        Platform.Linux => new("rack-server", 0),
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "A new platform needs a model here."),
    };
}
