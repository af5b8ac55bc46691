using System.Collections.Immutable;
using RsrActors.Host.Palettes;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Serving;

public sealed class ReleasePaletteTests : IAsyncLifetime
{
    private LiveRig _rig = null!;
    private Palette _palette = null!;
    private int _minutes;

    public async Task InitializeAsync()
    {
        _rig = await LiveRig.Start("tiny", new(
        [
            "script=[]",
            "rollout.rule=phased",
            "rollout.steps=[ { after = 0 s, percent = 10 % }, { after = 6 h, percent = 100 % } ]",
            "rollout.brakes=[ { rule = refused-tickets, above = 10 % } ]",
            "software-updates.\"16.6\".targets=[ { platform = iphone, from = 20F75, version = 16.6, build = 20G75, "
                + "download = 1.2 GB } ]",
            "software-updates.\"16.6\".includes=[\"16.5.1-a\"]",
        ]));
        _palette = ReleasePalette.Create(_rig.Live);
    }

    public Task DisposeAsync() => _rig.DisposeAsync().AsTask();

    [Fact]
    public async Task Commands_of_the_operator_are_accepted_and_take_effect()
    {
        Assert.Equal(
            [
                "Accepted as live command 1, at 2023-07-10T17:00:00.000Z (0d 00:00:00.000): publish 16.5.1-a at 5%",
                "Note: set by hand to 5 %; 'release resume' lets the rule go on.",
            ],
            await _rig.Does(_palette, "publish", "-r", "16.5.1 (a)", "-percent", "5%"));
        Assert.Equal("published 5", await Afterwards());

        await _rig.Does(_palette, "ramp", "-r", "16.5.1-a", "-p", "12.5");
        Assert.Equal("published 12.5", await Afterwards());
        await _rig.Does(_palette, "pause", "-r", "16.5.1-a", "-c", "calls from support");
        Assert.Equal("paused 12.5", await Afterwards());
        await _rig.Does(_palette, "ramp", "-r", "16.5.1-a", "-percent", "3");
        Assert.Equal("paused 3", await Afterwards());
        await _rig.Does(_palette, "resume", "-r", "16.5.1-a", "-c", "false alarm");
        Assert.Equal("published 10", await Afterwards());
        await _rig.Does(_palette, "withdraw", "-r", "16.5.1-a", "-c", "web sites broke", "-remove");
        Assert.Equal("withdrawn ", await Afterwards());

        Assert.Equal(
            [
                "console: publish 16.5.1-a at 5%", "console: ramp 16.5.1-a to 12.5%",
                "console: pause 16.5.1-a: calls from support",
                "console: ramp 16.5.1-a to 3%", "console: resume 16.5.1-a: false alarm",
                "console: withdraw 16.5.1-a and remove it from devices: web sites broke",
            ],
            await _rig.Orders());
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("5 %", 5)]
    [InlineData("12.5%", 12.5)]
    public async Task A_ramp_that_is_set_by_hand_holds_until_the_release_is_resumed(string said, double percent)
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a", "-p", said);
        await _rig.Advance(TimeSpan.FromHours(8));

        var shown = Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a"));
        Assert.Equal((percent, "operator"), ((double)shown["percent"]!, (string?)shown["setBy"]));
        Assert.Contains(
            "  next review  none: the ramp is set by hand; 'release resume' lets the rule go on",
            await _rig.Does(_palette, "show", "-r", "16.5.1-a"));

