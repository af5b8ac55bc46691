using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Scenarios;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Profiles;

/// <summary><c>rsr profile</c>: what devices do, what they ignore, and the same as a block of a scenario.</summary>
public sealed class ProfileCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public ProfileCommandTests()
    {
        File.WriteAllText(
            _place["usual.mobileconfig"], ProfileTexts.Profile(ProfileTexts.Allowed + ProfileTexts.NotRemoved));
        File.WriteAllText(
            _place["enforce.json"], ProfileTexts.Enforce("13.4.1", "22F770820d", "2023-07-15T21:00:00"));
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Check_tells_what_devices_do_and_ends_with_0_when_they_ignore_nothing()
    {
        var outcome = await Check("usual.mobileconfig");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal(
            $"{_place["usual.mobileconfig"]}: not signed\n"
            + "  does     responses may be installed\n"
            + "  does     a person may not remove responses\n"
            + "  ignores  nothing\n",
            outcome.Output);
    }

    [Theory]
    [InlineData("2026-03-20", 0, "ignores  nothing")]
    [InlineData("2026-03-27", 4,
        "the deadline 2026-03-25T21:00:00 has passed in every time zone by 2026-03-27 00:00 UTC")]
    public async Task Check_compares_deadlines_with_a_moment(string at, int exitCode, string message)
    {
        File.WriteAllText(_place["new.json"], ProfileTexts.Enforce("26.3.1", "25D771280a", "2026-03-25T21:00:00"));

        var outcome = await Check("new.json", "--at", at);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(message, outcome.Output, StringComparison.Ordinal);
    }

    /// <summary>Apple documents the declaration from iOS 17.0 and macOS 14.0 on.</summary>
    [Theory]
    [InlineData("16.5.1", true)]
    [InlineData("16.7.15", true)]
    [InlineData("13.4.1", true)]
    [InlineData("14.0", false)]
    [InlineData("17.0", false)]
    [InlineData("26.3.1", false)]
    public async Task Check_names_a_declaration_that_its_devices_do_not_know(string version, bool isIgnored)
    {
        File.WriteAllText(_place["old.json"], ProfileTexts.Declaration(
            ProfileTexts.Enforcement,
            $$"""{"TargetOSVersion":"{{version}}","TargetLocalDateTime":"2026-03-25T21:00:00"}"""));

        var outcome = await Check("old.json", "--at", "2023-07-14");

        Assert.Equal(isIgnored ? 4 : 0, outcome.ExitCode);
        Assert.Contains(
            isIgnored
                ? $"TargetOSVersion: devices that come to {version} run a system without this declaration, which is known "
                    + "from iOS 17.0 and macOS 14.0 on; allowed is a later version"
                : "ignores  nothing",
            outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_names_a_response_that_a_later_one_superseded()
    {
        File.WriteAllText(_place["a.json"], ProfileTexts.Enforce("13.4.1", "22F770820b", "2023-07-15T21:00:00"));

        var outcome = await Check("a.json", "--at", "2023-07-14");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains(
            "TargetBuildVersion: 22F770820b is 13.4.1 (a), and 13.4.1 (c), build 22F770820d, has superseded it",
            outcome.Output, StringComparison.Ordinal);
    }

    /// <summary>The catalogue is of 2026-11-20: 26.9 is superseded and can be asked for until 2027-02-01.</summary>
    [Theory]
    [InlineData("26.9.1", "23H8120", "2027-06-01", 0, "ignores  nothing")]
    [InlineData("26.9.1", "23H771200a", "2027-06-01", 0, "ignores  nothing")]
    [InlineData("26.9", "23H100", "2027-02-01", 0, "ignores  nothing")]
    [InlineData("26.9", "23H100", "2027-02-02", 4,
        "26.9, build 23H100: iOS 26.9.1 has superseded iOS 26.9, for which no server can ask after 2027-02-01")]
    [InlineData("26.7", "23F1", "2027-02-01", 4,
        "26.7, build 23F1: the catalogue of 2026-11-20 has no such version, so devices keep the order")]
    public async Task Check_compares_targets_with_a_catalogue(
        string version, string build, string deadline, int exitCode, string message)
    {
        File.WriteAllText(_place["pmv.json"], Catalogues.Feeds.Pmv);
        File.WriteAllText(_place["target.json"], ProfileTexts.Enforce(version, build, $"{deadline}T09:30:00"));

        var outcome = await Check("target.json", "--catalogue", _place["pmv.json"], "--at", "2026-11-21");

        Assert.Equal((exitCode, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains(message, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_finds_a_later_response_to_the_same_base_in_a_catalogue()
    {
        var improvement = """{"ProductVersion":"26.9.1","Build":"23H771200a","ProductVersionExtra":"(a)",""";
        File.WriteAllText(_place["pmv.json"], Catalogues.Feeds.Pmv.Replace(
            improvement,
            improvement.Replace("200a", "200b", StringComparison.Ordinal)
                .Replace("(a)", "(b)", StringComparison.Ordinal)
            + "\"PrerequisiteBuild\":\"23H8120\",\"PostingDate\":\"2026-11-18\","
            + "\"SupportedDevices\":[\"iPhone15,2\"]}," + improvement,
            StringComparison.Ordinal));
        File.WriteAllText(_place["a.json"], ProfileTexts.Enforce("26.9.1", "23H771200a", "2026-12-01T09:30:00"));

        var outcome = await Check("a.json", "--catalogue", _place["pmv.json"], "--at", "2026-11-21");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains(
            "iOS 26.9.1 (b) has superseded iOS 26.9.1 (a): no device is offered it any more", outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_refuses_a_catalogue_that_it_cannot_read() => Assert.Contains(
        "found no such file, allowed is a feed",
        (await Check("enforce.json", "--catalogue", _place["none.json"])).IsRefused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("enforced", false)]
    [InlineData("rsr-16.5.1-a", false)]
    [InlineData("tiny", true)]
    public async Task Check_compares_targets_with_a_scenario(string scenario, bool isUnknown)
    {
        var outcome = await Check("enforce.json", "--scenario", scenario, "--at", "2023-07-14");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Equal(
            isUnknown,
            outcome.Output.Contains(
                $"{scenario} has no such release, so devices keep the order and install nothing",
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("none.json", "2023-07-14", "found no such file, allowed is a configuration profile")]
    [InlineData("enforce.json", "yesterday", "--at: found 'yesterday', allowed is a moment in UTC")]
    public async Task Check_refuses_what_it_cannot_read(string file, string at, string message) => Assert.Contains(
        message, (await Check(file, "--at", at)).IsRefused(), StringComparison.Ordinal);

    [Fact]
    public async Task Import_writes_a_block_that_a_scenario_includes()
    {
        File.WriteAllText(_place["typo.json"], ProfileTexts.Declaration(
            ProfileTexts.Settings, """{"RapidSecurityResponse":{"Enabled":true},"Notifications":false}"""));
        File.Copy(
            ScenarioLibrary.Installed.List().Single(entry => entry.Name == "enforced").File, _place["base.hocon"]);
        File.WriteAllText(_place["mine.hocon"], "include \"base.hocon\"\ninclude \"management.hocon\"\n");

        (await Workplace.RsrInProcess(
            "profile", "import", _place["usual.mobileconfig"], _place["typo.json"], _place["enforce.json"],
            "--scenario", "enforced", "--at", "2023-07-14", "--output", _place["management.hocon"])).Succeeds();

        Assert.Contains(
            "#   ignores  RapidSecurityResponse.Enabled: unknown key; did you mean RapidSecurityResponse.Enable?\n",
            File.ReadAllText(_place["management.hocon"]), StringComparison.Ordinal);
        var scenario = Samples.Accepted(ScenarioLibrary.Installed.Read(_place["mine.hocon"], ScenarioOverrides.None));
        Assert.Equal(new ManagementSettings(1, 1, 0), scenario.Fleet.Management);
        Assert.Contains(
            new OperatorCommand.EnforceBy("16.5.1-c", new DateTime(2023, 7, 15, 21, 0, 0), Notifies: false),
            scenario.Script.Select(step => step.Command));
    }

    [Fact]
    public async Task Import_writes_deferrals_as_keys_of_management()
    {
        File.WriteAllText(_place["defer.json"], ProfileTexts.Declaration(
            ProfileTexts.Settings, """{"Deferrals":{"CombinedPeriodInDays":14,"MinorPeriodInDays":7}}"""));

        var text = await ImportedText("defer.json");

        Assert.Contains(
            "#   does     updates of iPhones and iPads are not offered until 14 days after their publication\n", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "fleet.management {\n  deferrals.combined = 14 d\n  deferrals.minor = 7 d\n}\n", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_without_a_scenario_takes_the_name_that_Apple_gave_the_response() => Assert.Contains(
        "release = \"13.4.1-c\", local-deadline = \"2023-07-15T21:00\", notifications = on }",
        await ImportedText("enforce.json"), StringComparison.Ordinal);

    [Fact]
    public async Task Import_replaces_no_file()
    {
        File.WriteAllText(_place["mine"], "mine");

        Assert.Contains(
            "exists. Give another --output",
            (await Workplace.RsrInProcess("profile", "import", _place["enforce.json"], "--output", _place["mine"]))
                .IsRefused(),
            StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_place["mine"]));
    }

    private async Task<string> ImportedText(string file)
    {
        (await Workplace.RsrInProcess("profile", "import", _place[file], "--output", _place["block"])).Succeeds();
        return File.ReadAllText(_place["block"]);
    }

    private Task<Outcome> Check(string file, params string[] options) =>
        Workplace.RsrInProcess(["profile", "check", _place[file], .. options]);
}
