using System.Globalization;
using System.Text.Json;
using RsrActors.Host.Runs;
using RsrActors.Model.Crashes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// The crash figures of every shipped scenario with a regression, and of the same scenario without it, for a small
/// fleet. Related figures add up, and all agree with the events.
/// </summary>
[Trait("Length", "Long")]
public sealed class CrashTotalsTests : IDisposable
{
    private readonly Workplace _place = new();

    public static TheoryData<string> Names =>
    [
        .. ScenarioLibrary.Installed.List().Select(entry => entry.Name).Where(name => name == "quiet-response"
            || ScenarioLibrary.Installed.Require(name, ScenarioOverrides.None).Scenario.Releases
                .Any(release => !release.Regressions.IsEmpty)),
    ];

    public void Dispose() => _place.Dispose();

    [Theory, MemberData(nameof(Names))]
    public async Task Crash_figures_add_up_in_every_scenario_with_a_regression(string name)
    {
        var overrides = new ScenarioOverrides([], Devices: "800");
        await _place.Simulate("run", name, overrides);
        var scenario = ScenarioLibrary.Installed.Require(name, overrides).Scenario;
        var report = Read();
        var crashes = await CrashesOf("run");

        AssertEqualCounts(report.Crashes!.Applications, crashes.CountBy(crash => crash.Application));
        Assert.Equal(
            crashes.Where(crash => crash.Release is not null).CountBy(crash => crash.Release!).Sum(pair => pair.Value),
            report.Crashes.Releases.Sum(release => release.Crashes));
        Assert.All(report.Crashes.Releases, release =>
        {
            AssertTotals(release);
            AssertSignals(release);
            AssertEvents(release, new(scenario), [.. crashes.Where(crash => crash.Release == release.Id)]);
        });
        if (report.WithoutRegressions is { } without)
            AssertComparison(report, without);
    }

    /// <summary>Platforms are parts of their release or application, applications are parts of their release.</summary>
    private static void AssertTotals(ReleaseCrashFigures release)
    {
        Assert.Equal(
            (release.DevicesUsing, release.DevicesCrashed, release.DevicesHit, release.Crashes, release.CrashesCaused),
            (
                release.Platforms.Sum(one => one.DevicesUsing), release.Platforms.Sum(one => one.DevicesCrashed),
                release.Platforms.Sum(one => one.DevicesHit), release.Platforms.Sum(one => one.Crashes),
                release.Platforms.Sum(one => one.CrashesCaused)));
        Assert.All(release.Applications, application => Assert.Equal(
            (application.DevicesCrashed, application.DevicesHit, application.Crashes, application.CrashesCaused),
            (
                application.Platforms.Sum(one => one.DevicesCrashed), application.Platforms.Sum(one => one.DevicesHit),
                application.Platforms.Sum(one => one.Crashes), application.Platforms.Sum(one => one.CrashesCaused))));
        Assert.Equal(release.Crashes, release.Applications.Sum(one => one.Crashes));
        Assert.Equal(release.CrashesCaused, release.Applications.Sum(one => one.CrashesCaused));

        // A device counts once, also with crashes of several applications.
        AssertIsUnionOf(release.DevicesHit, release.Applications.Select(one => one.DevicesHit));
        AssertIsUnionOf(release.DevicesCrashed, release.Applications.Select(one => one.DevicesCrashed));
        Assert.True(release.DevicesHit <= release.DevicesCrashed && release.DevicesCrashed <= release.DevicesUsing);
        Assert.All(release.Applications, one =>
        {
            Assert.True(one.DevicesHit <= one.DevicesCrashed && one.DevicesHit <= one.CrashesCaused);
            Assert.True(one.CrashesCaused <= one.Crashes && one.CrashedStillOn <= one.DevicesCrashed);
            Assert.Equal(one.CrashesCaused > 0, one.SecondsToFirstCrashCaused is not null);
            Assert.True(one.IsHarmed || one.CrashesCaused == 0);
            Assert.True(one.CrashedStillOn == 0 || one.SecondsToLastOff is null);
        });
        var (shown, accepted, declined, unanswered) = release.Recommendations;
        Assert.Equal(shown, accepted + declined + unanswered);
    }

