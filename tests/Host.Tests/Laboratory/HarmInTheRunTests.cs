using RsrActors.Actors.Fleet;
using RsrActors.Model.Scenarios;
using RsrActors.Reports.Figures;
using RsrActors.Running;
using RsrActors.Scenarios;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>
/// The measure crashes-caused counts harm in the run itself. The run of the same seed without regressions shows how many
/// more crashes there were. Why the two differ stands in docs/laboratory.md.
/// </summary>
public sealed class HarmInTheRunTests(ITestOutputHelper output)
{
    private const ulong Seeds = 4;

    /// <summary>That update was withdrawn after 80 minutes, and reached one device in a thousand.</summary>
    private const string Hurried = "fleet.behaviour.seekers=50 %";

    private static IEnumerable<string> Names =>
    [
        .. ScenarioLibrary.Installed.List().Select(entry => entry.Name)
            .Where(name => Read(name) is var scenario && scenario.Analytics.Enabled && HasRegressions(scenario)),
    ];

    public static TheoryData<string> Harmful => [.. Names];

    [Fact]
    public void Seven_scenarios_come_with_regressions() => Assert.Equal(
        ["friday", "halts", "ios-8.0.1", "privacy", "rings", "vendor-removal", "webkit-regression"],
        Names);

    [Theory, MemberData(nameof(Harmful))]
    public async Task The_crashes_that_are_counted_as_caused_are_those_that_the_run_has_more_than_without_regressions(
        string name)
    {
        var (counted, difference, crashes, activated, activatedWithout) = (0L, 0L, 0L, 0L, 0L);
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var with = await ReportOf(Read(name), seed);
            var without = await ReportOf(WithoutRegressions(Read(name)), seed);
            counted += Caused(with);
            difference += All(with) - All(without);
            crashes += All(without);
            activated += with.Releases.Sum(release => release.Activated);
            activatedWithout += without.Releases.Sum(release => release.Activated);
            Assert.Equal(0, Caused(without));
        }

        output.WriteLine($"{name}: {counted} counted, {difference} more than the {crashes} without regressions; "
            + $"activated on {activated} devices, without regressions on {activatedWithout}");
        Assert.True(counted > 0, "The response did no harm.");
        Assert.InRange(difference, counted - Others(counted), counted + Others(counted));
    }

    /// <summary>
    /// Crashes of the base that only one of the runs has, because a device restarts in the other: one in fifty.
    /// </summary>
    private static long Others(long counted) => counted / 50;

    /// <summary>By responses, which is the measure crashes-caused, and by software updates, which has no measure.</summary>
    private static long Caused(Report report) =>
        report.Crashes!.Releases.Sum(release => release.CrashesCaused)
        + report.SoftwareUpdates.Sum(update => update.CausedCrashes);

    private static long All(Report report) => report.Crashes!.Applications.Values.Sum();

    private static bool HasRegressions(Scenario scenario) =>
        scenario.AllReleases.Any(release => !release.Regressions.IsEmpty);

    private static Scenario WithoutRegressions(Scenario scenario) => scenario with
    {
        Releases = [.. scenario.Releases.Select(release => release with { Regressions = [] })],
        Updates = [.. scenario.Updates.Select(update => update with { Regressions = [] })],
    };

    private static Scenario Read(string name) => Assert.IsType<ScenarioReading.Accepted>(
        ScenarioLibrary.Installed.Read(name, new(
            name == "ios-8.0.1" ? [Hurried] : [], Devices: "300"))).Scenario;

    private static async Task<Report> ReportOf(Scenario scenario, ulong seed) =>
        Assert.IsType<InMemoryOutcome.Finished>(await InMemoryRun.Run(
            scenario, seed, threads: 1,
            new() { Fidelity = Fidelity.Decisions, Checking = Checking.Nothing })).Report;
}
