using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;

namespace RsrActors.TestKit;

/// <summary>
/// Describes the fleet of a story before it begins. What is not said is as in <c>plain.hocon</c>: automatic updates,
/// prompt restarts, charged batteries, no faults, no script.
/// </summary>
public sealed record TestFleet
{
    /// <summary>The plain fleet's first response, "16.5.1 (a)".</summary>
    public const string A = "16.5.1-a";

    /// <summary>Its later letter, "16.5.1 (c)".</summary>
    public const string C = "16.5.1-c";

    /// <summary>The plain fleet's software update, which carries both.</summary>
    public const string Update = "16.6";

    private static readonly Lazy<Scenario> Plain = new(ReadPlain);

    private TestFleet(Scenario scenario) => Scenario = scenario;

    /// <summary>Everything that is said about the fleet so far, as the simulator takes it.</summary>
    public Scenario Scenario { get; private init; }

    /// <summary>
    /// A plain fleet: phones when no platform is named, else as many of each as the dice come near to.
    /// </summary>
    public static TestFleet Of(int devices, params ImmutableArray<Platform> platforms)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(devices);
        if (platforms.IsEmpty)
            platforms = [Platform.IPhone];
        return new TestFleet(Plain.Value).With(s => s with
        {
            Fleet = s.Fleet with
            {
                Devices = devices,
                Platforms = [.. s.Fleet.Platforms.Where(kind => platforms.Contains(kind.Platform))],
            },
        });
    }

    /// <summary>
    /// The fleet of a scenario, with its script: one that comes with the simulator, by its name, or a file.
    /// </summary>
    /// <param name="settings">What differs, as after <c>rsr run --set</c>: <c>fleet.devices=200</c>.</param>
    public static TestFleet From(string scenario, params ImmutableArray<string> settings) =>
        new(Accepted(ScenarioLibrary.Installed.Read(scenario, new ScenarioOverrides(settings))));

    /// <summary>All chance comes from this number.</summary>
    public TestFleet Seeded(ulong seed) => With(s => s with { Seed = seed });

    /// <summary>How long the story may be; a plain fleet's is thirty days.</summary>
    public TestFleet Lasting(TimeSpan duration) => With(s => s with { Duration = duration });

    /// <summary>How people treat their devices.</summary>
    public TestFleet People(Func<Behaviour, Behaviour> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Fleet = s.Fleet with { Behaviour = change(s.Fleet.Behaviour) } });
    }

    /// <summary>What goes wrong, and with which chance.</summary>
    public TestFleet Faults(Func<FaultSettings, FaultSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Faults = change(s.Faults) });
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
    /// How far the ramp of a published response goes, and when; and what becomes of one that does harm.
    /// </summary>
    public TestFleet Rollout(RolloutRule rule) => With(s => s with { Rollout = rule });

    /// <summary>All devices are managed.</summary>
    public TestFleet Managed(bool allowInstallation, bool allowRemoval) => With(s => s with
    {
        Fleet = s.Fleet with { Management = new(1, allowInstallation ? 1 : 0, allowRemoval ? 1 : 0) },
    });

    /// <summary>Share of people, from 0 to 1, who share analytics from the start.</summary>
    public TestFleet SharingAnalytics(double share) =>
        With(s => s with { Fleet = s.Fleet with { SharesAnalytics = share } });

    /// <summary>
    /// Some of those on whose device a response becomes active remove it by themselves, after a mean time.
    /// </summary>
    /// <param name="share">From 0 to 1.</param>
    public TestFleet Regretting(string release, double share, TimeSpan after) =>
        ChangeRelease(release, r => r with { Regrets = new(share, after) });

    /// <summary>
    /// Applications that are used and crash, with crash analytics on. Devices are in use by day then, and restart at
    /// night, when nobody keeps them from it.
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

    /// <summary>How crashes are noticed, on devices and by the service.</summary>
    public TestFleet Analytics(Func<AnalyticsSettings, AnalyticsSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(s => s with { Analytics = change(s.Analytics) });
    }

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

    /// <summary>The operator does this at that time since the start, as if it stood in the scenario's script.</summary>
    public TestFleet Scripted(TimeSpan at, OperatorCommand command) => With(s => s with
    {
        Script = [.. s.Script.Append(new ScriptedCommand(VirtualTime.Zero + at, command)).OrderBy(c => c.At)],
    });

    /// <summary>
    /// Nothing happens by itself: the script of the scenario is dropped, and the test says what the operator does.
    /// </summary>
    public TestFleet Unscripted() => With(s => s with { Script = [] });

    /// <summary>Anything else. Nobody checks that the numbers agree with each other, as reading a file does.</summary>
    public TestFleet With(Func<Scenario, Scenario> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Scenario = change(Scenario) };
    }

    private TestFleet ChangeRelease(string name, Func<Release, Release> change)
    {
        var release = Scenario.Require(name);
        return With(s => s with { Releases = s.Releases.Replace(release, change(release)) });
    }

    private static Scenario ReadPlain()
    {
        using var file = typeof(TestFleet).Assembly.GetManifestResourceStream("plain.hocon")!;
        using var reader = new StreamReader(file);
        return Accepted(ScenarioReader.Read("plain.hocon", reader.ReadToEnd(), ScenarioOverrides.None));
    }

    private static Scenario Accepted(ScenarioReading reading) => reading switch
    {
        ScenarioReading.Accepted accepted => accepted.Scenario,
        ScenarioReading.Refused refused => throw new ArgumentException(refused.Message),
        _ => throw new InvalidOperationException("A reading is accepted or refused."),
    };
}
