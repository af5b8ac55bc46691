using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Scenarios;
using RsrActors.Reports.Figures;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>The devices that are protected at each hour, compared with measures and reports.</summary>
public sealed class ProtectedByHourTests
{
    private const int Devices = 200;

    [Fact]
    public async Task With_a_vulnerability_half_is_reached_in_the_hour_of_time_to_50_and_the_end_is_share_at_end()
    {
        var (curve, values, report) = await Run("tiny", []);
        var flaw = Assert.Single(report.Vulnerabilities!.Value).Platforms[0];

        Assert.Equal(0, curve[0]);
        Assert.Equal(Math.Ceiling(values["time-to-50"]!.Value), FirstHourWith(curve, Devices / 2));
        Assert.Equal(flaw.Protected, curve[^1]);
        Assert.Equal(values["share-at-end"]!.Value, (double)curve[^1] / Devices);
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("halts")]
    public async Task Without_a_vulnerability_the_end_is_share_at_end_and_half_is_not_before_time_to_50(
        string scenario)
    {
        var (curve, values, report) = await Run(scenario, [], WithoutVulnerabilities);
        var published = (double)report.Releases.Max(release => release.PublishedSeconds)! / 3600;

        Assert.Null(report.Vulnerabilities);
        Assert.All(curve.Take((int)published), count => Assert.Equal(0, count));
        Assert.Equal(values["share-at-end"]!.Value, (double)curve[^1] / Devices);
        Assert.True(values["share-at-end"] > 0);
        Assert.True(FirstHourWith(curve, Devices / 2) >= published + values["time-to-50"]!.Value);
    }

    [Fact]
    public async Task There_is_a_value_for_each_full_hour_of_the_scenario()
    {
        var (curve, _, report) = await Run("tiny", ["scenario.duration=30.5 h"]);

        Assert.Equal(30.5m * 3600, report.VirtualSeconds);
        Assert.Equal(31, curve.Length);
    }

    [Fact]
    public async Task Responses_that_are_withdrawn_and_superseded_count_by_what_is_newest()
    {
        var (curve, values, report) = await Run("rsr-16.5.1-a", [], WithoutVulnerabilities);

        // (a) is withdrawn after six hours and stays the newest one, until (c) is published and protects no device yet.
        Assert.True(curve[24] > 0);
        Assert.True(curve[49] < curve[47]);
        Assert.Equal(values["share-at-end"]!.Value, (double)curve[^1] / Devices);
        Assert.Equal(report.Protection!.Figures.Protected, curve[^1]);
    }

    private static Scenario WithoutVulnerabilities(Scenario scenario) => scenario with { Vulnerabilities = [] };

    private static int FirstHourWith(int[] curve, int devices) => Array.FindIndex(curve, count => count >= devices);

    private static async Task<(int[] Curve, Dictionary<string, double?> Values, Report Report)> Run(
        string name, string[] settings, Func<Scenario, Scenario>? change = null)
    {
        var scenario = Assert.IsType<ScenarioReading.Accepted>(
            ScenarioLibrary.Installed.Read(name, new([.. settings], Devices: $"{Devices}"))).Scenario;
        scenario = change?.Invoke(scenario) ?? scenario;
        var report = Assert.IsType<InMemoryOutcome.Finished>(await InMemoryRun.Run(scenario, 7, 2)).Report;
        var outcome = await MeasuredRuns.Run(
            new RunPlan(0, 0, 1, 7, scenario, MeasureList.Shipped), CancellationToken.None);
        var measured = Assert.IsType<RunOutcome.Measured>(outcome);

        Assert.Equal(report.ProtectedByHour.AsEnumerable(), measured.ProtectedByHour);
        return (
            [.. measured.ProtectedByHour],
            MeasureList.Shipped.Zip(measured.Values, (measure, value) => (measure.Name, Value: value))
                .ToDictionary(pair => pair.Name, pair => pair.Value),
            report);
    }
}
