using RsrActors.Laboratory.Measures;
using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>The measures of a run, compared with its report and its events.</summary>
public sealed class MeasureTests
{
    private const string Response = "26.3.1-a";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Names_of_measures_are_unique_and_each_has_a_sentence()
    {
        Assert.Distinct(MeasureList.Shipped.Select(measure => measure.Name));
        Assert.All(MeasureList.Shipped, measure => Assert.Matches("^[A-Z].*\\.$", measure.Meaning));
        Assert.All(MeasureList.Usual, name => Assert.Null(MeasureList.Objection(name, MeasureList.Shipped)));
    }

    [Fact]
    public async Task Measures_of_a_response_without_harm_are_those_of_its_report()
    {
        var (run, report) = await Simulate("tiny", []);
        var flaw = report.Vulnerabilities!.Value[0].OfFleet();

        Assert.Equal((double)flaw.ProtectedAfter.SecondsTo50! / 3600, run["time-to-50"]);
        Assert.Equal(double.PositiveInfinity, run["time-to-99"]);
        Assert.Null(flaw.ProtectedAfter.SecondsTo99);
        Assert.Equal((double)flaw.ExposedHours, run["exposed-hours"]);
        Assert.Equal((double)report.Protection!.Figures.Protected / 50, run["share-at-end"]);
        Assert.Equal((double)report.Releases[0].Activated / 50, run["share-at-halt"]);
        Assert.Equal(report.Releases[0].Removed, run["removed"]);
        Assert.Equal((0.0, double.PositiveInfinity), (run["halted"], run["halted-after"]));
        Assert.Equal((0.0, double.PositiveInfinity), (run["detected"], run["detected-after"]));
        Assert.Equal((0.0, double.PositiveInfinity), (run["withdrawn"], run["withdrawn-after"]));
        Assert.Equal((0.0, 0.0, 0.0), (run["devices-harmed"], run["crashes-caused"], run["last-off"]));
        Assert.InRange(run["signing-peak"]!.Value, 1, report.Signing.Issued + report.Signing.Refused.Values.Sum());
        Assert.InRange(run["downtime"]!.Value, 0.1, 50);
        Assert.InRange(run["bytes-downloaded"]!.Value, 40 * 2.7e6, 60 * 137.2e6);
    }

    [Fact]
    public async Task Measures_of_a_harmful_response_under_a_rule_are_those_of_its_report()
    {
        var (run, report) = await Simulate("halts", ["rollout.rule=max-sprt"], devices: "600");
        var crashes = report.Crashes!.Releases[0];

        Assert.Equal((1.0, 0.0), (run["halted"], run["false-halt"]));
        Assert.InRange(run["halted-after"]!.Value, 1, 14 * 24);
        Assert.InRange(run["share-at-halt"]!.Value, 0, (double)report.Releases[0].Activated / 600);
        Assert.Equal(crashes.DevicesHit, run["devices-harmed"]);
        Assert.Equal(crashes.CrashesCaused, run["crashes-caused"]);
        Assert.Equal((double)crashes.DeviceHoursVulnerable, run["exposed-hours"]);
        Assert.Equal(crashes.Recommendations.Shown, run["recommendations"]);
        Assert.True(crashes.DevicesHit > 0);
    }

    [Fact]
    public void Without_crash_analytics_what_crashes_is_not_measured()
    {
        var scenario = Scenario("tiny", ["analytics.enabled=off"]);

        Assert.Equal(
            [
                "devices-harmed", "crashes-caused", "detected", "detected-after", "last-off", "recommendations",
                "before-deadline", "hour-after-deadline",
            ],
            MeasureList.Shipped.Where(measure => !measure.AppliesTo(scenario)).Select(measure => measure.Name));
    }

    [Fact]
    public async Task Measures_of_an_enforcement_are_those_of_its_report()
    {
        var (run, report) = await Simulate("enforced", [], devices: "60");
        var one = report.Enforcements[0];

        Assert.InRange(run["before-deadline"]!.Value, 0.01, 0.99);
        Assert.Equal((double)one.Before! / one.Devices!, run["before-deadline"]);
        Assert.Equal((double)one.HourAfter! / one.Devices!, run["hour-after-deadline"]);
        Assert.Equal(
            (double)report.Releases[0].Reach[0].OfEligible.SecondsTo95! / 3600, run["time-to-95-in-contact"]);
    }

    /// <summary>The deadline of <c>enforced</c> is 73 h after the start.</summary>
    [Theory]
    [InlineData("73 h", true, false)]
    [InlineData("74 h", true, true)]
    [InlineData("72 h", false, false)]
    public void Measures_of_a_deadline_need_a_scenario_that_passes_it(string duration, bool before, bool after)
    {
        var scenario = Scenario("enforced", [$"scenario.duration={duration}"]);

        Assert.Equal(
            (before, after),
            (Applies("before-deadline"), Applies("hour-after-deadline")));

        bool Applies(string name) => MeasureList.Shipped.First(measure => measure.Name == name).AppliesTo(scenario);
    }

