using System.Text.Json;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Model.Scenarios;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>
/// The palettes about the run itself: <c>sim</c>, <c>journal</c>, <c>actor</c>, and the tail of its events.
/// </summary>
public sealed class ControlPaletteTests : IAsyncLifetime
{
    private LiveRig _rig = null!;

    public async Task InitializeAsync() => _rig = await LiveRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task The_status_shows_phase_time_and_counts()
    {
        await Sim("advance", "-for", "6h");

        var lines = await Sim("status");
        Assert.Contains("phase       paused", lines);
        Assert.Contains("time        2023-07-10T23:00:00.000Z (0d 06:00:00.000)", lines);
        Assert.Contains("commands    0 live", lines);
        Assert.Contains("invariants  16, all kept", lines);

        var status = Json((await Sim("status", "-json")).Single());
        Assert.Equal("paused", status.GetProperty("phase").GetString());
        Assert.Equal("max", status.GetProperty("speed").GetString());
        Assert.Equal(6 * 3_600_000, status.GetProperty("clockMs").GetInt64());
        Assert.True(status.GetProperty("settledMs").GetInt64() <= 6 * 3_600_000);
        Assert.True(status.GetProperty("nextDueMs").GetInt64() > 0);
        Assert.True(status.GetProperty("events").GetInt64() > 50);
    }

