using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RsrActors.Host.Tests.Architecture;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>docs/telemetry.md and docs/grafana.json name what there is, and all of it.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly ImmutableArray<Row> Table = [.. Read()];

    [Fact]
    public async Task The_page_lists_each_instrument_with_its_kind_its_unit_and_its_meaning()
    {
        await using var rig = await TelemetryRig.Start();
        var found = new List<Row>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == rig.Telemetry.Source)
            {
                found.Add(new(
                    instrument.Name, "", KindOf(instrument), instrument.Unit?.Trim('{', '}') ?? "", "",
                    instrument.Description!));
            }
        };
        listener.Start();

        Assert.Equal(
            found.OrderBy(row => row.Name, StringComparer.Ordinal),
            Table.Select(row => row with { Prometheus = "", Labels = "" })
                .OrderBy(row => row.Name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_metric_is_scraped_under_the_name_and_with_the_labels_of_the_page()
    {
        await using var rig = await TelemetryRig.Start();
        await rig.Web.AdvanceAndStore(TimeSpan.FromDays(1));
        (await rig.Web.Post("/api/v1/releases/16.5.1-a:pause", """{"cause":"calls"}""")).EnsureSuccessStatusCode();
        await rig.Web.AdvanceAndStore(TimeSpan.FromDays(1.5));
        rig.Telemetry.Meter.Happened(
        [
            new(
                EntityId.Release("16.5.1-a"), 1, VirtualTime.Zero,
                new ReleaseEvent.RolloutDecided("a-rule", "a-brake", "halt", "why", [])),
        ]);

        var scrape = await rig.Read();

        var names = scrape.Names.Where(name => name.StartsWith("rsr_", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            Table.Select(row => row.Prometheus).Order(StringComparer.Ordinal),
            names.Select(name => Table.FirstOrDefault(row => IsOf(row.Prometheus, name))?.Prometheus ?? name)
                .Distinct().Order(StringComparer.Ordinal));
        foreach (var line in scrape.Lines.Where(line => line.Name.StartsWith("rsr_", StringComparison.Ordinal)))
        {
            var row = Table.Single(row => IsOf(row.Prometheus, line.Name));
            Assert.Equal(row.Labels, string.Join(", ", line.Labels.Keys));
            Assert.DoesNotContain(line.Labels.Values, value => value.StartsWith("device-", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Each_metric_of_the_dashboard_is_on_the_page()
    {
        var dashboard = JsonNode.Parse(Checkout.Read("docs", "grafana.json"))!;
        var queries = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? [])
            .Select(target => target!["expr"]!.GetValue<string>()).ToArray();
        var named = queries.SelectMany(query => Metric().Matches(query)).Select(match => match.Value)
            .Distinct().ToArray();

        Assert.True(named.Length > 12, "The dashboard shows hardly anything.");
        Assert.All(named, name => Assert.Contains(Table, row => IsOf(row.Prometheus, name)));
    }

    /// <summary>A counter's type line has its name without the suffix; a histogram has three series.</summary>
    private static bool IsOf(string metric, string name) =>
        name == metric || $"{name}_total" == metric || name == $"{metric}_bucket" || name == $"{metric}_sum"
        || name == $"{metric}_count";

    private static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        "Counter`1" or "ObservableCounter`1" => "counter",
        "Histogram`1" => "histogram",
        "ObservableGauge`1" => "gauge",
        var other => throw new InvalidOperationException($"A new kind needs a word here: {other}."),
    };

    private static IEnumerable<Row> Read() => Checkout.Read("docs", "telemetry.md").Split('\n')
        .Where(line => line.StartsWith("| `rsr.", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split(" | "))
        .Select(cells => new Row(
            cells[0].Trim('`'), cells[1].Trim('`'), cells[2], cells[3].Trim(), cells[4].Trim().Trim('`'), cells[5]));

    private sealed record Row(string Name, string Prometheus, string Kind, string Unit, string Labels, string Meaning);

    [GeneratedRegex("rsr_[a-z_]+")]
    private static partial Regex Metric();
}
