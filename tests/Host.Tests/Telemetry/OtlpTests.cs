using System.Text.Json.Nodes;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Serving;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>Metrics, traces and logs of the program, sent to a collector that the usual variables name.</summary>
public sealed class OtlpTests : IAsyncLifetime, IDisposable
{
    private Collector _collector = null!;
    private Workplace _place = null!;

    public async Task InitializeAsync()
    {
        _collector = await Collector.Start();
        _place = new()
        {
            Environment = new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
        };
    }

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task What_a_served_run_measures_is_sent_with_its_source_at_the_latest_when_it_stops()
    {
        using (var served = await ServedRun.Start(_place, "tiny", "--paused", "--speed", "max", "--out", _place["run"]))
        {
            Assert.Equal("ok", (await served.Run("sim", "advance", "-for", "6h")).Outcome);
            Assert.Equal("ok", (await served.Run("release", "pause", "-r", "16.5.1-a", "-c", "calls")).Outcome);
            Assert.Equal("ok", (await served.Run("sim", "advance", "-for", "6h")).Outcome);
            Assert.Equal(0, (await served.Stop()).ExitCode);
        }

        var run = JsonNode.Parse(await File.ReadAllTextAsync(_place["run", "run.json"]))!["id"]!.GetValue<string>();
        foreach (var (path, names) in (ReadOnlySpan<(string, string[])>)
        [
            ("/v1/metrics", ["rsr.virtual.time", "rsr.events", "ResponseActivated", "rsr.order.effect"]),
            ("/v1/traces", ["order pause", "order store", "order take-effect", "ReleasePaused"]),
            ("/v1/logs", ["Serving", "Stopping: the epoch is being stored"]),
        ])
        {
            var sent = _collector.At(path);
            Assert.All(
                [.. names, "service.name", "rsr", "scenario", "tiny", "run", run],
                name => Assert.Contains(name, sent, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4317", "allowed is an address such as http://127.0.0.1:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "allowed is grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "garbage", "found '…', allowed is headers such as name=value")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "soon", "allowed is a whole number from 1")]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE", "/no/such/file", "allowed is a file with certificates")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "0", "allowed is a whole number from 1")]
    public void A_variable_that_cannot_be_right_is_refused_before_anything_is_written(
        string variable, string value, string allowed)
    {
        _place.Environment[variable] = value;

        var refused = _place.Rsr("serve", "tiny", "--out", _place["run"]).IsRefused();

        Assert.StartsWith($"{variable}: found '", refused, StringComparison.Ordinal);
        Assert.Contains(allowed, refused, StringComparison.Ordinal);
        Assert.False(Path.Exists(_place["run"]));
    }

    [Fact]
    public async Task A_collector_that_is_gone_does_not_change_the_run_nor_its_end_and_the_log_says_so()
    {
        await _collector.DisposeAsync();

        using var served = await ServedRun.Start(_place, "tiny", "--speed", "max", "--out", _place["run"]);
        await served.Run("sim", "advance", "-for", "3d");
        var ended = await served.Stop();

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Telemetry cannot be sent: ", ended.Errors, StringComparison.Ordinal);
        await _place.Resume("run"); // It may be stopped before its report is made.
        await _place.Simulate("same", "tiny");
        Assert.Equal(ReportText.HashOf(_place["same"]), ReportText.HashOf(_place["run"]));
    }
}