    [Fact]
    public void A_scenario_with_several_vulnerabilities_has_measures_for_each()
    {
        var scenario = Scenario("mechanisms", []);
        string[] names = [.. MeasureList.For([scenario]).Select(measure => measure.Name)];

        Assert.True(scenario.Vulnerabilities.Length > 1);
        Assert.All(scenario.Vulnerabilities, flaw => Assert.Contains($"time-to-90.{flaw.Id}", names));
        Assert.All(scenario.Vulnerabilities, flaw => Assert.Contains($"exposed-hours.{flaw.Id}", names));
    }

    [Theory]
    [InlineData("exposed-hour", "did you mean exposed-hours?")]
    [InlineData("share", "did you mean share-at-end or share-at-halt?")]
    [InlineData("wishes", "there is no measure 'wishes'. 'rsr measures' lists all.")]
    public void An_unknown_measure_is_refused_with_the_nearest_names(string name, string message) =>
        Assert.Contains(message, MeasureList.Objection(name, MeasureList.Shipped)!, StringComparison.Ordinal);

    [Fact]
    public void The_first_halt_of_a_rule_counts_with_what_was_reached_by_then()
    {
        var projection = Projection("harmful");
        Release(projection, 2 * Hour, new ReleaseEvent.Published(1, RampSource.Rule));
        Activate(projection, 3 * Hour, device: 4);
        Activate(projection, 4 * Hour, device: 4);
        Activate(projection, 4 * Hour, device: 5);
        Release(projection, 5 * Hour, Decided(RuleVerbs.Hold));
        Release(projection, 6 * Hour, Decided(RuleVerbs.Halt));
        Activate(projection, 7 * Hour, device: 6);
        Release(projection, 8 * Hour, Decided(RuleVerbs.Withdraw));

        var figures = projection.Figures;

        Assert.Equal(4 * Hour, figures.HaltedAfter);
        Assert.Equal(2, figures.ReachedAtHalt);
        Assert.Equal(TimeSpan.FromMinutes(4), figures.Downtime);
        Assert.False(figures.IsFalseHalt);
    }

    [Theory]
    [InlineData("halt", true)]
    [InlineData("withdraw", true)]
    [InlineData("hold", false)]
    [InlineData("alert", false)]
    public void A_halt_of_a_release_without_harm_is_false(string decision, bool isFalseHalt)
    {
        var projection = Projection("harmless");
        Release(projection, Hour, new ReleaseEvent.Published(1, RampSource.Rule));
        Release(projection, 2 * Hour, Decided(decision));

        Assert.Equal(isFalseHalt, projection.Figures.IsFalseHalt);
    }

    [Fact]
    public void A_pause_by_a_person_is_no_halt()
    {
        var projection = Projection("harmful");
        Release(projection, Hour, new ReleaseEvent.Published(1, RampSource.Rule));
        Release(projection, 2 * Hour, new ReleaseEvent.Paused("lunch"));

        Assert.Null(projection.Figures.HaltedAfter);
    }

    [Fact]
    public void The_peak_of_signing_is_the_hour_with_the_most_requests()
    {
        var projection = Projection("harmful");
        foreach (var minutes in (int[])[10, 70, 75, 119, 120, 300])
        {
            projection.Apply(new(
                EntityId.Device(minutes), 1, VirtualTime.Zero + TimeSpan.FromMinutes(minutes),
                new DeviceEvent.TicketRequested(Response, Digest.Sha384([1]), 1)));
        }

        Assert.Equal(3, projection.Figures.TicketsInPeakHour);
    }

    private static RolloutProjection Projection(string response) =>
        new(Scenario("halts", response == "harmful" ? [] : [$"releases.{Response}.regressions=[]"]));

    private static ReleaseEvent.RolloutDecided Decided(string decision) => new("rule", "brake", decision, "", []);

    private static void Release(RolloutProjection projection, TimeSpan at, ReleaseEvent happened) =>
        projection.Apply(new(EntityId.Release(Response), 1, VirtualTime.Zero + at, happened));

    private static void Activate(RolloutProjection projection, TimeSpan at, int device) => projection.Apply(new(
        EntityId.Device(device), 1, VirtualTime.Zero + at,
        new DeviceEvent.ResponseActivated(Response, "23D771330a", TimeSpan.FromMinutes(1), 50, false)));

    private static Scenario Scenario(string name, string[] settings, string? devices = null) =>
        Assert.IsType<ScenarioReading.Accepted>(
            ScenarioLibrary.Installed.Read(name, new([.. settings], Devices: devices))).Scenario;

    private static async Task<(Dictionary<string, double?> Values, Report Report)> Simulate(
        string name, string[] settings, string? devices = null)
    {
        var scenario = Scenario(name, settings, devices);
        var rollout = new RolloutProjection(scenario);
        var outcome = await InMemoryRun.Run(scenario, scenario.Seed, 2, new() { Happened = rollout.Apply });
        var report = Assert.IsType<InMemoryOutcome.Finished>(outcome).Report;
        var run = new MeasuredRun(scenario, report, rollout.Figures);
        return (MeasureList.Shipped.ToDictionary(measure => measure.Name, measure => measure.Of(run)), report);
    }
}
