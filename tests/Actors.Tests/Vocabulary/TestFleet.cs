using System.Collections.Immutable;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>
/// Says what a story is about: a fleet, its responses, what goes wrong, what the operator does. Everything that is not
/// said is plain: automatic updates, prompt restarts, charged batteries, no faults.
/// </summary>
public sealed record TestFleet
{
    public const string A = "16.5.1-a";
    public const string C = "16.5.1-c";
    public const string Update = "16.6";

    private static readonly BuildNumber IosBase = BuildNumber.ParseBase("20F75")!;
    private static readonly BuildNumber MacBase = BuildNumber.ParseBase("22F82")!;

    private static readonly Behaviour Dutiful = new(
        AutomaticUpdates: 1, Seekers: 0, NeverUpdate: 0, RestartPromptly: 1, RestartOvernight: 0,
        PutOff: TimeSpan.FromDays(2), Decide: TimeSpan.FromHours(12), CheckByHand: 0, ChargeAtNight: 1, InUse: 0,
        InUseAtNight: 0, RelaunchSafari: TimeSpan.FromHours(3), Reapply: 0, ReapplyAfter: TimeSpan.FromHours(12));

    private static readonly PlatformTimings Timings = new(
        new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90)),
        new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120)),
        new(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(15)),
        ResponseBattery: 10, UpdateBattery: 30);

    /// <summary>The story without anything added.</summary>
    public Scenario Scenario { get; init; } = Plain(devices: 1, Platform.IPhone);

    public static TestFleet Of(int devices, Platform platform = Platform.IPhone) =>
        new() { Scenario = Plain(devices, platform) };

    /// <summary>As many of one platform as of the other, as near as the dice come.</summary>
    public static TestFleet Of(int devices, Platform platform, Platform other) =>
        new() { Scenario = Plain(devices, platform, other) };

    public TestFleet Lasting(TimeSpan duration) => With(s => s with { Duration = duration });

    public TestFleet Seeded(ulong seed) => With(s => s with { Seed = seed });

    public TestFleet People(Func<Behaviour, Behaviour> change) =>
        With(s => s with { Fleet = s.Fleet with { Behaviour = change(s.Fleet.Behaviour) } });

    public TestFleet Managed(bool allowInstallation, bool allowRemoval) => With(s => s with
    {
        Fleet = s.Fleet with { Management = new(1, allowInstallation ? 1 : 0, allowRemoval ? 1 : 0) },
    });

    public TestFleet Faults(Func<FaultSettings, FaultSettings> change) =>
        With(s => s with { Faults = change(s.Faults) });

    public TestFleet Signing(Func<SigningSettings, SigningSettings> change) =>
        With(s => s with { Signing = change(s.Signing) });

    public TestFleet Kernel(Func<KernelSettings, KernelSettings> change) =>
        With(s => s with { Kernel = change(s.Kernel) });

    public TestFleet Rollout(RolloutRule rule) => With(s => s with { Rollout = rule });

    public TestFleet Retry(int attempts) => With(s => s with
    {
        Fleet = s.Fleet with { Install = s.Fleet.Install with { Retry = s.Fleet.Install.Retry with { Attempts = attempts } } },
    });

    /// <summary>What a response, and what a software update, needs of a battery that is not charging.</summary>
    public TestFleet Battery(int response, int update) => With(s => s with
    {
        Fleet = s.Fleet with
        {
            Install = s.Fleet.Install with
            {
                Timings = [.. s.Fleet.Install.Timings.Select(
                    t => t with { ResponseBattery = response, UpdateBattery = update })],
            },
        },
    });

    public TestFleet Regrets(string release, double share, TimeSpan after) => With(s => s with
    {
        Releases = [.. s.Releases.Select(r => r.Id == release ? r with { Regrets = new(share, after) } : r)],
    });

    /// <summary>
    /// Applications that crash, with crash analytics on. Devices are in use by day then, and restart at night, when
    /// nobody keeps them from it.
    /// </summary>
    public TestFleet Watching(params ImmutableArray<Application> applications) => With(s => s with
    {
        Fleet = s.Fleet with
        {
            Applications = applications,
            Behaviour = s.Fleet.Behaviour with { InUse = 0.4, RestartPromptly = 0, RestartOvernight = 1 },
        },
        Analytics = AnalyticsSettings.Default with { Upload = UploadSettings.Default with { Panel = 1 } },
    });

    public TestFleet Analytics(Func<AnalyticsSettings, AnalyticsSettings> change) =>
        With(s => s with { Analytics = change(s.Analytics) });

    public TestFleet Surveillance(Func<SurveillanceSettings, SurveillanceSettings> change) =>
        Analytics(a => a with { Surveillance = change(a.Surveillance) });

    public TestFleet Recommendations(Func<RecommendationSettings, RecommendationSettings> change) =>
        Analytics(a => a with { Recommendation = change(a.Recommendation) });

    /// <summary>
    /// An application crashes so many times as often while a response is in use; everywhere when no platform is named.
    /// </summary>
    public TestFleet Breaks(string release, string application, double multiplier, params ImmutableArray<Platform> platforms) => With(s => s with
    {
        Releases = [.. s.Releases.Select(r => r.Id == release
            ? r with { Regressions = r.Regressions.Add(new(application, platforms, multiplier, 0)) }
            : r)],
    });

    public TestFleet Sharing(double share) => With(s => s with { Fleet = s.Fleet with { SharesAnalytics = share } });

    public TestFleet Lockdown(double share) => With(s => s with { Fleet = s.Fleet with { LockdownMode = share } });

    /// <summary>The operator does this at that time.</summary>
    public TestFleet At(TimeSpan time, OperatorCommand command) => With(s => s with
    {
        Script = [.. s.Script.Append(new ScriptedCommand(VirtualTime.Zero + time, command)).OrderBy(c => c.At)],
    });

    public TestFleet Publish(string release, TimeSpan at) => At(at, new OperatorCommand.Publish(release, null));

    public TestFleet Withdraw(string release, TimeSpan at, bool removeFromDevices) =>
        At(at, new OperatorCommand.Withdraw(release, "web sites broke", removeFromDevices));

    /// <summary>The signing service cannot be reached in between.</summary>
    public TestFleet Outage(TimeSpan from, TimeSpan to) =>
        At(from, new OperatorCommand.StartSigningOutage()).At(to, new OperatorCommand.EndSigningOutage());

    public TestFleet With(Func<Scenario, Scenario> change) => this with { Scenario = change(Scenario) };

    private static Scenario Plain(int devices, params ImmutableArray<Platform> platforms)
    {
        var install = new InstallSettings(
            MedianBandwidth: 2_000_000,
            Timings: [Timings, Timings, Timings, Timings],
            GateRetry: TimeSpan.FromMinutes(30),
            ManagementRetry: TimeSpan.FromDays(7),
            Retry: new(6, TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), 0.5));
        return new(
            "test", "A test.", new DateTimeOffset(2023, 7, 10, 17, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(4), Seed: 1,
            new KernelSettings(TimeSpan.FromSeconds(15), 64, Memoise: true, 300, TimeSpan.FromDays(1), 16),
            new FleetSettings(
                devices,
                [.. platforms.Select(platform => new PlatformShare(
                    platform, 1, VersionOf(platform), BaseOf(platform).Text, [new("Model1,1", 0x8110)], 0))],
                [new(TimeSpan.FromHours(-7), 1)],
                Dutiful,
                [new("com.apple.mobilesafari", 1)],
                SharesAnalytics: 0.5,
                LockdownMode: 0,
                new(0, 1, 1),
                install),
            [Response(A, 'a', 'b', platforms), Response(C, 'c', 'd', platforms)],
            [new(Update, [.. platforms.Select(platform => new UpdateTarget(
                platform, BaseOf(platform).Text, platform.IsMac ? "13.5" : "16.6", platform.IsMac ? "22G74" : "20G75", 2_000_000_000))], [A, C])],
            RolloutRule.AllAtOnce,
            new(SigningAlgorithm.EcdsaP256, new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20)), 100, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(5)),
            CataloguePropagation: TimeSpan.FromSeconds(60),
            FaultSettings.None,
            Script: []);
    }

    private static string VersionOf(Platform platform) => platform.IsMac ? "13.4.1" : "16.5.1";

    private static BuildNumber BaseOf(Platform platform) => platform.IsMac ? MacBase : IosBase;

    private static Release Response(string id, char letter, char buildLetter, ImmutableArray<Platform> platforms) => new(
        id, letter,
        [.. platforms.Select(platform => (Platform: platform, Base: BaseOf(platform))).Select(target => new ReleaseTarget(
            target.Platform, VersionOf(target.Platform), target.Base,
            BuildNumber.ParseResponse(BuildText(target.Base, buildLetter), target.Base)!, 3_000_000))],
        Model.Scenarios.Regrets.None);

    private static string BuildText(BuildNumber @base, char letter) =>
        $"{@base.Major}{@base.Train}77{@base.Number:D3}0{letter}";
}
