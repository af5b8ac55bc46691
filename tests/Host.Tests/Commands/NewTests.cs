using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary><c>rsr new</c> writes a scenario that can be checked, run and edited at once.</summary>
public sealed class NewTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_new_scenario_is_written_to_the_current_folder_and_is_valid()
    {
        var written = _place.Rsr("new", "our-fleet").Succeeds();

        Assert.Equal(
            "our-fleet.hocon is written. Edit it, then: rsr check our-fleet.hocon, and rsr run our-fleet.hocon\n",
                written.Output);
        Assert.Equal(["our-fleet.hocon"], _place.Entries());
        Assert.Equal(
            "our-fleet is a valid scenario: 1,000 devices, 14 days from 2026-08-24, 1 release, 3 commands.\n",
            _place.Rsr("check", "our-fleet.hocon").Succeeds().Output);
    }

    [Fact]
    public async Task A_new_scenario_runs_without_a_broken_invariant()
    {
        (await Workplace.RsrInProcess("new", "our-fleet", "--output", _place["x.hocon"])).Succeeds();

        await _place.Simulate("run", _place["x.hocon"], new([], Devices: "300"));

        var report = ReportText.Of(_place["run"]);
        Assert.Equal("our-fleet", report["scenario"]!.GetValue<string>());
        Assert.Equal(0, report["invariants"]!["broken"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_new_scenario_explains_each_of_its_sections_in_a_comment()
    {
        (await Workplace.RsrInProcess("new", "our-fleet", "--output", _place["x.hocon"])).Succeeds();
        var lines = File.ReadAllLines(_place["x.hocon"]);

        var sections = lines.Index().Where(line => line.Item.Length > 0 && char.IsAsciiLetter(line.Item[0])).ToArray();

        Assert.Equal(
            [
                "scenario", "fleet", "vulnerabilities", "releases", "software-updates", "rollout", "analytics",
                "faults", "script",
            ],
            sections.Select(line => line.Item.Split(' ')[0]));
        Assert.All(sections, line => Assert.StartsWith("# ", lines[line.Index - 1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_part_of_a_new_scenario_can_be_changed_by_a_setting()
    {
        (await Workplace.RsrInProcess("new", "our-fleet", "--output", _place["x.hocon"])).Succeeds();

        var reading = ScenarioLibrary.Installed.Require(_place["x.hocon"], new(
            ["fleet.devices=5", "releases.26.6.1-a.regressions=[]", "rollout.brakes=[]", "script=[]",
                "faults.seal-broken=0 %"]));

        Assert.Equal((5, FaultSettings.None with { NetworkInterrupted = 0.02, DidNotStart = 0.0005 }),
            (reading.Scenario.Fleet.Devices, reading.Scenario.Faults));
    }

    [Fact]
    public void An_existing_file_is_replaced_only_with_overwrite()
    {
        File.WriteAllText(_place["mine.hocon"], "mine");

        Assert.Equal(
            "mine.hocon exists. Give another --output, or --overwrite to replace it.",
            _place.Rsr("new", "mine").IsRefused());
        Assert.Equal("mine", File.ReadAllText(_place["mine.hocon"]));

        _place.Rsr("new", "mine", "--overwrite").Succeeds();
        _place.Rsr("check", "mine.hocon").Succeeds();
    }

    [Theory]
    [InlineData("../mine", "name: found '../mine', allowed is a name of letters, digits, dots and hyphens")]
    [InlineData("", "name: found '', allowed is a name of letters")]
    [InlineData("-x y", "name: found '-x y', allowed is a name of letters")]
    [InlineData("tiny", "name: found 'tiny', which is a scenario that comes with the program")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg", "of 64 characters at most")]
    public async Task A_bad_name_is_refused(string name, string message) =>
        Assert.Contains(message, (await Workplace.RsrInProcess("new", name)).IsRefused(), StringComparison.Ordinal);

    [Fact]
    public async Task A_path_that_cannot_be_written_is_refused()
    {
        Assert.Contains("is a directory",
            (await Workplace.RsrInProcess("new", "x", "--output", _place.Path)).IsRefused(), StringComparison.Ordinal);
        Assert.Contains("cannot be written",
            (await Workplace.RsrInProcess("new", "x", "--output", _place["no", "x"])).IsRefused(),
                StringComparison.Ordinal);
        Assert.Contains("--output is empty", (await Workplace.RsrInProcess("new", "x", "--output", "")).IsRefused(),
            StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("26.6")]
    [InlineData("5e3")]
    public void A_name_that_looks_like_another_kind_of_value_is_accepted(string name)
    {
        _place.Rsr("new", name).Succeeds();

        Assert.StartsWith($"{name} is a valid scenario", _place.Rsr("check", $"{name}.hocon").Succeeds().Output,
            StringComparison.Ordinal);
    }
}
