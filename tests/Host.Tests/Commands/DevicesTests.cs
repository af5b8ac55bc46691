using System.Text.Json;
using System.Text.Json.Nodes;
using RsrActors.Host.Tests.Reports;

namespace RsrActors.Host.Tests.Commands;

/// <summary><c>rsr devices</c>: one row for each device at a moment.</summary>
public sealed class DevicesTests(ExportedRun run) : IClassFixture<ExportedRun>
{
    [Fact]
    public async Task Devices_has_one_row_for_each_device_in_the_order_of_their_numbers()
    {
        var devices = await Rows();

        Assert.Equal(
            Enumerable.Range(0, 150).Select(number => $"device-{number:D7}"),
            devices.Select(row => Text(row, "device")));
    }

    [Fact]
    public async Task Rows_add_up_to_the_figures_of_the_report()
    {
        var devices = await Rows();
        var report = ReportText.Of(run.Place["run"]);
        var protection = report["protection"]!["figures"]!;

        Assert.Equal(
            protection["protected"]!.GetValue<int>(), devices.Count(row => row["protected"]!.GetValue<bool>()));
        Assert.Equal(Counts(protection["protectedBy"]!), CountsOf(devices, "protectedBy"));
        Assert.Equal(Counts(protection["exposedBy"]!), CountsOf(devices, "exposedBy"));
        foreach (var release in report["releases"]!.AsArray())
        {
            Assert.Equal(
                release!["activeNow"]!.GetValue<int>(),
                devices.Count(row => Text(row, "active") == release["id"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_row_agrees_with_the_events_of_its_device()
    {
        var devices = await Rows();
        var histories = run.Lines.Select(line => JsonNode.Parse(line)!)
            .Where(line => Text(line, "entity")!.StartsWith("device-", StringComparison.Ordinal))
            .ToLookup(line => Text(line, "entity")!);
        foreach (var row in devices)
        {
            var history = histories[Text(row, "device")!].ToArray();
            var enrolled = history.Single(line => Text(line, "event") == "DeviceEnrolled");
            Assert.Equal(history.Length, row["events"]!.GetValue<int>());
            Assert.Equal(Text(enrolled, "at"), Text(row, "enrolledAt"));
            Assert.Equal(Text(history[^1], "at"), Text(row, "lastEventAt"));
            foreach (var key in (string[])["platform", "model", "automaticUpdates", "lockdownMode"])
                Assert.Equal(enrolled["data"]![key]!.ToJsonString(), row[key]!.ToJsonString());
            if (Text(row, "active") is { } active)
            {
                var activated = history.Last(line => Text(line, "event") == "ResponseActivated");
                Assert.Equal(active, Text(activated["data"]!, "release"));
                Assert.Equal(Text(activated, "at"), Text(row, "activatedAt"));
                Assert.Equal(Text(activated["data"]!, "osBuild"), Text(row, "runningBuild"));
            }
        }
    }

    [Fact]
    public async Task Devices_at_an_earlier_moment_are_the_fold_of_the_events_before_it()
    {
        const long Ms = 40 * 3_600_000;
        var devices = await Rows("--at", "40 h");

        var active = new Dictionary<string, string?>();
        foreach (var line in run.Lines.Select(line => JsonNode.Parse(line)!)
            .Where(line => line["ms"]!.GetValue<long>() < Ms))
        {
            if (Text(line, "event") is "ResponseActivated")
                active[Text(line, "entity")!] = Text(line["data"]!, "release");
            else if (Text(line, "event") is "SoftwareUpdateInstalled")
                active[Text(line, "entity")!] = null;
            else if (Text(line, "event") is "ResponsesRemoved" && line["data"]!["releases"]!.AsArray()
                .Any(one => one!.GetValue<string>() == active.GetValueOrDefault(Text(line, "entity")!)))
                active[Text(line, "entity")!] = null;
        }

        Assert.Contains(active.Values, value => value is not null);
        Assert.All(devices, row => Assert.Equal(active.GetValueOrDefault(Text(row, "device")!), Text(row, "active")));
        Assert.All(await Rows("--at", "0 s"), row => Assert.Equal("unenrolled", Text(row, "state")));
    }

    [Fact]
    public async Task Csv_has_the_same_values_as_json_lines()
    {
        var devices = await Rows();
        var rows = CsvText.Parse(await Read("--format", "csv"));

        Assert.Equal(devices[0].Select(pair => pair.Key), rows[0]);
        Assert.Equal(
            devices.Select(row => row.Select(pair => CsvText.FieldOf(JsonSerializer.SerializeToElement(pair.Value)))),
            rows.Skip(1));
    }

    [Fact]
    public async Task Table_has_a_heading_a_line_for_each_device_and_their_counts()
    {
        var devices = await Rows();

        var lines = (await Read()).Split('\n');

        Assert.StartsWith("device          platform", lines[0], StringComparison.Ordinal);
        Assert.Equal(devices.Select(row => Text(row, "device")), lines[1..151].Select(line => line[..14]));
        var safe = devices.Count(row => row["protected"]!.GetValue<bool>());
        Assert.Equal(["", $"150 devices at {EndOf()}; {safe} of them protected.", ""], lines[151..]);
        Assert.Equal(safe, lines[1..151].Count(line => line.EndsWith("  yes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Having_and_state_leave_the_rows_that_match()
    {
        var devices = await Rows();
        var release = devices.Select(row => Text(row, "active")).First(active => active is not null)!;
        var expected = devices.Where(row => Text(row, "active") == release && Text(row, "state") == "idle");

        var found = await Rows("--having", release, "--state", "idle");

        Assert.Equal(expected.Select(row => row.ToJsonString()), found.Select(row => row.ToJsonString()));
        Assert.Empty(await Rows("--having", release, "--state", "unenrolled"));
    }

    [Theory]
    [InlineData("--format", "xml", "--format is 'xml'; it may be table, csv, jsonl.")]
    [InlineData("--state", "asleep", "--state is 'asleep'; it may be unenrolled, idle, offered,")]
    [InlineData("--having", "1.2-z", "--having is '1.2-z'; the scenario has the releases ")]
    [InlineData("--at", "99 d", "--at is outside of what ")]
    [InlineData("--at", "2022-01-01", "--at is outside of what ")]
    [InlineData("--at", "noon", "--at is 'noon'; allowed is a duration such as ")]
    public async Task Unknown_arguments_of_devices_are_refused(string option, string value, string said)
    {
        var message =
            (await Workplace.RsrInProcess("devices", run.Place["run"], option, value, "--output", run.Place["no"]))
                .IsRefused();

        Assert.StartsWith(said, message, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Place["no"]));
    }

    private async Task<JsonObject[]> Rows(params string[] options) =>
    [
        .. (await Read([.. options, "--format", "jsonl"])).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject()),
    ];

    private async Task<string> Read(params string[] options)
    {
        var file = run.Place["devices.txt"];
        (await Workplace.RsrInProcess(["devices", run.Place["run"], "--output", file, "--overwrite", .. options]))
            .Succeeds();
        return await File.ReadAllTextAsync(file);
    }

    private string EndOf()
    {
        var report = ReportText.Of(run.Place["run"]);
        return report["start"]!.GetValue<DateTimeOffset>().AddSeconds(report["virtualSeconds"]!.GetValue<double>())
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string? Text(JsonNode row, string key) => row[key]?.GetValue<string>();

    private static SortedDictionary<string, int> Counts(JsonNode counts) =>
        new(counts.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<int>()));

    private static SortedDictionary<string, int> CountsOf(JsonObject[] devices, string key) => new(
        devices.Select(row => Text(row, key)).OfType<string>().GroupBy(word => word)
            .ToDictionary(one => one.Key, one => one.Count()));
}
