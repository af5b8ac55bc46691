using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.TestFleets;

/// <summary>
/// Describes the fleet of a test in method calls. Everything that is not set is plain: automatic updates, prompt
/// restarts, charged batteries, no faults, no script. It is a scenario and does not run: Model.Tests applies rules to
/// it, Actors.Tests and TestKit simulate it.
/// </summary>
public sealed record TestFleet
{
    /// <summary>The plain fleet's first response, "16.5.1 (a)".</summary>
    public const string A = "16.5.1-a";

    /// <summary>Its later response, "16.5.1 (c)".</summary>
    public const string C = "16.5.1-c";

    /// <summary>The plain fleet's software update, which includes both.</summary>
    public const string Update = "16.6";

    private TestFleet(Scenario scenario) => Scenario = scenario;

    /// <summary>The scenario of the fleet so far, as the simulator takes it.</summary>
    public Scenario Scenario { get; private init; }

    /// <summary>
    /// A plain fleet: phones when no platform is named, else about the same number of each. Its scenario lasts thirty
    /// days.
    /// </summary>
    public static TestFleet Of(int devices, params ImmutableArray<Platform> platforms)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(devices);
        return new(PlainScenario.Of(devices, platforms.IsDefaultOrEmpty ? [Platform.IPhone] : platforms));
    }

    /// <summary>The fleet of a scenario, with its script.</summary>
    public static TestFleet Of(Scenario scenario) => new(scenario);

    /// <summary>All chance comes from this number.</summary>
    public TestFleet Seeded(ulong seed) => With(s => s with { Seed = seed });

    /// <summary>The duration of the scenario; a plain fleet's is thirty days.</summary>
    public TestFleet Lasting(TimeSpan duration) => With(s => s with { Duration = duration });

    /// <summary>How people use their devices.</summary>
    public TestFleet People(Func<Behaviour, Behaviour> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Fleet = s.Fleet with { Behaviour = change(s.Fleet.Behaviour) } });
    }

    /// <summary>How the people of one platform use their devices.</summary>
    public TestFleet PeopleOn(Platform platform, Func<Behaviour, Behaviour> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with
        {
            Fleet = s.Fleet with
            {
                BehaviourByPlatform = s.Fleet.BehaviourByPlatform.SetItem(
                    (int)platform, change(s.Fleet.BehaviourOn(platform))),
            },
        });
    }

    /// <summary>The faults and their chances.</summary>
    public TestFleet Faults(Func<FaultSettings, FaultSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Faults = change(s.Faults) });
    }

    /// <summary>The share of Macs with FileVault.</summary>
    public TestFleet FileVault(double share) => With(s => s with { Fleet = s.Fleet with { FileVault = share } });

    /// <summary>The settings of the kernel: windows and epochs.</summary>
    public TestFleet Kernel(Func<KernelSettings, KernelSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Kernel = change(s.Kernel) });
    }

    /// <summary>How often an installation is tried, and how long a device pauses in between.</summary>
    public TestFleet Retry(Func<RetryPolicy, RetryPolicy> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with
        {
            Fleet = s.Fleet with { Install = s.Fleet.Install with { Retry = change(s.Fleet.Install.Retry) } },
        });
    }

    /// <summary>The signing service: algorithm, latency, capacity.</summary>
    public TestFleet Signing(Func<SigningSettings, SigningSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Signing = change(s.Signing) });
    }

    /// <summary>
    /// Percent of charge that a response, and a software update, needs on a battery that is not charging.
    /// </summary>
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

    /// <summary>
    /// The rollout rule of published responses: how far the ramp goes and when, and what follows from a regression.
    /// </summary>
    public TestFleet Rollout(RolloutSettings rollout) => With(s => s with { Rollout = rollout });

    /// <summary>All devices are managed.</summary>
    public TestFleet Managed(bool allowInstallation, bool allowRemoval) => With(s => s with
    {
        Fleet = s.Fleet with { Management = new(1, allowInstallation ? 1 : 0, allowRemoval ? 1 : 0) },
    });

    /// <summary>Share of people, from 0 to 1, who share analytics from the start.</summary>
    public TestFleet SharingAnalytics(double share) =>
        With(s => s with { Fleet = s.Fleet with { SharesAnalytics = share } });

    /// <summary>Share of devices, from 0 to 1, in Lockdown Mode.</summary>
    public TestFleet InLockdown(double share) =>
        With(s => s with { Fleet = s.Fleet with { LockdownMode = share } });

    /// <summary>
    /// A share of the people on whose device a response becomes active remove it by themselves, after a mean time.
    /// </summary>
    /// <param name="share">From 0 to 1.</param>
    public TestFleet Regretting(string release, double share, TimeSpan after) =>
        ChangeRelease(release, r => r with { Regrets = new(share, after) });

    /// <summary>
    /// Applications that are used and crash, with crash analytics on. People use their devices by day then, and let
    /// them restart at night.
    /// </summary>
    public TestFleet Using(params ImmutableArray<Application> applications) => With(s => s with
    {
        Fleet = s.Fleet with
        {
            Applications = applications,
            Behaviour = s.Fleet.Behaviour with { InUse = 0.4, RestartPromptly = 0, RestartOvernight = 1 },
        },
        Analytics = s.Analytics with { Enabled = true },
    });

    /// <summary>How devices and the service notice crashes.</summary>
    public TestFleet Analytics(Func<AnalyticsSettings, AnalyticsSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Analytics = change(s.Analytics) });
    }

    /// <summary>How the service finds a response that makes an application crash more often.</summary>
    public TestFleet Surveillance(Func<SurveillanceSettings, SurveillanceSettings> change) =>
        Analytics(a => a with { Surveillance = change(a.Surveillance) });

    /// <summary>How a device finds a reason to recommend a removal, and how its person answers.</summary>
    public TestFleet Recommendations(Func<RecommendationSettings, RecommendationSettings> change) =>
        Analytics(a => a with { Recommendation = change(a.Recommendation) });

    /// <summary>
    /// An application of <see cref="Using"/> crashes so many times as often while a response is in use.
    /// </summary>
    /// <param name="platforms">Where; everywhere when none is named.</param>
    public TestFleet Breaking(
        string release, string application, double times, params ImmutableArray<Platform> platforms)
    {
        if (Scenario.Fleet.Applications.All(one => one.Id != application || one.CrashesPerThousandHours == 0))
            throw new ArgumentException(
                $"No application '{application}' of this fleet crashes; Using says which do.", nameof(application));
        return ChangeRelease(
            release, r => r with { Regressions = r.Regressions.Add(new(application, platforms, times, 0)) });
    }

    /// <summary>The operator does this at that time since the start. The command joins the scenario's script.</summary>
    public TestFleet Scripted(TimeSpan at, OperatorCommand command) => With(s => s with
    {
        Script = [.. s.Script.Append(new ScriptedCommand(VirtualTime.Zero + at, command)).OrderBy(c => c.At)],
    });

    /// <summary>The operator publishes a response at that time since the start.</summary>
    public TestFleet Publish(string release, TimeSpan at) => Scripted(at, new OperatorCommand.Publish(release, null));

    /// <summary>The operator withdraws a response at that time since the start.</summary>
    public TestFleet Withdraw(string release, TimeSpan at, bool removeFromDevices) =>
        Scripted(at, new OperatorCommand.Withdraw(release, "web sites broke", removeFromDevices));

    /// <summary>The signing service has an outage between these times.</summary>
    public TestFleet SigningOutage(TimeSpan from, TimeSpan to) =>
        Scripted(from, new OperatorCommand.StartSigningOutage())
            .Scripted(to, new OperatorCommand.EndSigningOutage());

    /// <summary>Removes the script of the scenario: the test gives the commands.</summary>
    public TestFleet Unscripted() => With(s => s with { Script = [] });

    /// <summary>Changes anything else. It does not check that the numbers agree, as reading a file does.</summary>
    public TestFleet With(Func<Scenario, Scenario> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Scenario = change(Scenario) };
    }

    private TestFleet ChangeRelease(string name, Func<Release, Release> change)
    {
        var release = Scenario.FindRelease(Release.NormaliseId(name)) ?? throw new ArgumentException(
            $"The scenario has no release '{name}'; "
            + $"it has {string.Join(", ", Scenario.Releases.Select(one => one.Id))}.",
            nameof(name));
        return With(s => s with { Releases = s.Releases.Replace(release, change(release)) });
    }
}
