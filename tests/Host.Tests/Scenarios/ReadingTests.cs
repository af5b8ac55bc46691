using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>How the keys of a scenario file are read.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void The_comment_at_the_top_is_the_description() =>
        Assert.Equal("A small story.\nIt has two lines.", Accepted(Read(Small)).Story);

    [Fact]
    public void A_file_may_begin_without_a_description() =>
        Assert.Equal("", Accepted(Read(Small[Small.IndexOf("scenario {", StringComparison.Ordinal)..])).Story);

    [Theory]
    [InlineData("90 s", 90)]
    [InlineData("1.5 min", 90)]
    [InlineData("1.5min", 90)]
    [InlineData("1.5 m", 90)]
    [InlineData("90 seconds", 90)]
    [InlineData("90000 ms", 90)]
    [InlineData("0.025 h", 90)]
    [InlineData("\"90 s\"", 90)]
    [InlineData("1 day", 86_400)]
    [InlineData("9e1 s", 90)]
    public void A_duration_can_be_written_in_several_ways(string spelling, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds), Accepted(Set($"fleet.behaviour.decide={spelling}")).Fleet.Behaviour.Decide);

    [Fact]
    public void A_platform_without_a_share_of_its_own_shares_as_the_fleet()
    {
        var fleet = Accepted(Set("fleet.shares-analytics=20 %", "fleet.shares-analytics-by-platform.mac=0 %")).Fleet;

        Assert.Equal(
            [0.2, 0.2, 0, 0, 0],
            Enum.GetValues<Platform>().Select(fleet.SharesAnalyticsOn));
    }

    [Fact]
    public void A_platform_has_the_behaviour_of_the_fleet_in_all_that_it_does_not_change()
    {
        var fleet = Accepted(Set(
            "fleet.behaviour.put-off=5 d", "fleet.behaviour.seekers=9 %",
            "fleet.behaviour-by-platform.mac-intel.put-off=6 d", "fleet.behaviour-by-platform.ipad.seekers=9 %")).Fleet;

        Assert.Equal(fleet.Behaviour with { PutOff = TimeSpan.FromDays(6) }, fleet.BehaviourOn(Platform.MacIntel));
        Assert.Equal(fleet.Behaviour, fleet.BehaviourOn(Platform.MacAppleSilicon));
        Assert.Null(fleet.BehaviourByPlatform[(int)Platform.IPad]);
    }

    [Fact]
    public void Devices_of_one_kind_may_run_several_builds()
    {
        var scenario = Accepted(Read(Small.Replace(
            "share = 60 %, os = 16.5.1, build = 20F75",
            "share = 60 %, builds = [ { share = 57.8 %, os = 16.5.1, build = 20F75 }, "
            + "{ share = 42.2 %, os = 16.4, build = 20E247 } ]",
            StringComparison.Ordinal)));

        Assert.Equal(
            ["iphone 20F75 34.68 %", "iphone 20E247 25.32 %", "mac-intel 22F82 40 %"],
            scenario.Fleet.Platforms.Select(
                kind => $"{kind.Platform.Name} {kind.OsBuild} {ScenarioWords.Share(kind.Share)}"));
        Assert.Equal(scenario.Fleet.Platforms[0].Models, scenario.Fleet.Platforms[1].Models);
    }

    [Theory]
    [InlineData("85.2 MB", 85_200_000)]
    [InlineData("1.9GB", 1_900_000_000)]
    [InlineData("12 KB", 12_000)]
    [InlineData("12 kB", 12_000)]
    [InlineData("7 B", 7)]
    public void Sizes_are_decimal(string size, long bytes) =>
        Assert.Equal(
            bytes, Accepted(Set($"releases.16.5.1-a.targets.0.download={size}")).Releases[0].Targets[0].Download);

    [Theory]
    [InlineData("releases.16.5.1-a.regrets.share=5 %")]
    [InlineData("releases.\"16.5.1-a\".regrets.share=5 %")]
    [InlineData("releases.\"16.5.1 (a)\".regrets.share=5 %")]
    public void A_setting_reaches_a_release_by_any_of_its_names(string setting) =>
        Assert.Equal(0.05, Accepted(Set(setting, "releases.16.5.1-a.regrets.after=1 h")).Releases[0].Regrets.Share);

    [Fact]
    public void A_release_is_the_same_by_both_of_its_names()
    {
        var other = Small.Replace("\"16.5.1-a\" {", "\"16.5.1 (a)\" {", StringComparison.Ordinal)
            .Replace("release = \"16.5.1-a\", cause", "release = \"16.5.1 (a)\", cause", StringComparison.Ordinal);

        Assert.Equal(Show(Accepted(Read(Small))), Show(Accepted(Read(other))));
    }

    [Fact]
    public void Releases_keep_the_order_of_the_file()
    {
        const string Target =
            "targets = [ { platform = iphone, version = 16.5.1, prerequisite = 20F75, download = 1 MB, build = ";
        var three = Small.Replace(
            "releases {",
            $"releases {{ z-1 {{ letter = y, {Target} 20F770750y }} ] }}\n "
            + $"a-1 {{ letter = z, {Target} 20F770750z }} ] }}",
            StringComparison.Ordinal);

        Assert.Equal(["z-1", "a-1", "16.5.1-a"], Accepted(Read(three)).Releases.Select(release => release.Id));
    }

    [Fact]
    public void The_script_is_sorted_by_time_and_keeps_the_order_of_one_moment() => Assert.Equal(
        [typeof(OperatorCommand.Withdraw), typeof(OperatorCommand.Publish), typeof(OperatorCommand.Publish)],
        Accepted(Set("script.0.at=2 d")).Script.Select(step => step.Command.GetType()));

    [Fact]
    public void The_shorter_way_to_publish_an_update_is_read_as_the_longer_one() => Assert.Equal(
        Accepted(Set("script.2={ at = 2 d, do = publish, release = \"16.6\" }")).Script[^1].Command,
        Accepted(Read(Small)).Script[^1].Command);

    [Fact]
    public void The_short_options_change_seed_devices_and_days()
    {
        var scenario = Accepted(Read(Small, new([], Seed: "42", Devices: "7", Days: "2.5")));

        Assert.Equal((42UL, 7, TimeSpan.FromDays(2.5)), (scenario.Seed, scenario.Fleet.Devices, scenario.Duration));
    }

    [Fact]
    public void A_run_of_fewer_days_leaves_out_later_commands_of_the_script()
    {
        Assert.Single(Accepted(Read(Small, new([], Days: "1"))).Script);
        Assert.Contains("script.1.at", Refused(Set("scenario.duration=1 d")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_without_an_end_accepts_any_time_in_the_script()
    {
        var scenario = Accepted(Set("scenario.duration=unlimited", "script.2.at=3650 d"));

        Assert.True(scenario.IsUnlimited);
        Assert.Equal(TimeSpan.FromDays(3650), scenario.Script[^1].At - VirtualTime.Zero);
    }

    [Fact]
    public void The_option_days_gives_an_end_to_a_scenario_without_one()
    {
        var scenario = Accepted(Read(
            Small.Replace("duration = 3 d", "duration = unlimited", StringComparison.Ordinal), new([], Days: "1")));

        Assert.False(scenario.IsUnlimited);
        Assert.Equal(TimeSpan.FromDays(1), scenario.Duration);
        Assert.Single(scenario.Script);
    }

    public static TheoryData<string, Passivation> Passivations => new()
    {
        { "never", new Passivation.Never() },
        { "auto", new Passivation.Auto() },
        { "1 s", new Passivation.After(TimeSpan.FromSeconds(1)) },
        { "3650 d", new Passivation.After(TimeSpan.FromDays(3650)) },
    };

    [Theory, MemberData(nameof(Passivations))]
    public void Idle_devices_lose_their_actors_after_a_duration_or_never_or_by_the_size_of_the_fleet(
        string text, Passivation passivation) =>
        Assert.Equal(passivation, Accepted(Set($"kernel.passivate-after={text}")).Kernel.Passivation);

    [Fact]
    public void Without_the_key_the_size_of_the_fleet_decides_whether_idle_devices_lose_their_actors() =>
        Assert.Equal(new Passivation.Auto(), Accepted(Read(Small)).Kernel.Passivation);

    [Fact]
    public void A_whole_list_can_be_set() => Assert.Empty(Accepted(Set("script=[]")).Script);

    [Fact]
    public void A_text_with_commas_needs_no_quotes_on_the_command_line()
    {
        var withdraw = Accepted(Set("script.1.cause=web, mail = broken")).Script[1].Command;

        Assert.Equal("web, mail = broken", Assert.IsType<OperatorCommand.Withdraw>(withdraw).Cause);
    }

    [Fact]
    public void A_number_sign_does_not_end_a_setting_of_the_command_line()
    {
        var withdraw = Accepted(Set("script.1.cause=see issue #15")).Script[1].Command;

        Assert.Equal("see issue #15", Assert.IsType<OperatorCommand.Withdraw>(withdraw).Cause);
    }

    [Fact]
    public void A_publication_without_a_percentage_follows_the_rollout_rule()
    {
        Assert.Null(Assert.IsType<OperatorCommand.Publish>(Accepted(Read(Small)).Script[0].Command).Percent);
        Assert.Equal(
            12.5, Assert.IsType<OperatorCommand.Publish>(
                Accepted(Set("script.0.percent=12.5 %")).Script[0].Command).Percent);
    }

    [Theory]
    [InlineData("", 12)]
    [InlineData(", for = 90 h", 90)]
    public void A_device_is_off_its_charger_for_half_a_day_by_default(string how, int hours)
    {
        var unplug =
            Assert.Single(Accepted(Set($"script=[{{ at = 1 h, do = unplug, device = 42{how} }}]")).Script).Command;

        Assert.Equal(new OperatorCommand.Unplug(42, TimeSpan.FromHours(hours)), unplug);
        Assert.Equal($"device-0000042 is taken off its charger for {hours} h", unplug.ToString());
    }

    [Fact]
    public void A_linear_rule_has_equal_steps()
    {
        var rule = Accepted(Set("rollout.rule=linear", "rollout.over=24 h", "rollout.every=12 h")).Rollout.Rule;

        Assert.Equal([1, 50, 100], Assert.IsType<StepsRamp>(rule.Ramp).Steps.Select(step => step.Percent));
    }

    [Fact]
    public void A_small_file_has_no_faults_and_the_seed_one_by_default()
    {
        var scenario = Accepted(Read(Small));

        Assert.Equal(FaultSettings.None, scenario.Faults);
        Assert.Equal(1UL, scenario.Seed);
        Assert.Equal(TimeSpan.FromSeconds(15), scenario.Kernel.Lookahead);
    }

    [Fact]
    public void Crash_settings_that_a_file_leaves_out_have_the_defaults_of_the_model()
    {
        var scenario = Accepted(Read(Small));

        Assert.Equal(AnalyticsSettings.Default, scenario.Analytics);
        Assert.Equal(RolloutSettings.AllAtOnce, scenario.Rollout);
        Assert.Empty(scenario.Releases[0].Regressions);
        Assert.Equal(
            [("safari", 45, 4), ("mail", 15, 2), ("facebook", 30, 6), ("instagram", 30, 6), ("zoom", 15, 5)],
            scenario.Fleet.Applications.Select(one => (one.Id, one.Daily.TotalMinutes, one.CrashesPerThousandHours)));
    }

    [Fact]
    public void An_application_whose_use_is_not_given_is_never_used()
    {
        var application = Assert.Single(
            Accepted(Set("fleet.applications=[{ id = mail, popularity = 5 % }]")).Fleet.Applications);

        Assert.Equal(new("mail", 0.05, TimeSpan.Zero, 0), application);
    }

    [Fact]
    public void A_regression_is_everywhere_unless_its_platforms_are_listed()
    {
        var regression = Assert.Single(Accepted(Set(
            "releases.16.5.1-a.regressions=[{ application = safari, multiplier = 2.5 }]")).Releases[0].Regressions);

        Assert.True(regression.Concerns(Platform.IPhone) && regression.Concerns(Platform.MacIntel));
        Assert.Equal(6.0, regression.AddedTo(4));
    }

    [Fact]
    public void A_smaller_fleet_leaves_out_commands_to_devices_that_it_does_not_have()
    {
        var script =
            "script=[{ at = 1 h, do = install, device = 3, release = \"16.5.1-a\" }, "
            + "{ at = 2 h, do = remove-responses, device = 150 }]";

        Assert.Equal(2, Accepted(Set(script)).Script.Length);
        var step = Assert.Single(Accepted(Read(Small, new([script], Devices: "150"))).Script);
        Assert.Equal(new OperatorCommand.Install(3, "16.5.1-a"), step.Command);
        Assert.Contains(
            "script.1.device: found '150'", Refused(Set(script, "fleet.devices=150")), StringComparison.Ordinal);
    }

    [Fact]
    public void Applications_may_need_more_than_a_day_of_use_without_analytics() =>
        Accepted(Set("fleet.behaviour.in-use=0 %", "analytics.enabled=off"));

    [Theory]
    [InlineData("a { b = 1 }, c = 2")]
    [InlineData("a { b = 1 } , \n c = 2")]
    [InlineData("{ a { b = 1, }, c = 2 }")]
    [InlineData("a.b = 1\r\nc = 2")]
    [InlineData("a : { b : 1 } # { [\n c : 2 // \"")]
    public void Commas_and_braces_are_accepted_where_HOCON_accepts_them(string text)
    {
        var complaints = new Complaints("file");
        var tree = ScenarioDocument.Parse(text, "", complaints);

        Assert.Null(complaints.First);
        Assert.Equal(["a", "c"], tree!.Keys.Select(pair => pair.Key));
    }
}
