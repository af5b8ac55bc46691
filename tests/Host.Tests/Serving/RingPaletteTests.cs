using RsrActors.Host.Palettes;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>The rings of a fleet at the console.</summary>
public sealed class RingPaletteTests : IAsyncLifetime
{
    private LiveRig _rig = null!;
    private Palette _palette = null!;

    public async Task InitializeAsync()
    {
        _rig = await LiveRig.Start("tiny", new(
        [
            "script=[ { at = 0 s, do = publish, release = \"16.5.1-a\" } ]",
            "groups.it.share=10 %",
            "rings=[ { name = pilot, groups = [it] }, "
                + "{ name = early, share = 20 %, after = 6 h, preset = autopatch-ring-1 }, "
                + "{ name = last, by = approval } ]",
        ]));
        _palette = RingPalette.Create(_rig.Live);
    }

    public Task DisposeAsync() => _rig.DisposeAsync().AsTask();

    [Fact]
    public async Task Rings_are_listed_and_moved_by_hand()
    {
        await _rig.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["open 2023-07-10T17:00:15.000Z", "waiting ", "waiting "], await States());
        Assert.Equal(["", "2023-07-10T23:00:15.000Z", ""], await Column("next"));

        await _rig.Does(_palette, "hold", "-r", "16.5.1-a", "-ring", "early", "-c", "calls");
        await _rig.Advance(TimeSpan.FromHours(8));
        Assert.Equal("waiting ", (await States())[2]);
        Assert.Equal("held ", (await States())[1]);

        await _rig.Does(_palette, "promote", "-r", "16.5.1-a", "-ring", "early");
        await _rig.Advance(TimeSpan.FromHours(9));
        Assert.StartsWith("open ", (await States())[1], StringComparison.Ordinal);
        Assert.Equal(["", "", "by approval"], await Column("next"));

        Assert.Contains(
            await _rig.Does(_palette, "promote", "-r", "16.5.1-a", "-ring", "early"),
            line => line.EndsWith("'promote' would change nothing.", StringComparison.Ordinal));
        Assert.Equal(
            ["console: hold 16.5.1-a for early: calls", "console: promote 16.5.1-a to early"],
            (await _rig.Orders()).Where(one => one.StartsWith("console", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_ring_is_shown_with_its_members_and_its_times()
    {
        Assert.Equal(
            [
                "early is ring 2 of 3.", "  groups       (there are none)",
                "  share        20 % of the devices that are in no ring's groups",
                "  promoted     6 h after the ring before it", "  deferral     1 d after publication",
                "  deadline     2 d after the offer, with 2 d of grace", "  at once      any number of devices",
            ],
            await _rig.Does(_palette, "show", "-ring", "early"));
        Assert.Equal(
            ["  share        all devices that are in no other ring", "  promoted     by an operator"],
            (await _rig.Does(_palette, "show", "-ring", "last"))[2..4]);
        var shown = Assert.Single(await _rig.Lists(_palette, "show", "-ring", "pilot"));
        Assert.Equal("it", (string?)shown["groups"]![0]);
    }

    [Fact]
    public async Task An_unknown_ring_is_refused_with_the_known_ones()
    {
        var (answer, _) = await _rig.Run(_palette, "show", "-ring", "lst");

        Assert.Contains("the fleet has the rings pilot, early, last", answer.ToString(), StringComparison.Ordinal);
    }

    private async Task<string[]> States() =>
        [.. (await _rig.Lists(_palette, "list")).Select(row => $"{row["state"]} {row["since"]}")];

    private async Task<string[]> Column(string key) =>
        [.. (await _rig.Lists(_palette, "list")).Select(row => (string?)row[key] ?? "")];
}
