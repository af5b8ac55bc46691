using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Fleets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Profiles;

/// <summary>Scenarios name profiles, which become shares of devices and orders.</summary>
public sealed class ProfileScenarioTests : IDisposable
{
    private static readonly DateTime Deadline = new(2023, 7, 12, 21, 0, 0);

    private readonly ExportFolder _folder = new();

    public ProfileScenarioTests()
    {
        _folder.Write(ProfileTexts.Profile(ProfileTexts.Allowed + ProfileTexts.NotRemoved), "usual.mobileconfig");
        _folder.Write(
            ProfileTexts.Declaration(
                ProfileTexts.Settings, """{"RapidSecurityResponse":{"Enable":false},"Notifications":false}"""),
            "strict.json");
        _folder.Write(ProfileTexts.Enforce("16.5.1", "20F770750b", "2023-07-12T21:00:00"), "enforce.json");
        _folder.Write(ProfileTexts.Enforce("16.6", "20G75", "2023-07-12T20:59:01"), "update.json");
        _folder.Write(ProfileTexts.Enforce("26.3.1", "25D771280a", "2026-07-12T21:00:00"), "other.json");
        _folder.Write(ProfileTexts.Declaration(
            ProfileTexts.Settings, """{"RapidSecurityResponse":{"Enabled":true}}"""), "typo.json");
        _folder.Write(ProfileTexts.Declaration(
            ProfileTexts.Settings, """{"Deferrals":{"CombinedPeriodInDays":14,"MinorPeriodInDays":7}}"""),
            "defer.json");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Profiles_of_the_fleet_decide_for_all_of_its_managed_devices()
    {
        var management = Accepted(ReadMain(
            "fleet.management { managed = 40 %, allow-removal = 30 %, profiles = [\"usual.mobileconfig\"] }"))
            .Fleet.Management;

        Assert.Equal(new ManagementSettings(0.4, 1, 0), management);
    }

    [Fact]
    public void What_a_profile_does_not_say_is_left_to_the_shares() => Assert.Equal(
        new ManagementSettings(0.1, 0, 0.3),
        Accepted(ReadMain("fleet.management { allow-removal = 30 %, profiles = [\"strict.json\"] }")).Fleet.Management);

    [Fact]
    public void A_group_has_profiles_of_its_own()
    {
        var fleet = Accepted(ReadMain(
            "groups.lab.management.profiles = [\"strict.json\", \"usual.mobileconfig\"]")).Fleet;

        Assert.Equal(new ManagementSettings(0.1, 0.9, 0.7), fleet.Management);
        Assert.Equal(new ManagementSettings(0.1, 0, 0), Assert.Single(fleet.Groups).Management);
    }

    [Fact]
    public void Deferrals_of_profiles_take_precedence_over_those_of_the_keys_and_a_group_has_its_own()
    {
        var fleet = Accepted(ReadMain(
            "fleet.management { deferrals { minor = 3 d, major = 30 d }, profiles = [\"defer.json\"] }\n"
            + "groups.lab.management.deferrals.combined = 0 d")).Fleet;

        Assert.Equal(
            new UpdateDeferrals(TimeSpan.FromDays(14), TimeSpan.FromDays(30), TimeSpan.FromDays(7)),
            fleet.Management.Deferrals);
        Assert.Equal(
            new UpdateDeferrals(TimeSpan.Zero, TimeSpan.FromDays(30), TimeSpan.FromDays(7)),
            Assert.Single(fleet.Groups).Management!.Deferrals);
        Assert.True(fleet.HasDeferrals);
    }

    [Fact]
    public void A_deferral_beyond_ninety_days_is_refused() => Assert.Contains(
        "fleet.management.deferrals.major: found '91 d', allowed is a duration from 0 s to 90 d",
        Refused(ReadMain("fleet.management.deferrals.major = 91 d")), StringComparison.Ordinal);

    [Fact]
    public void An_enforcement_in_a_profile_of_the_fleet_is_an_order_at_the_start()
    {
        var script = Accepted(ReadMain(
            "fleet.management.profiles = [\"strict.json\", \"enforce.json\", \"update.json\"]")).Script;

        Assert.Equal(
            [
                new(VirtualTime.Zero, new OperatorCommand.EnforceBy("16.5.1-a", Deadline, Notifies: false)),
                new(VirtualTime.Zero, new OperatorCommand.EnforceBy("16.6", Deadline, Notifies: false)),
            ],
            script.Where(step => step.Command is OperatorCommand.EnforceBy));
    }

    [Fact]
    public void A_declaration_gives_release_and_deadline_to_an_order_of_the_script()
    {
        var script = Accepted(ReadMain("script += { at = 5 h, do = enforce, declaration = \"enforce.json\" }")).Script;

        Assert.Contains(
            new ScriptedCommand(
                VirtualTime.Zero + TimeSpan.FromHours(5),
                new OperatorCommand.EnforceBy("16.5.1-a", Deadline, Notifies: true)),
            script);
    }

    [Fact]
    public void A_profile_gives_both_rules_to_a_restriction_and_allows_what_it_does_not_forbid() => Assert.Equal(
        [new OperatorCommand.Restrict(true, false), new OperatorCommand.Restrict(false, true)],
        Accepted(ReadMain("""
            script += { at = 5 h, do = restrict, profile = "usual.mobileconfig" }
            script += { at = 6 h, do = restrict, profile = "strict.json" }
            """)).Script.Select(step => step.Command).OfType<OperatorCommand.Restrict>());

    [Theory]
    [InlineData("fleet.management.profiles = [\"none.json\"]", "fleet.management.profiles: ",
        "none.json: found no such file")]
    [InlineData("fleet.management.profiles = [\"other.json\"]", "fleet.management.profiles: found an enforcement of "
        + "26.3.1, build 25D771280a, allowed are the releases of this scenario: 16.5.1-a, 16.6", "")]
    [InlineData("groups.lab.management.profiles = [\"enforce.json\"]", "groups.lab.management.profiles: found an "
        + "enforcement of 16.5.1, build 20F770750b, allowed is one in fleet.management.profiles", "")]
    [InlineData("script += { at = 1 h, do = enforce, declaration = \"usual.mobileconfig\" }",
        "script.3.declaration: usual.mobileconfig has 0 enforcements that a device follows, allowed is one", "")]
    [InlineData("script += { at = 1 h, do = enforce, declaration = \"enforce.json\", release = \"16.6\" }",
        "script.3.release: found both release and declaration, allowed is one of them", "")]
    [InlineData("script += { at = 1 h, do = restrict, profile = \"enforce.json\" }",
        "script.3.profile: enforce.json says nothing about responses", "")]
    [InlineData("script += { at = 1 h, do = restrict, profile = \"usual.mobileconfig\", allow-removal = on }",
        "script.3.allow-removal: found both allow-removal and profile", "")]
    public void A_profile_that_does_not_fit_is_refused_with_the_line_of_its_key(string line, string message, string and)
    {
        var refusal = Refused(ReadMain(line));

        Assert.StartsWith($"main.hocon, line 2: {message}", refusal, StringComparison.Ordinal);
        Assert.Contains(and, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_devices_ignore_is_a_note_and_the_scenario_is_valid()
    {
        var reading = Assert.IsType<ScenarioReading.Accepted>(ReadMain("fleet.management.profiles = [\"typo.json\"]"));

        Assert.Equal(
            "typo.json: RapidSecurityResponse.Enabled: unknown key; did you mean RapidSecurityResponse.Enable?",
            Assert.Single(reading.Notes));
        Assert.Equal(0.9, reading.Scenario.Fleet.Management.AllowInstallation);
    }

    [Fact]
    public void A_target_that_is_withdrawn_before_its_deadline_is_a_note() => Assert.Equal(
        "enforce.json: 16.5.1, build 20F770750b: 16.5.1-a is withdrawn at 1 d, before the deadline",
        Assert.Single(Assert.IsType<ScenarioReading.Accepted>(
            ReadMain("fleet.management.profiles = [\"enforce.json\"]")).Notes));

    [Fact]
    public void The_resolved_scenario_needs_no_profile()
    {
        var reading = Assert.IsType<ScenarioReading.Accepted>(
            ReadMain("fleet.management.profiles = [\"usual.mobileconfig\", \"enforce.json\"]"));

        Assert.DoesNotContain("profiles", reading.ResolvedHocon, StringComparison.Ordinal);
        Assert.Equal(
            Show(reading.Scenario),
            Show(Accepted(ScenarioReader.Read("x", reading.ResolvedHocon, ScenarioOverrides.None))));
        Assert.Equal(["usual.mobileconfig", "enforce.json"], reading.Profiles.Select(copy => copy.Name));
    }

    [Fact]
    public async Task A_run_over_an_included_scenario_goes_on_after_every_file_is_gone()
    {
        using var place = new Workplace();
        File.WriteAllText(place["base.hocon"], Small);
        File.Copy(_folder["usual.mobileconfig"], place["usual.mobileconfig"]);
        File.WriteAllText(place["main.hocon"], """
            include "base.hocon"
            fleet { devices = 30, management.profiles = ["usual.mobileconfig"] }
            scenario.duration = 30 h
            script = [ { at = 0 s, do = publish, release = "16.5.1-a" } ]
            """);
        var whole = place["main.hocon"];
        await place.Simulate("first", whole);
        await place.SimulateInTwoParts("second", whole, ScenarioOverrides.None, epochs: 1);
        foreach (var name in (string[])["base.hocon", "main.hocon", "usual.mobileconfig"])
            File.Delete(place[name]);

        (await place.Verify("first")).Succeeds();
        Assert.Equal(await place.Export("first"), await place.Export("second"));
        Assert.Equal(["usual.mobileconfig"], Directory.GetFiles(place["first", "profiles"]).Select(Path.GetFileName));
    }

    private ScenarioReading ReadMain(string lines)
    {
        _folder.Write(Small, "base.hocon");
        return ScenarioReader.Read(
            "main.hocon", $"include \"base.hocon\"\n{lines}", ScenarioOverrides.None, _folder.Path);
    }
}
