using RsrActors.Host.Palettes;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Serving;

public sealed class SigningPaletteTests : IAsyncLifetime
{
    private LiveRig _rig = null!;
    private Palette _palette = null!;

    public async Task InitializeAsync()
    {
        // One slow server: it always serves a request while people still install.
        _rig = await LiveRig.Start("tiny", new(
            [
                "services.signing.servers=1", "services.signing.service-time=20 min",
                "services.signing.longest-queue=1 h"
            ]));
        _palette = SigningPalette.Create(_rig.Live);
    }

    public Task DisposeAsync() => _rig.DisposeAsync().AsTask();

    [Fact]
    public async Task The_service_shows_the_requests_in_service_and_its_answers()
    {
        await _rig.Advance(TimeSpan.FromHours(1));

        var lines = await _rig.Does(_palette, "status");
        var status = Assert.Single(await _rig.Lists(_palette, "status"));

        Assert.Matches("^The signing service answers at 2023-07-10T17:5[0-9]", lines[0]);
        Assert.Matches("^  servers       1 of 1 busy, until 2023-07-10T1[0-9:.]+Z$", lines[1]);
        Assert.Matches(
            "^  queue         a request now would wait [0-9.]+ s; "
            + "a request that would wait longer than 1 h is rejected$",
            lines[2]);
        Assert.Equal(
            [
                "  service time  20 min on average", "  latency       15 s to 30 s each way",
                "  algorithm     ecdsa-p256"
            ],
            lines[3..6].AsEnumerable());
        Assert.Matches("^  16.5.1-a      [1-9][0-9]* tickets? issued, [0-9]+ requests? refused$", lines[6]);
        Assert.False((bool)status["outage"]!);
        Assert.Null(status["outageSince"]);
        Assert.Equal((1, 1), ((int)status["servers"]!, (int)status["busy"]!));
        Assert.True((double)status["waitSeconds"]! > 0);
        Assert.Contains((string)status["busyUntil"]![0]!, lines[1], StringComparison.Ordinal);
        Assert.True((int)status["releases"]![0]!["issued"]! > 0);
    }

    [Fact]
    public async Task Boot_tickets_of_software_updates_are_shown_apart_from_the_tickets_of_responses()
    {
        await using var rig = await LiveRig.Start("ios-8.0.1", new([], Devices: "300"));
        var (signing, releases) = (SigningPalette.Create(rig.Live), ReleasePalette.Create(rig.Live));
        await rig.Advance(TimeSpan.FromDays(3));

        var status = Assert.Single(await rig.Lists(signing, "status"));
        var shown = status["updates"]!.AsArray().Single(one => (string?)one!["release"] == "8.0.2")!;
        var (issued, refused) = ((int)shown["issued"]!, (int)shown["refused"]!);

        Assert.True(issued > 0);
        Assert.Empty(status["releases"]!.AsArray());
        Assert.Contains(
            $"  8.0.2         {issued} boot tickets issued, {refused} requests refused",
            await rig.Does(signing, "status"));
        Assert.Contains(
            $"  boot tickets {issued} issued, {refused} requests refused",
            await rig.Does(releases, "show", "-r", "8.0.2"));
    }

    [Fact]
    public async Task An_idle_service_has_no_waiting_requests()
    {
        var lines = await _rig.Does(_palette, "status");

        Assert.Equal("  servers       0 of 1 busy", lines[1]);
        Assert.StartsWith("  queue         a request now would wait 0 s;", lines[2], StringComparison.Ordinal);
        Assert.Equal("  16.5.1-a      0 tickets issued, 0 requests refused", lines[6]);
        Assert.Empty(Assert.Single(await _rig.Lists(_palette, "status"))["busyUntil"]!.AsArray());
    }

    /// <summary>
    /// The publication of the script is accepted in the same moment, and reaches the service a millisecond earlier.
    /// </summary>
    [Fact]
    public async Task An_outage_starts_and_stops_by_command_and_only_once()
    {
        Assert.Equal(
            "at 2023-07-10T17:00:00.000Z, the signing service is not out; 'signing outage-start' starts an outage.",
            await _rig.Doubts(_palette, "outage-stop"));
        Assert.EndsWith(": start signing outage", Assert.Single(await _rig.Does(_palette, "outage-start")));
        await _rig.Advance(TimeSpan.FromMinutes(10));

        Assert.EndsWith(
            "the signing service is out already; 'signing outage-stop' stops the outage.",
            await _rig.Doubts(_palette, "outage-start"));
        Assert.EndsWith(
            ", since 2023-07-10T17:00:15.002Z: no request reaches it.", (await _rig.Does(_palette, "status"))[0]);
        var status = Assert.Single(await _rig.Lists(_palette, "status"));
        Assert.Equal((true, "2023-07-10T17:00:15.002Z"), ((bool)status["outage"]!, (string?)status["outageSince"]));

        await _rig.Does(_palette, "outage-stop");
        await _rig.Advance(TimeSpan.FromMinutes(20));
        Assert.StartsWith("The signing service answers at ", (await _rig.Does(_palette, "status"))[0]);
        Assert.Equal(
            ["script: publish 16.5.1-a", "console: end signing outage", "console: start signing outage",
                "console: start signing outage", "console: end signing outage"], await _rig.Orders());
    }

    [Fact]
    public async Task A_ticket_request_is_answered_by_outage_and_policy()
    {
        Assert.Matches(
            "^16.5.1-a +no +0 +0 +94 +This device isn't eligible for the requested build.$",
            (await _rig.Does(_palette, "eligibility"))[1]);

        await _rig.Advance(TimeSpan.FromMinutes(10));
        Assert.Matches("^16.5.1-a +yes +[0-9]+ +[0-9]+ +a ticket$", (await _rig.Does(_palette, "eligibility"))[1]);
        Assert.Null(Assert.Single(await _rig.Lists(_palette, "eligibility"))["status"]);

        await _rig.Does(_palette, "outage-start");
        await _rig.Advance(TimeSpan.FromMinutes(20));
        var row = Assert.Single(await _rig.Lists(_palette, "eligibility"));
        Assert.Equal((true, -1), ((bool)row["eligible"]!, (int)row["status"]!));
        Assert.Equal("The signing service could not be reached.", (string?)row["answer"]);
    }
}