    [Fact]
    public async Task The_status_shows_which_epochs_are_stored()
    {
        Assert.Contains("epoch       1; none is stored yet", await Sim("status"));

        await Sim("advance", "-for", "2d");
        var status = await _rig.Live.Status(_rig.Over);

        Assert.Contains(
            $"epoch       {status.Epoch}; all events up to the end of epoch {status.LastClosed.Epoch} are stored, "
            + $"to {_rig.Live.Instant(status.LastClosed.End)} ({status.LastClosed.End})",
            await Sim("status"));
        Assert.Contains(
            await Sim("status"), line => line.EndsWith(" of them not stored yet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_simulates_the_given_number_of_windows()
    {
        await Sim("step");
        Assert.Equal(1, Json((await Sim("status", "-json")).Single()).GetProperty("windows").GetInt64());

        await Sim("step", "-n", "5");
        Assert.Equal(6, Json((await Sim("status", "-json")).Single()).GetProperty("windows").GetInt64());
    }

    [Fact]
    public async Task The_speed_can_be_set_and_a_pause_ended()
    {
        Assert.StartsWith(
            "paused, speed 3600, ", (await Sim("speed", "-s", "3600")).Single(), StringComparison.Ordinal);
        Assert.StartsWith("running, speed 3600, ", (await Sim("resume")).Single(), StringComparison.Ordinal);
        Assert.StartsWith("paused, speed 3600, ", (await Sim("pause")).Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("speed", "-s", "fast")]
    [InlineData("step", "-n", "0")]
    [InlineData("advance", "-for", "6 parsecs")]
    public async Task An_invalid_value_of_a_switch_is_refused(params string[] words)
    {
        var (answer, lines) = await _rig.Run(SimPalette.Create(_rig.Live), [.. words]);

        Assert.IsType<Answer.Misuse>(answer);
        Assert.Empty(lines);
    }

    [Fact]
    public async Task A_run_goes_no_further_than_the_end_of_its_scenario()
    {
        Assert.StartsWith("ended, ", (await Sim("advance", "-for", "30d")).Single(), StringComparison.Ordinal);

        var (answer, _) = await _rig.Run(SimPalette.Create(_rig.Live), "step");
        Assert.Equal(Answer.Refused("The scenario has ended."), answer);
    }

    [Fact]
    public async Task Laggards_are_none_while_no_window_is_open()
    {
        Assert.Equal(["No window is open."], await Sim("laggards"));
        Assert.Empty(await Sim("laggards", "-json"));
    }

    [Fact]
    public async Task The_hash_is_that_of_the_last_closed_epoch()
    {
        var sim = SimPalette.Create(_rig.Live);
        Assert.Equal([$"{new string('0', 32)} over nothing: no epoch is closed yet"], await Sim("hash"));

        await Sim("advance", "-for", "2d");
        var closed = (await _rig.Live.Status(_rig.Over)).LastClosed;

        var hash = Json((await Sim("hash", "-json")).Single());
        Assert.Equal(closed.Sum.ToString(), hash.GetProperty("hash").GetString());
        Assert.Equal(closed.Epoch, hash.GetProperty("epoch").GetInt64());
        Assert.Equal(closed.Events, hash.GetProperty("events").GetInt64());
        Assert.StartsWith($"{closed.Sum} over ", (await Sim("hash")).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_invariant_is_listed()
    {
        var rules = (await Sim("invariants", "-json")).Select(Json).ToArray();

        Assert.Equal(FleetSimulation.Invariants, rules.Length);
        Assert.Equal(Enumerable.Range(1, rules.Length), rules.Select(rule => rule.GetProperty("number").GetInt32()));
        Assert.All(rules, rule => Assert.Equal("kept", rule.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_journal_shows_how_much_is_stored_and_how_much_is_not()
    {
        await Sim("advance", "-for", "1d");
        var status = await _rig.Live.Status(_rig.Over);

        var stats = Json((await Journal("stats", "-json")).Single());
        Assert.Equal("sqlite", stats.GetProperty("journal").GetString());
        Assert.True(stats.GetProperty("journalBytes").GetInt64() > 0);
        Assert.Equal(status.LastClosed.Epoch, stats.GetProperty("closedEpochs").GetInt64());
        Assert.Equal(status.Events, stats.GetProperty("events").GetInt64() + stats.GetProperty("notStored").GetInt64());
        Assert.StartsWith("journal     sqlite: ", (await Journal("stats"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_events_of_an_entity_are_shown_before_they_are_stored()
    {
        await Sim("advance", "-for", "1h");

        Assert.Equal(
            ["2023-07-10T17:00:00.000Z  operator  CommandAccepted  command=publish release=16.5.1-a issuedBy=script"],
            await Journal("events"));
        Assert.Contains(
            "ReleasePublished",
            (await Journal("events", "-e", "release-16.5.1-a", "-n", "1", "-json")).Single(),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "2023-07-10T17:00:00.000Z  device-0000042  DeviceEnrolled", (await Journal("events", "-e", "42"))[0],
            StringComparison.Ordinal);

        var (answer, _) = await _rig.Run(JournalPalette.Create(_rig.Live), "events", "-e", "device-9999999");
        Assert.StartsWith(
            "-entity is 'device-9999999'; there are device-0000000 to ", Assert.IsType<Answer.Misuse>(answer).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_commands_are_listed()
    {
        await Sim("advance", "-for", "1h");
        await _rig.Live.Submit(new OperatorCommand.StartSigningOutage(), "console", _rig.Over);

        var command = Json((await Journal("commands", "-json")).Single());
        Assert.Equal(1, command.GetProperty("number").GetInt64());
        Assert.Equal("start signing outage", command.GetProperty("command").GetString());
        Assert.Equal("console", command.GetProperty("issuedBy").GetString());
        Assert.Equal(3_600_000, command.GetProperty("ms").GetInt64());
    }

    [Fact]
    public async Task The_tree_of_actors_is_shown_to_a_depth()
    {
        Assert.StartsWith("/user (", (await Actor("hierarchy", "-d", "0")).Single(), StringComparison.Ordinal);

        var tree = await Actor("hierarchy", "-d", "2", "-s", "/user/run", "-n", "3");
        Assert.StartsWith("/user/run (", tree[0], StringComparison.Ordinal);
        Assert.Equal("  cohort-000 (1)", tree[1]);
        Assert.Equal("    handler", tree[2]);
        Assert.Contains(tree, line => line.StartsWith("  … and ", StringComparison.Ordinal));

        var handler = Json((await Actor("hierarchy", "-s", "/user/run/operator/handler", "-json")).Single());
        Assert.Equal("/user/run/operator/handler", handler.GetProperty("path").GetString());
        Assert.Equal(0, handler.GetProperty("children").GetInt32());
    }

    [Fact]
    public async Task The_tree_of_actors_shows_the_devices_of_a_paused_fleet()
    {
        await using var rig = await LiveRig.Start("rsr-16.5.1-a", new([], Devices: "2000"));
        await rig.Advance(TimeSpan.FromMinutes(1));

        var (_, tree) = await rig.Run(ActorPalette.Create(rig.Live), "hierarchy");
        var (_, cohort) = await rig.Run(
            ActorPalette.Create(rig.Live), "hierarchy", "-s", "/user/run/cohort-019/handler", "-d", "1", "-n", "100");

        Assert.Contains("      handler (100)", tree);
        Assert.Contains("        device-0000000", tree);
        Assert.Contains("        device-0001900", tree);
        Assert.Equal(20 * 20, tree.Count(line => line.StartsWith("        device-", StringComparison.Ordinal)));
        Assert.Equal(20, tree.Count(line => line == "        … and 80 more"));
        Assert.Equal(
            ["/user/run/cohort-019/handler (100)", .. Enumerable.Range(1900, 100).Select(i => $"  device-{i:D7}")],
            cohort);
    }

    [Theory]
    [InlineData("/user/missing")]
    [InlineData("/user/run/missing/handler")]
    [InlineData("user")]
    public async Task A_path_without_an_actor_is_refused_with_the_path(string path)
    {
        var (answer, _) = await _rig.Run(ActorPalette.Create(_rig.Live), "hierarchy", "-s", path);

        Assert.Equal(Answer.Refused($"There is no actor {path}."), answer);
    }

    [Fact]
    public async Task The_actor_system_shows_its_address() =>
        Assert.StartsWith("akka://rsr, up for ", (await Actor("system")).Single(), StringComparison.Ordinal);

    [Fact]
    public async Task A_tail_shows_events_while_they_happen()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(_rig.Over);
        var reply = new HeardReply();
        var tail = Tail.Run(_rig.Live, new() { Events = ["DeviceEnrolled"], Devices = [42] }, reply, cancelled.Token);
        await Sim("advance", "-for", "1h");
        _rig.Clock.Pass(EventFeed.Slice);
        await cancelled.CancelAsync();

        Assert.Equal(Answer.Done, await tail);
        Assert.Contains("  device-0000042  DeviceEnrolled  ", Assert.Single(reply.Lines), StringComparison.Ordinal);
        Assert.False(_rig.Feed.IsWatched);
    }

    private Task<string[]> Sim(params string[] words) => Run(SimPalette.Create(_rig.Live), words);

    private Task<string[]> Journal(params string[] words) => Run(JournalPalette.Create(_rig.Live), words);

    private Task<string[]> Actor(params string[] words) => Run(ActorPalette.Create(_rig.Live), words);

    private async Task<string[]> Run(Palette palette, string[] words)
    {
        var (answer, lines) = await _rig.Run(palette, [.. words]);
        Assert.Equal(Answer.Done, answer);
        return lines;
    }

    private static JsonElement Json(string line) => JsonDocument.Parse(line).RootElement;
}