        await _rig.Does(_palette, "resume", "-r", "16.5.1-a", "-c", "the rule goes on");
        await _rig.Advance(TimeSpan.FromHours(8.1));
        shown = Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a"));
        Assert.Equal((100, "rule"), ((double)shown["percent"]!, (string?)shown["setBy"]));
    }

    [Fact]
    public async Task A_publication_without_a_percentage_follows_the_rollout_rule()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a");
        Assert.Equal("published 10", await Afterwards());
        Assert.Equal(["console: publish 16.5.1-a"], await _rig.Orders());
    }

    [Fact]
    public async Task A_command_without_effect_says_so_and_changes_nothing()
    {
        const string draft = "at 2023-07-10T17:00:00.000Z, 16.5.1-a is a draft: ";
        ImmutableArray<string> because = ["-c", "a bug"];
        Assert.Equal(
            draft + "'ramp' would change nothing; allowed is publish.",
            await _rig.Doubts(_palette, "ramp", "-r", "16.5.1-a", "-p", "50"));
        Assert.Equal(draft + "'pause' would change nothing; allowed is publish.", await Doubt("pause", because));
        Assert.Equal(draft + "'resume' would change nothing; allowed is publish.", await Doubt("resume", because));
        Assert.Equal(draft + "'withdraw' would change nothing; allowed is publish.", await Doubt("withdraw", because));

        await _rig.Does(_palette, "publish", "-r", "16.5.1-a", "-p", "5");
        await Afterwards();
        Assert.EndsWith(
            "published, set by hand to 5 %: 'publish' would change nothing; "
            + "allowed are ramp, pause, resume and withdraw.",
            await Doubt("publish"));
        Assert.EndsWith(
            "published, set by hand to 5 % already; allowed is another percentage.", await Doubt("ramp", ["-p", "5"]));
        await _rig.Does(_palette, "resume", "-r", "16.5.1-a", "-c", "the rule goes on");
        await Afterwards();
        Assert.EndsWith(
            "published at 10 %: 'resume' would change nothing; allowed are ramp, pause and withdraw.",
            await Doubt("resume", because));

        await _rig.Does(_palette, "pause", "-r", "16.5.1-a", "-c", "a bug");
        await Afterwards();
        Assert.EndsWith(
            "paused at 10 %: 'pause' would change nothing; allowed are ramp, resume and withdraw.",
            await Doubt("pause", because));

        await _rig.Does(_palette, "withdraw", "-r", "16.5.1-a", "-c", "a bug");
        await Afterwards();
        var all = new[]
        {
            ("publish", []), ("ramp", ["-p", "50"]), ("pause", because), ("resume", because), ("withdraw", because)
        };
        foreach (var (command, more) in all)
            Assert.EndsWith(
                $"withdrawn: '{command}' would change nothing; allowed is nothing any more.",
                await Doubt(command, more));
        Assert.Equal(
            [
                "ReleaseDrafted", "ReleasePublished", "ReleaseResumed", "RampAdvanced", "ReleasePaused",
                "ReleaseWithdrawn"
            ],
            (await _rig.Lists(_palette, "history", "-r", "16.5.1-a")).Select(one => (string?)one["event"]));
    }

    [Theory]
    [InlineData(
        "-percent is '-5'; it must be a percentage from 0 to 100, as 5, 12.5 or 12.5%.", "ramp", "-p", "-5")]
    [InlineData("-percent is '100.01'; it must be a percentage from 0 to 100, as 5, 12.5 or 12.5%.", "ramp",
        "-p", "100.01")]
    [InlineData("-percent is '33.333'; it must have at most two decimals, as 12.25.", "ramp", "-p", "33.333")]
    [InlineData("-percent is 'half'; it must be a percentage from 0 to 100, as 5, 12.5 or 12.5%.", "ramp", "-p",
        "half")]
    [InlineData(
        "-percent is '5%%'; it must be a percentage from 0 to 100, as 5, 12.5 or 12.5%.", "ramp", "-p", "5%%")]
    [InlineData(
        "-percent is '1e1'; it must be a percentage from 0 to 100, as 5, 12.5 or 12.5%.", "ramp", "-p", "1e1")]
    [InlineData("-cause is ' '; it must not be empty.", "withdraw", "-c", " ")]
    [InlineData("-cause is 'a\nbug'; it must be one line of text.", "pause", "-c", "a\nbug")]
    public async Task An_invalid_percentage_or_cause_is_refused(string why, params string[] words) =>
        Assert.Equal(why, await _rig.Misunderstands(_palette, [words[0], "-r", "16.5.1-a", .. words[1..]]));

    [Fact]
    public async Task A_missing_or_unknown_argument_is_refused()
    {
        Assert.StartsWith(
            "'release ramp' needs -percent:", await _rig.Misunderstands(_palette, "ramp", "-r", "16.5.1-a"));
        foreach (var command in new[] { "pause", "resume", "withdraw" })
            Assert.StartsWith(
                $"'release {command}' needs -cause:", await _rig.Misunderstands(_palette, command, "-r", "16.5.1-a"));
        Assert.Equal(
            "-release is '16.5.1-b'; the scenario has 16.5.1-a, 16.6.",
            await _rig.Misunderstands(_palette, "publish", "-r", "16.5.1-b"));
    }

    [Fact]
    public async Task A_software_update_replaces_the_response_and_is_published_once()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a");
        await _rig.Does(_palette, "publish", "-r", "16.6");
        Assert.Equal("superseded ", await Afterwards());

        Assert.EndsWith(
            "Z, 16.6 is published at 100 %: 'publish' would change nothing; allowed are ramp, pause and withdraw.",
            await _rig.Doubts(_palette, "publish", "-r", "16.6"));
        Assert.Equal(["console: publish 16.5.1-a", "console: publish 16.6"], await _rig.Orders());
        Assert.Matches(
            "^  superseded   2023-07-10T17:00:15.001Z by 16.6$",
            (await _rig.Does(_palette, "show", "-r", "16.5.1-a"))[2]);
        await _rig.Does(_palette, "withdraw", "-r", "16.5.1-a", "-c", "to be safe");
        Assert.Equal("withdrawn ", await Afterwards());
    }

    [Fact]
    public async Task Updates_and_releases_are_completed()
    {
        var release = _palette.Find("withdraw")!.Find("-r")!;

        Assert.Equal(["16.5.1-a", "16.6"], (await release.Completion!("", _rig.Over)).AsEnumerable());
    }

    [Fact]
    public async Task A_software_update_is_ramped_paused_resumed_and_withdrawn_as_a_response_is()
    {
        await _rig.Does(_palette, "publish", "-r", "16.6", "-p", "5");
        await Afterwards();
        await _rig.Does(_palette, "ramp", "-r", "16.6", "-p", "50");
        await Afterwards();
        await _rig.Does(_palette, "pause", "-r", "16.6", "-c", "calls from support");
        await Afterwards();
        Assert.Contains(
            "  target       iphone 16.6: 20F75 becomes 20G75, download 1.2 GB",
            await _rig.Does(_palette, "show", "-r", "16.6"));
        var shown = Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.6"));
        Assert.Equal(
            ("paused", 50, null), ((string?)shown["phase"], (double)shown["percent"]!, (string?)shown["letter"]));

        await _rig.Does(_palette, "resume", "-r", "16.6", "-c", "false alarm");
        await Afterwards();
        var (answer, _) = await _rig.Run(_palette, "withdraw", "-r", "16.6", "-c", "it does not start", "-remove");
        Assert.Equal(
            Answer.Refused("A software update stays where it is installed: a device cannot undo it."), answer);
        await _rig.Does(_palette, "withdraw", "-r", "16.6", "-c", "it does not start");
        await Afterwards();
        Assert.Equal(
            [
                "ReleaseDrafted", "ReleasePublished", "RampAdvanced", "ReleasePaused", "ReleaseResumed",
                "RampAdvanced", "ReleaseWithdrawn",
            ],
            (await _rig.Lists(_palette, "history", "-r", "16.6")).Select(one => (string?)one["event"]));
    }

    [Fact]
    public async Task A_list_is_columns_for_people_and_objects_for_programs()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a");
        await _rig.Advance(TimeSpan.FromHours(8));

        var lines = await _rig.Does(_palette, "list");
        var row = (await _rig.Lists(_palette, "list"))[0];

        Assert.Matches(
            "^release +phase +percent +setBy +publishedAt +issued +refused +targets$", lines[0]);
        Assert.Matches("^16.5.1-a +published +100 +rule +2023-07-10T17:00:15.000Z +[1-9][0-9]* +0 +2$", lines[1]);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 100));
        Assert.Matches("^16.6 +draft +0 +0 +1$", lines[2]);
        Assert.Equal(3, lines.Length);
        Assert.Equal(
            ("16.5.1-a", "published", 100, "2023-07-10T17:00:15.000Z", 2),
            ((string?)row["release"], (string?)row["phase"], (double)row["percent"]!, (string?)row["publishedAt"],
                (int)row["targets"]!));
    }

    [Fact]
    public async Task A_draft_is_listed_too()
    {
        Assert.Matches("^16.5.1-a +draft +0 +0 +2$", (await _rig.Does(_palette, "list"))[1]);
        Assert.Null((await _rig.Lists(_palette, "list"))[0]["percent"]);
    }

    [Fact]
    public async Task A_release_is_shown_with_all_its_figures()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a");
        await Afterwards();
        await _rig.Does(_palette, "pause", "-r", "16.5.1-a", "-c", "calls from support");
        await Afterwards();

        Assert.Equal(
            [
                "  published    2023-07-10T17:00:15.000Z at 10 %",
                "  paused       2023-07-10T17:01:15.000Z: calls from support",
                "  allowed      ramp, resume, withdraw",
                "  rule         phased with refused-tickets: 2 steps, 10 % to 100 % within 6 h; held while more than "
                    + "10 % of ticket requests are refused",
                "  next review  none",
                "  tickets      0 issued, 0 requests refused",
                "  fixes        CVE-2023-37450",
                "  target       iphone 16.5.1: 20F75 becomes 20F770750b, download 2.7 MB",
                "  target       mac-apple-silicon 13.4.1: 22F82 becomes 22F770820b, download 137.2 MB",
                "  regressions  none signalled",
            ],
            (await _rig.Does(_palette, "show", "-r", "16.5.1-a")).Skip(1));
        var shown = Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a"));
        Assert.Equal("calls from support", (string?)shown["pausedBecause"]);
        Assert.Equal("2023-07-10T17:01:15.000Z", (string?)shown["pausedAt"]);
        Assert.Equal(["ramp", "resume", "withdraw"], shown["allowed"]!.AsArray().Select(one => (string?)one));
        Assert.Equal(137_200_000, (long)shown["targets"]![1]!["downloadBytes"]!);
        Assert.Equal(
            ["20F770750b", "22F770820b"], shown["targets"]!.AsArray().Select(target => (string?)target!["build"]));
    }

    [Fact]
    public async Task A_ramping_release_shows_when_its_rule_is_asked_next()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a");
        await Afterwards();

        Assert.Contains("  next review  2023-07-10T23:00:15.000Z", await _rig.Does(_palette, "show", "-r", "16.5.1-a"));
        Assert.Equal(
            "2023-07-10T23:00:15.000Z",
            (string?)Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a"))["nextReviewAt"]);
    }

    [Fact]
    public async Task A_held_release_shows_the_reason()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a");
        await _rig.Does(SigningPalette.Create(_rig.Live), "outage-start");
        await _rig.Advance(TimeSpan.FromHours(6.5));

        var why = Assert.Single(await _rig.Does(_palette, "show", "-r", "16.5.1-a"), line =>
            line.StartsWith("  held ", StringComparison.Ordinal));
        Assert.Matches(
            "^  held         2023-07-10T23:00:15.000Z by phased with refused-tickets: "
            + "([0-9]+) of \\1 ticket requests refused, more than 10 %$",
            why);
        Assert.EndsWith(
            "more than 10 %",
            (string?)Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a"))["heldBecause"]);
    }

    [Fact]
    public async Task A_withdrawal_is_shown_with_its_cause()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a");
        await Afterwards();
        await _rig.Does(_palette, "withdraw", "-r", "16.5.1-a", "-c", "web sites broke", "-remove");
        await Afterwards();

        var lines = await _rig.Does(_palette, "show", "-r", "16.5.1-a");
        Assert.StartsWith("16.5.1-a is withdrawn and removed from devices at 2023-07-10T17:0", lines[0]);
        Assert.Equal("  withdrawn    2023-07-10T17:01:15.000Z and removed from devices: web sites broke", lines[2]);
        var shown = Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a"));
        Assert.Equal(
            ("web sites broke", true), ((string?)shown["withdrawnBecause"], (bool)shown["removedFromDevices"]!));
    }

    [Fact]
    public async Task A_history_has_the_events_of_the_release_in_order()
    {
        await _rig.Does(_palette, "publish", "-r", "16.5.1-a", "-p", "5");
        await Afterwards();
        await _rig.Does(_palette, "ramp", "-r", "16.5.1-a", "-p", "50");
        await Afterwards();

        var lines = await _rig.Does(_palette, "history", "-r", "16.5.1 (a)");
        Assert.Equal(3, lines.Length);
        Assert.Equal("2023-07-10T17:01:15.000Z  release-16.5.1-a  RampAdvanced  percent=50 setBy=operator", lines[2]);
        Assert.Equal(
            ["ReleaseDrafted", "ReleasePublished", "RampAdvanced"],
            (await _rig.Lists(_palette, "history", "-r", "16.5.1-a")).Select(one => (string?)one["event"]));
    }

    [Fact]
    public async Task Commands_are_refused_and_lists_are_shown_after_the_scenarios_end()
    {
        await _rig.Advance(TimeSpan.FromDays(2));

        Assert.NotEqual("", await _rig.Refuses(_palette, "publish", "-r", "16.5.1-a"));
        Assert.Empty(await _rig.Orders());
        Assert.Equal(2, (await _rig.Lists(_palette, "list")).Length);
    }

    private Task<string> Doubt(string command, ImmutableArray<string> more = default) =>
        _rig.Doubts(_palette, [command, "-r", "16.5.1-a", .. more.IsDefault ? [] : more]);

    /// <summary>Phase and percentage after another minute.</summary>
    private async Task<string> Afterwards()
    {
        await _rig.Advance(TimeSpan.FromMinutes(++_minutes));
        var row = (await _rig.Lists(_palette, "list"))[0];
        return $"{row["phase"]} {row["percent"]}";
    }
}
