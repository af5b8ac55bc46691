using RsrActors.Host.Palettes;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Rollouts that stand still at the console: why, until when, and how they go on.</summary>
public sealed class HaltedRolloutTests
{
    private const string Publish = "script=[ { at = 0 s, do = publish, release = \"16.5.1-a\" } ]";

    [Fact]
    public async Task A_rollout_that_its_server_has_halted_says_so_and_shows_the_grants()
    {
        await using var rig = await LiveRig.Start(
            "tiny", new([Publish, "rollout={ rule = nebraska, timeout = 1 min }"]));
        var palette = RolloutPalette.Create(rig.Live);
        await rig.Advance(TimeSpan.FromHours(30));

        var shown = Assert.Single(await rig.Lists(palette, "show", "-r", "16.5.1-a"));
        Assert.Equal("halted by nebraska; 'rollout resume' lets it go on", (string?)shown["state"]);
        Assert.Contains(
            "decided by nebraska of nebraska: halt: 1 timed out, at most 1",
            string.Join('\n', await rig.Does(palette, "show", "-r", "16.5.1-a")), StringComparison.Ordinal);
        var parts = (await rig.Lists(palette, "evidence", "-r", "16.5.1-a")).ToArray();
        Assert.Equal(1, (int)parts.Single(part => (string?)part["part"] == "grants")["notified"]!);
        Assert.True((int)parts.Single(part => (string?)part["part"] == "requests")["requests"]! > 1);

        await rig.Does(palette, "resume", "-r", "16.5.1-a", "-c", "seen");
        await rig.Advance(TimeSpan.FromHours(31));

        Assert.Contains(
            await rig.Does(palette, "show", "-r", "16.5.1-a"),
            line => line.Contains("resumed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pause_that_may_not_last_longer_ends_by_itself()
    {
        await using var rig = await LiveRig.Start(
            "tiny", new([Publish, "rollout={ rule = app-store, most-paused = 1 d }"]));
        var palette = RolloutPalette.Create(rig.Live);
        await rig.Advance(TimeSpan.FromHours(7));
        await rig.Does(palette, "hold", "-r", "16.5.1-a", "-c", "calls");
        await rig.Advance(TimeSpan.FromHours(8));

        var held = Assert.Single(await rig.Lists(palette, "show", "-r", "16.5.1-a"));
        Assert.Equal("held by a person; 'rollout resume' lets it go on", (string?)held["state"]);
        Assert.StartsWith("2023-07-1", (string?)held["nextLookAt"], StringComparison.Ordinal);
        await rig.Advance(TimeSpan.FromHours(33));

        var after = Assert.Single(await rig.Lists(palette, "show", "-r", "16.5.1-a"));
        Assert.Equal("published", (string?)after["phase"]);
        Assert.Equal("going on", (string?)after["state"]);
    }

    /// <summary>What is found at the weekend waits for the person's working time on Monday.</summary>
    [Fact, Trait("Length", "Long")]
    public async Task A_decision_that_waits_for_a_person_says_for_how_long()
    {
        await using var rig = await LiveRig.Start("friday", new(["fleet.devices=1500"]));
        var palette = RolloutPalette.Create(rig.Live);
        await rig.Advance(TimeSpan.FromHours(10 * 24 + 10));

        var shown = Assert.Single(await rig.Lists(palette, "show", "-r", "26.3.1-a"));

        Assert.Equal(
            "a decision of crashes-above-baseline waits for a person until 2026-03-30T13:00:00.000Z",
            (string?)shown["state"]);
        Assert.Equal(5, (double)shown["percent"]!);
    }
}
