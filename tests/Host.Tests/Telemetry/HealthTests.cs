using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Telemetry;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>The health of a served run, for what supervises it.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_run_that_stands_still_is_alive_and_ready()
    {
        await using var rig = await TelemetryRig.Start();

        Assert.Equal("live", (await rig.Web.Read("/health/live"))["status"]!.GetValue<string>());
        Assert.Equal(
            """{"status":"ready","checks":[{"check":"kernel","holds":true,"why":null},"""
            + """{"check":"journal","holds":true,"why":null}]}""",
            (await rig.Web.Read("/health/ready")).ToJsonString());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_monitor_may_ask_for_health_with_HEAD(string path)
    {
        await using var rig = await TelemetryRig.Start();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var response = await rig.Web.Client.SendAsync(request, rig.Web.Run.Over);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_run_whose_journal_is_gone_is_alive_and_not_ready()
    {
        await using var rig = await TelemetryRig.Start();
        File.Delete(Path.Combine(rig.Web.Run.Live.Directory.Path, "journal.db"));

        using var ready = await rig.Web.Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var journal = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["checks"]![1]!;
        Assert.False(journal["holds"]!.GetValue<bool>());
        Assert.StartsWith("The journal cannot be read: ", journal["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("live", (await rig.Web.Read("/health/live"))["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(LiveProtocol.RunPhase.Starting, null, 0, 0, "What is stored is being read.")]
    [InlineData(LiveProtocol.RunPhase.Stopping, null, 0, 0, "The run stops.")]
    [InlineData(LiveProtocol.RunPhase.Running, 59, 0, 59, null)]
    [InlineData(
        LiveProtocol.RunPhase.Running, 61, 0, 0, "A window has been open for 1 min, and waits for cohort-003.")]
    [InlineData(LiveProtocol.RunPhase.Running, null, 0, 90, "Events have waited for 2 min to be stored.")]
    [InlineData(LiveProtocol.RunPhase.Paused, null, 0, 0, null)]
    [InlineData(LiveProtocol.RunPhase.Ended, null, 0, 0, null)]
    [InlineData(LiveProtocol.RunPhase.Running, null, 6, 6, "The run does not answer.")]
    public void A_kernel_that_is_stuck_is_not_ready(
        LiveProtocol.RunPhase phase, int? openFor, int taken, int closed, string? fault)
    {
        var time = new FakeTimeProvider();
        var (takenAt, closedAt) = (time.GetTimestamp(), time.GetTimestamp());
        time.Advance(TimeSpan.FromSeconds(closed - taken));
        if (taken < closed)
            takenAt = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(taken));
        var status = new LiveProtocol.Status(
            phase, Speed.Max, VirtualTime.Zero, VirtualTime.Zero, VirtualTime.Zero, 1,
            openFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null, TimeSpan.Zero, ["cohort-003"], 1,
            new EpochClosed(0, VirtualTime.Zero, [], HistoryHash.Empty, 0, null), 5, 5, 0);

        Assert.Equal(
            fault,
            RunHealth.KernelFault(
                new(takenAt, status, closedAt, null, null), stamp => time.GetElapsedTime(stamp)));
    }

    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", true, true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", true, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", false, true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", false, false, true)]
    public void Nothing_is_sent_unless_a_variable_names_an_endpoint(string set, bool metrics, bool traces, bool logs) =>
        Assert.Equal(
            new OtlpTargets(metrics, traces, logs),
            OtlpTargets.Of(name => name == set ? "http://collector.example:4317" : null));
}