    /// <summary>Each signal is a detection or a false alarm, and there is one for a pair at most.</summary>
    private static void AssertSignals(ReleaseCrashFigures release)
    {
        var signals = release.Signals;
        Assert.Equal(signals.Length, signals.DistinctBy(signal => (signal.Application, signal.Platform)).Count());
        Assert.Equal(signals.Count(signal => signal.IsFalseAlarm), release.FalseAlarms.Pairs);
        Assert.InRange(release.FalseAlarms.Pairs, 0, release.PairsHarmless);
        Assert.InRange(signals.Count(signal => !signal.IsFalseAlarm), 0, release.PairsHarmed);
        Assert.Equal(
            signals.Where(signal => !signal.IsFalseAlarm).Select(signal => (decimal?)signal.Seconds).Min(),
            release.SecondsToDetection);
        Assert.All(release.Surveillance, one =>
            Assert.False(one.IsHarmed ? one.FalseAlarm is not null : one.Detected is not null));
        Assert.All(release.Surveillance.Select(one => one.Detected).OfType<DetectionFigures>(), one => Assert.Equal(
            one.SecondsFromPublication,
            one.SecondsToFirstUse + one.SecondsGathering + one.SecondsRamp + one.SecondsReporting));
    }

    /// <summary>
    /// The figures, counted from the events. A crash is caused when the process of the base does not have it.
    /// </summary>
    private static void AssertEvents(ReleaseCrashFigures release, World world, IReadOnlyList<Crash> crashes)
    {
        var caused = crashes.Where(crash => !IsOfBase(world, crash)).ToList();

        Assert.Equal(
            (release.Crashes, release.CrashesCaused, release.DevicesCrashed, release.DevicesHit),
            (
                crashes.Count, caused.Count, crashes.DistinctBy(crash => crash.Device).Count(),
                caused.DistinctBy(crash => crash.Device).Count()));
        foreach (var application in release.Applications)
        {
            Assert.All(application.Platforms, platform => Assert.Equal(
                (platform.Crashes, platform.CrashesCaused, platform.DevicesHit),
                (
                    crashes.Count(crash => IsOn(crash, platform)), caused.Count(crash => IsOn(crash, platform)),
                    caused.Where(crash => IsOn(crash, platform)).DistinctBy(crash => crash.Device).Count())));

            bool IsOn(Crash crash, PlatformCrashFigures platform) => crash.Application == application.Id
                && world.TraitsOf(crash.Device).Platform.Name == platform.Platform;
        }
    }

    private static bool IsOfBase(World world, Crash crash)
    {
        var traits = world.TraitsOf(crash.Device);
        var (life, rates) = (world.LifeOf(traits), world.BaseCrashes(traits.Platform));
        var day = life.DayOf(crash.At);
        return CrashProcess.OfBase.On(day, life.UsedOn(day), rates.PerUsedHour, traits.Dice).Any(one =>
            life.At(day, one.TimeOfDay) == crash.At
            && world.Fleet.Applications[rates.ApplicationAt(one.Share)].Id == crash.Application);
    }

    /// <summary>
    /// Caused crashes are those that the run without regressions lacks, except where devices restart at other times.
    /// </summary>
    private static void AssertComparison(Report report, WithoutRegressions without)
    {
        Assert.All(without.Applications, one => Assert.Equal(one.With - one.Without, one.Difference));
        var caused = report.Crashes!.Releases.Sum(release => release.CrashesCaused);
        Assert.True(caused > 0);
        Assert.InRange(without.Applications.Sum(one => one.Difference), caused - 2, caused + 2);
    }

    private static void AssertIsUnionOf(long whole, IEnumerable<long> parts)
    {
        long[] all = [.. parts];
        Assert.InRange(whole, all.DefaultIfEmpty().Max(), all.Sum());
    }

    private static void AssertEqualCounts(
        IEnumerable<KeyValuePair<string, long>> expected, IEnumerable<KeyValuePair<string, int>> actual) =>
        Assert.Equal(
            expected.Select(pair => (pair.Key, pair.Value)).Order(),
            actual.Select(pair => (pair.Key, (long)pair.Value)).Order());

    private Report Read()
    {
        using var stream = File.OpenRead(_place["run", "report.json"]);
        return ReportJson.Read(stream);
    }

    private async Task<List<Crash>> CrashesOf(string run)
    {
        (await Workplace.RsrInProcess("export", _place[run], "--output", _place["events.jsonl"])).Succeeds();
        return
        [
            .. File.ReadLines(_place["events.jsonl"])
                .Where(line => line.Contains("\"ApplicationCrashed\"", StringComparison.Ordinal))
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(happened => new Crash(
                    int.Parse(
                        happened.GetProperty("entity").GetString()!["device-".Length..], CultureInfo.InvariantCulture),
                    new(happened.GetProperty("ms").GetInt64()),
                    happened.GetProperty("data").GetProperty("application").GetString()!,
                    happened.GetProperty("data").GetProperty("release").GetString())),
        ];
    }

    private sealed record Crash(int Device, VirtualTime At, string Application, string? Release);
}
