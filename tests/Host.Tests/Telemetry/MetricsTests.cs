using System.Net;
using System.Text.Json.Nodes;
using RsrActors.Model.Simulation;
using RsrActors.Reports;
using RsrActors.Reports.Events;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>The metrics of a served run: they are true, cheap to read, and behind the gate.</summary>
public sealed class MetricsTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_scrape_has_the_figures_of_the_run_of_the_fleet_and_of_the_report()
    {
        await using var rig = await TelemetryRig.Start();
        await rig.Web.AdvanceAndStore(1.5 * Day);

        var scrape = await rig.Read();

        var run = await rig.Web.Read("/api/v1/run");
        Assert.Equal(Number(run, "settledMs") / 1000.0, scrape.Of("rsr_virtual_time_seconds"));
        Assert.Equal(Number(run, "events"), scrape.Of("rsr_run_events"));
        Assert.Equal(Number(run, "windows"), scrape.Of("rsr_windows_total"));
        Assert.Equal(Number(run, "windows"), scrape.Of("rsr_window_seconds_count"));
        Assert.Equal(Number(run, "wakes"), scrape.Of("rsr_wakes_total"));
        Assert.Equal(Number(run, "closedEpoch"), scrape.Of("rsr_epochs_closed_total"));
        Assert.Equal(Number(run, "closedEpoch"), scrape.Of("rsr_epoch_store_seconds_count"));
        Assert.Equal(1, scrape.Of("rsr_run_phase", ("phase", "paused")));
        Assert.Equal(0, scrape.Of("rsr_run_phase", ("phase", "running")));

        var (report, kinds) = Stored(rig);
        Assert.Equal(kinds, scrape.By("rsr_events_total", "kind"));
        var release = report.Releases.Single();
        Assert.Equal((double)release.ActiveNow / report.Devices, scrape.Of("rsr_release_protected_share"));
        Assert.Equal(release.ActiveNow, scrape.Of("rsr_release_devices", ("state", "active")));
        Assert.Equal(report.Signing.Issued, scrape.Of("rsr_signing_tickets_total", ("answer", "issued")));

        var states = (await rig.Web.Read("/api/v1/fleet/states"))["items"]!.AsArray();
        Assert.Equal(
            states.ToDictionary(row => row!["state"]!.GetValue<string>(), row => Number(row!, "devices")),
            scrape.By("rsr_devices", "state"));
        var platforms = (await rig.Web.Read("/api/v1/fleet/platforms"))["items"]!.AsArray();
        Assert.Equal(
            platforms.ToDictionary(row => row!["platform"]!.GetValue<string>(), row => Number(row!, "protected")),
            scrape.By("rsr_devices_protected", "platform"));
    }

    [Fact]
    public async Task Virtual_time_reaches_the_end_of_the_run()
    {
        await using var rig = await TelemetryRig.Start();
        await rig.Web.AdvanceAndStore(TimeSpan.FromHours(47));
        await rig.Web.Run.Advance(2 * Day);

        var scrape = await rig.Read();

        Assert.Equal((2 * Day).TotalSeconds, scrape.Of("rsr_virtual_time_seconds"));
        Assert.Equal(0, scrape.Of("rsr_lag_seconds"));
    }

    [Fact]
    public async Task Within_a_second_the_fleet_is_counted_once_however_often_metrics_are_read()
    {
        await using var rig = await TelemetryRig.Start();
        await rig.Web.AdvanceAndStore(Day / 4);
        var first = await rig.Read();
        await rig.Web.AdvanceAndStore(Day);

        var again = await rig.ReadAgain();
        var later = await rig.Read();

        Assert.Equal(first.Of("rsr_census_time_seconds"), again.Of("rsr_census_time_seconds"));
        Assert.True(again.Of("rsr_virtual_time_seconds") > first.Of("rsr_virtual_time_seconds"));
        Assert.True(later.Of("rsr_census_time_seconds") > first.Of("rsr_census_time_seconds"));
    }

    [Fact]
    public async Task Rows_of_the_journal_are_timed_by_their_kinds()
    {
        await using var rig = await TelemetryRig.Start();
        await rig.Web.AdvanceAndStore(Day / 4);
        (await rig.Web.Post("/api/v1/releases/16.5.1-a:pause", """{"cause":"calls"}""")).EnsureSuccessStatusCode();

        var scrape = await rig.Read();

        var epochs = scrape.Of("rsr_epochs_closed_total");
        Assert.Equal(epochs, scrape.Of("rsr_journal_write_seconds_count", ("row", "epoch-end")));
        Assert.True(scrape.Of("rsr_journal_write_seconds_count", ("row", "epoch")) >= epochs);
        Assert.Equal(1, scrape.Of("rsr_journal_write_seconds_count", ("row", "live-command")));
    }

    [Fact]
    public async Task The_source_of_the_metrics_is_named()
    {
        await using var rig = await TelemetryRig.Start();

        var target = Assert.Single((await rig.Read()).Lines, line => line.Name == "target_info").Labels;

        Assert.Equal("rsr", target["service_name"]);
        Assert.Equal("a-run", target["run"]);
        Assert.Equal("tiny", target["scenario"]);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Where_reading_needs_a_token_telemetry_does_too(string path)
    {
        await using var rig = await TelemetryRig.Start(
            with: settings => settings with { Access = settings.Access with { IsOpenForReading = false } });

        using var refused = await rig.Web.Get(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { { "Authorization", $"Bearer {RsrActors.Host.Tests.Http.HttpRig.Token}" } },
        };
        using var answered = await rig.Web.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task A_host_without_telemetry_says_so_and_still_tells_its_health()
    {
        await using var rig = await RsrActors.Host.Tests.Http.HttpRig.Start();

        using var metrics = await rig.Get("/metrics");

        Assert.Equal(HttpStatusCode.NotFound, metrics.StatusCode);
        Assert.Contains("OTEL_SDK_DISABLED", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("ready", (await rig.Read("/health/ready"))["status"]!.GetValue<string>());
    }

    private static long Number(JsonNode row, string key) => row[key]!.GetValue<long>();

    private static (Report Report, SortedDictionary<string, long> Kinds) Stored(TelemetryRig rig)
    {
        var live = rig.Web.Run.Live;
        var projection = new ReportProjection(live.World, []);
        var kinds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var stored = live.Stored();
        var last = VirtualTime.Zero;
        foreach (var happened in stored.Events())
        {
            projection.Apply(happened);
            var kind = EventForms.NameOf(happened.Event.GetType());
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            last = happened.At;
        }

        var scenario = live.Scenario;
        return (
            projection.ReportAt(
                new(scenario.Name, scenario.Seed, "", scenario.Start, scenario.Fleet.Devices, last, 0, "", 0, 0),
                RunFigures.None),
            kinds);
    }
}
