using RsrActors.Host.Runs;
using RsrActors.Host.Tests.Commands;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Catalogues;

/// <summary>A fleet and a feed are a complete scenario.</summary>
public sealed class NewFromCatalogueTests : IDisposable
{
    private const string Devices = """
        Computer Name,Serial Number,Model Identifier,Operating System Version,Build,Department
        SECRET 1,SECRET1,"iPhone15,2",26.9.1,23H8120,Sales
        SECRET 2,SECRET2,"iPhone15,2",26.9,23H100,Sales
        SECRET 3,SECRET3,"Mac14,2",26.9.1,25H2120,Research
        SECRET 4,SECRET4,"MacPro7,1",26.9.1,25H2120,Research
        SECRET 5,SECRET5,"Mac14,2",26.9,25H100,Research
        """;

    private readonly Workplace _place = new();

    public NewFromCatalogueTests()
    {
        File.WriteAllText(_place["fleet.csv"], Devices);
        File.WriteAllText(_place["pmv.json"], Feeds.Pmv);
        File.WriteAllText(_place["sofa.json"], Feeds.Sofa2);
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_fleet_a_feed_and_a_response_are_a_complete_scenario()
    {
        var outcome = (await New("--catalogue", _place["pmv.json"], "--catalogue", _place["sofa.json"], "--release", "26.9.1 (a)"))
            .Succeeds();

        Assert.Contains(
            ": 26.9.1 (a) of 2026-11-17, 5 devices, 3 with a build that it can be installed on. Edit it",
            outcome.Output, StringComparison.Ordinal);
        var scenario = Read();
        Assert.Equal(new DateTimeOffset(2026, 11, 17, 17, 0, 0, TimeSpan.Zero), scenario.Start);
        Assert.Equal(5, scenario.Fleet.Devices);
        var release = Assert.Single(scenario.Releases);
        Assert.Equal(("26.9.1-a", "CVE-2026-99004"), (release.Id, Assert.Single(release.Fixes)));
        Assert.Equal(
            [
                (Platform.IPhone, "23H8120", "23H771200a"), (Platform.IPad, "23H8120", "23H771200a"),
                (Platform.MacAppleSilicon, "25H2120", "25H771200a"), (Platform.MacIntel, "25H2120", "25H771200a"),
            ],
            release.Targets.Select(target => (target.Platform, target.PrerequisiteBuild.Text, target.Build.Text)));
        Assert.Equal("publish 26.9.1-a", Assert.Single(scenario.Script).Command.ToString());
    }

    [Fact]
    public async Task An_organisation_orders_the_installation_an_hour_after_the_publication()
    {
        (await New(
            "--catalogue", _place["pmv.json"], "--catalogue", _place["sofa.json"], "--release", "26.9.1 (a)",
            "--enforce", "3 d")).Succeeds();

        Assert.Equal(
            [("0d 00:00:00.000", "publish 26.9.1-a"), ("0d 01:00:00.000", "enforce 26.9.1-a within 72 h")],
            Read().Script.Select(step => ($"{step.At}", $"{step.Command}")));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("soon")]
    [InlineData("0 d")]
    [InlineData("3 d } }")]
    [InlineData("500 d")]
    public async Task A_time_to_the_deadline_that_is_none_or_too_long_is_refused(string within) => Assert.EndsWith(
        ", allowed is a duration such as 3 d (units: d, h, min, s), more than 0 and at most 90 d. See 'rsr new --help'.",
        (await New("--enforce", within)).IsRefused(), StringComparison.Ordinal);

    /// <summary>The report says what a deadline changed only when the run has passed it.</summary>
    [Theory]
    [InlineData("3 d", 14)]
    [InlineData("7 d", 14)]
    [InlineData("169 h", 15)]
    [InlineData("90 d", 97)]
    public async Task The_scenario_goes_on_for_a_week_after_the_deadline(string within, int days)
    {
        (await New("--catalogue", _place["pmv.json"], "--release", "26.9.1 (a)", "--enforce", within)).Succeeds();

        Assert.Equal(TimeSpan.FromDays(days), Read().Duration);
    }

    /// <summary>For a fleet of July 2023 it is the question of the scenario that comes with the program.</summary>
    [Fact]
    public async Task An_order_assumes_about_people_and_management_what_the_scenario_enforced_does()
    {
        File.WriteAllText(
            _place["fleet.csv"], "model,version,count\n\"iPhone15,2\",16.5.1,3\n\"Mac14,2\",13.4.1,4\n");
        (await New("--enforce", "3 d")).Succeeds();
        var written = Read();
        var shipped = Assert.IsType<ScenarioReading.Accepted>(ScenarioLibrary.Installed.Read(
            "enforced", ScenarioOverrides.None with { Fleet = _place["fleet.csv"] })).Scenario;

        Assert.Equal(
            (shipped.Start, shipped.Duration, shipped.Seed, shipped.Fleet.Behaviour, shipped.Fleet.Management),
            (written.Start, written.Duration, written.Seed, written.Fleet.Behaviour, written.Fleet.Management));
        Assert.Equal(shipped.Faults, written.Faults);
        Assert.Equal(shipped.Rollout, written.Rollout);
        Assert.Equal(
            shipped.Script.Select(step => (step.At, $"{step.Command}")),
            written.Script.Select(step => (step.At, $"{step.Command}")));
    }

    [Fact]
    public async Task Without_a_release_the_newest_is_taken_that_the_fleet_can_install() => Assert.Contains(
        ": 26.9.1 (a) of", (await New("--catalogue", _place["pmv.json"])).Succeeds().Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_software_update_leads_from_each_older_build_of_the_fleet_and_later_ones_follow_on_their_days()
    {
        foreach (var (name, feed) in new[] { ("pmv.json", Feeds.Pmv), ("sofa.json", Feeds.Sofa2) })
        {
            await File.WriteAllTextAsync(
                _place[name], feed.Replace("2026-11-17", "2026-11-10", StringComparison.Ordinal));
        }

        (await New("--catalogue", _place["pmv.json"], "--catalogue", _place["sofa.json"], "--release", "26.9.1")).Succeeds();

        var scenario = Read();
        var update = Assert.Single(scenario.Updates);
        Assert.Equal(
            [(Platform.IPhone, "23H100", "23H8120"), (Platform.MacAppleSilicon, "25H100", "25H2120")],
            update.Targets.Select(target => (target.Platform, target.FromBuild, target.Build)));
        Assert.Equal<string>(["CVE-2026-99002"], update.Fixes);
        Assert.Equal(
            ["0 publish 26.9.1", "7 publish 26.9.1-a"],
            scenario.Script.Select(one => $"{one.At.Milliseconds / 86_400_000} {one.Command}"));
    }

    [Fact]
    public async Task The_new_scenario_runs_and_devices_on_the_base_get_the_response()
    {
        (await New("--catalogue", _place["pmv.json"], "--release", "26.9.1 (a)")).Succeeds();

        await _place.Simulate("run", _place["my-question.hocon"]);

        var report = ReportText.Of(_place["run"]);
        Assert.Equal(0, report["invariants"]!["broken"]!.GetValue<int>());
        Assert.Equal(3, report["releases"]![0]!["eligible"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_a_feed_the_tables_of_the_program_know_the_responses_for_the_public()
    {
        await File.WriteAllTextAsync(_place["fleet.csv"], "model,version\n\"Mac14,2\",13.4.1 (a)\n\"iPhone15,2\",16.5.1\n");

        Assert.Contains(
            ": 13.4.1 (c) of 2023-07-12, 2 devices, 2 with a build", (await New("--release", "13.4.1 (c)")).Succeeds().Output,
            StringComparison.Ordinal);

        // A device that has (a) starts with it, and it is not published again.
        var scenario = Read();
        Assert.Equal(["16.5.1-a", "13.4.1-c"], scenario.Releases.Select(release => release.Id));
        Assert.Equal("16.5.1-a", scenario.Fleet.Roster!.Kinds.Single(kind => kind.Letter == "a").Response);
        Assert.Equal("publish 13.4.1-c", Assert.Single(scenario.Script).Command.ToString());
    }

    [Fact]
    public async Task A_fleet_alone_for_which_there_never_was_a_response_gets_the_starter_with_its_inventory()
    {
        await File.WriteAllTextAsync(_place["fleet.csv"], "model,version,build\n\"Mac14,2\",26.6.2,25G83\n");

        (await New()).Succeeds();

        var scenario = Read();
        Assert.Equal((1, "26.6.1-a"), (scenario.Fleet.Roster!.Devices, scenario.Releases[0].Id));
        Assert.Contains("\n  inventory = \"fleet.csv\"\n", await File.ReadAllTextAsync(_place["my-question.hocon"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inventory_s_path_is_relative_to_the_scenario_s_file()
    {
        Directory.CreateDirectory(_place["questions"]);

        (await Workplace.RsrInProcess(
            "new", "x", "--fleet", _place["fleet.csv"], "--catalogue", _place["pmv.json"], "--output", _place["questions", "x.hocon"]))
            .Succeeds();

        Assert.Contains("inventory = \"../fleet.csv\"", await File.ReadAllTextAsync(_place["questions", "x.hocon"]), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", await File.ReadAllTextAsync(_place["questions", "x.hocon"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("26.9.2 (a)", "--release is '26.9.2 (a)'; known are the responses iOS 26.9.1 (a) and macOS 26.9.1 (a)")]
    [InlineData("26.9", "iOS 26.9: found no build of it in the catalogue that a device of the fleet can come to")]
    public async Task A_release_that_cannot_be_asked_about_is_refused_and_nothing_is_written(string release, string message)
    {
        Assert.Contains(
            message, (await New("--catalogue", _place["pmv.json"], "--release", release)).IsRefused(), StringComparison.Ordinal);
        Assert.False(File.Exists(_place["my-question.hocon"]));
    }

    [Fact]
    public async Task A_release_or_a_feed_without_a_fleet_is_refused()
    {
        Assert.Contains(
            "--release is given without --fleet", (await Workplace.RsrInProcess("new", "x", "--release", "26.3.1 (a)")).IsRefused(),
            StringComparison.Ordinal);
        Assert.Contains(
            "--catalogue is given without --fleet",
            (await Workplace.RsrInProcess("new", "x", "--catalogue", _place["pmv.json"])).IsRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_that_contradicts_the_feed_is_refused_with_both()
    {
        await File.WriteAllTextAsync(_place["fleet.csv"], "model,version,build\n\"iPhone15,2\",26.9.3,23H8120\n");

        Assert.Contains(
            "fleet and catalogue contradict each other: ",
            (await New("--catalogue", _place["pmv.json"], "--release", "26.9.1 (a)")).IsRefused(), StringComparison.Ordinal);
    }

    private Task<Outcome> New(params string[] options) => Workplace.RsrInProcess(
        ["new", "my-question", "--fleet", _place["fleet.csv"], "--output", _place["my-question.hocon"], .. options]);

    private Scenario Read() =>
        ScenarioLibrary.Installed.Require(_place["my-question.hocon"], ScenarioOverrides.None).Scenario;
}
