using System.Text.Json.Nodes;
using RsrActors.Host.Palettes;
using RsrActors.Host.Tests.Commands;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Rollout rules at the console: what they decided and saw, and what a person decides.</summary>
public sealed class RolloutPaletteTests : IAsyncLifetime
{
    private LiveRig _rig = null!;
    private Palette _palette = null!;

    public async Task InitializeAsync()
    {
        _rig = await LiveRig.Start("tiny", new(
        [
            "script=[ { at = 0 s, do = publish, release = \"16.5.1-a\" } ]",
            "rollout={ rule = phased, brakes = [ { rule = refused-tickets, above = 40 % } ], steps = [ { after = 0 s, percent = 50 % }, "
                + "{ after = 6 h, percent = 80 % }, { after = 12 h, percent = 100 % } ] }",
            "rings=[ { name = pilot, share = 60 % }, { name = early, share = 20 %, after = 1 d }, "
                + "{ name = last, by = approval } ]",
        ]));
        _palette = RolloutPalette.Create(_rig.Live);
    }

    public Task DisposeAsync() => _rig.DisposeAsync().AsTask();

    [Fact]
    public async Task A_rollout_is_shown_with_its_rule_its_step_and_its_last_decisions()
    {
        await _rig.Advance(TimeSpan.FromHours(7));

        var lines = await _rig.Does(_palette, "show", "-r", "16.5.1-a");

        Assert.StartsWith("16.5.1-a is published at 80 % at 2023-07-1", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "  rule          phased with refused-tickets", "                phased: Steps by the calendar.",
                "                refused-tickets: A linear ramp that holds while too many ticket requests are refused.",
            ],
            lines[1..4]);
        Assert.Contains("                brakes.0.above = 40 %", lines);
        Assert.Contains("  step          80 % since 2023-07-10T23:00:15.000Z", lines);
        Assert.Contains("  state         going on", lines);
        Assert.Contains("  next look     2023-07-11T05:00:15.000Z", lines);
        Assert.Contains("  next ring     early, by time", lines);
        Assert.Equal(
            [
                "Last decisions, the latest first:", "  2023-07-10T23:00:15.000Z  ramped to 80 %",
                "  2023-07-10T17:00:15.000Z  promoted to pilot by time",
                "  2023-07-10T17:00:15.000Z  published at 50 %",
            ],
            lines[^4..]);
    }

    [Fact]
    public async Task The_last_decisions_are_as_many_as_asked_for()
    {
        await _rig.Advance(TimeSpan.FromHours(7));

        var shown = Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a", "-n", "2"));

        Assert.Equal(
            ["ramped", "promoted"], shown["decisions"]!.AsArray().Select(one => (string?)one!["decision"]));
        Assert.Equal("40 %", (string?)shown["keys"]!["brakes.0.above"]);
        Assert.Equal("2023-07-10T23:00:15.000Z", (string?)shown["stepSince"]);
    }

    [Fact]
    public async Task A_person_holds_a_rollout_and_lets_it_go_on()
    {
        await _rig.Advance(TimeSpan.FromHours(7));
        await _rig.Does(_palette, "hold", "-r", "16.5.1-a", "-c", "calls");
        await _rig.Advance(TimeSpan.FromHours(13));
        Assert.Equal(
            ("paused", "held by a person; 'rollout resume' lets it go on", 80), await State());

        Assert.Contains("'pause' would change nothing", await _rig.Doubts(
            _palette, "hold", "-r", "16.5.1-a", "-c", "calls"), StringComparison.Ordinal);
        await _rig.Does(_palette, "resume", "-r", "16.5.1-a", "-c", "no calls");
        await _rig.Advance(TimeSpan.FromHours(14));

        Assert.Equal(("published", "going on", 100), await State());
        Assert.Equal(
            ["console: pause 16.5.1-a: calls", "console: pause 16.5.1-a: calls", "console: resume 16.5.1-a: no calls"],
            (await _rig.Orders()).Where(one => one.StartsWith("console", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_person_approves_the_ring_that_waits_for_it()
    {
        Assert.EndsWith(
            "no ring of it waits.", await _rig.Refuses(_palette, "approve", "-r", "16.5.1-a"),
            StringComparison.Ordinal);
        await _rig.Advance(TimeSpan.FromHours(2));
        Assert.Equal(
            "Ring early is promoted by time and waits for no approval; 'ring promote' does it now.",
            await _rig.Refuses(_palette, "approve", "-r", "16.5.1-a"));

        await _rig.Advance(TimeSpan.FromHours(26));
        Assert.Contains(
            "  next ring     last, waits for 'rollout approve'", await _rig.Does(_palette, "show", "-r", "16.5.1-a"));
        await _rig.Does(_palette, "approve", "-r", "16.5.1-a");
        await _rig.Advance(TimeSpan.FromHours(27));

        Assert.Contains(
            await _rig.Does(_palette, "show", "-r", "16.5.1-a"),
            line => line.EndsWith("  promoted to last by operator", StringComparison.Ordinal));
        Assert.EndsWith(
            "no ring of it waits.", await _rig.Refuses(_palette, "approve", "-r", "16.5.1-a"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rules_are_those_of_the_command_line()
    {
        Assert.Equal(await Printed("rules"), await _rig.Does(_palette, "rules"));
        Assert.Equal(await Printed("rules", "growthbook"), await _rig.Does(_palette, "rules", "-rule", "growthbook"));
        Assert.Equal(
            RuleRegistry.Shipped.Names, (await _rig.Lists(_palette, "rules")).Select(rule => (string?)rule["name"]));
        Assert.Equal(
            "there is no rollout rule 'fedra'; did you mean fedora? 'rsr rules' lists all.",
            await _rig.Refuses(_palette, "rules", "-rule", "fedra"));
    }

    [Fact]
    public async Task The_evidence_is_what_the_update_service_has_of_the_release()
    {
        await _rig.Advance(TimeSpan.FromHours(7));
        var listed = Assert.Single(await _rig.Lists(ReleasePalette.Create(_rig.Live), "list"));

        var tickets = (await _rig.Lists(_palette, "evidence", "-r", "16.5.1-a")).Single(
            part => (string?)part["part"] == "tickets");
        var lines = await _rig.Does(_palette, "evidence", "-r", "16.5.1-a");

        Assert.True((int)tickets["issued"]! > 0);
        Assert.Equal(
            ((int)listed["issued"]!, (int)listed["refused"]!), ((int)tickets["issued"]!, (int)tickets["refused"]!));
        Assert.Matches("^What has arrived about 16.5.1-a by 2023-07-1[01]T[0-9:.]*Z; its rule reads tickets.$", lines[0]);
        Assert.Equal($"  tickets  issued={tickets["issued"]} refused={tickets["refused"]}", lines[1]);
    }

    private static async Task<string[]> Printed(params string[] arguments) =>
        (await Workplace.RsrInProcess(arguments)).Succeeds().Output.TrimEnd('\n').Split('\n');

    private async Task<(string?, string?, int)> State()
    {
        JsonNode shown = Assert.Single(await _rig.Lists(_palette, "show", "-r", "16.5.1-a"));
        return ((string?)shown["phase"], (string?)shown["state"], (int)shown["percent"]!);
    }
}
