using System.Text.Json;
using RsrActors.Host.Tests.Architecture;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Reports;
using RsrActors.Model.Population;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>Runs of fleets that come from an inventory.</summary>
public sealed class InventoryRunTests : IDisposable
{
    private const string Devices = """
        Computer Name,Serial Number,Model Identifier,Operating System Version,Last Check-in,Department
        SECRET 1,SECRET1,"iPhone15,2",16.5.1,2023-07-10,Sales
        SECRET 2,SECRET2,"iPhone15,2",16.5.1 (a),2023-07-10,Sales
        SECRET 3,SECRET3,"Mac14,2",13.4.1 (a),2023-07-01,Research
        SECRET 4,SECRET4,"Mac14,15",13.4.1,2023-07-10,Research
        SECRET 5,SECRET5,"MacBookPro16,1",13.4.1(c),2023-07-10,Research
        SECRET 6,SECRET6,"MacBookPro16,1",13.4,2023-07-10,Research
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_raw_export_runs_with_responses_that_are_active_from_the_start_and_verifies()
    {
        await Simulate("run", Devices);

        var report = (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output;
        Assert.Contains("6 devices of an inventory", report, StringComparison.Ordinal);
        Assert.Contains("1 device had not checked in for two days or more at the start", report, StringComparison.Ordinal);
        Assert.Matches("active from the start on +2 +1\n", report);
        (await _place.Verify("run")).Succeeds();
        var enrolled = await _place.Export("run", "--events", "DeviceEnrolled");
        Assert.Equal(2, enrolled.Split("\"release\":\"16.5.1-a\"").Length - 1);
    }

    [Fact]
    public async Task No_file_of_a_run_directory_has_a_secret_of_the_export()
    {
        await Simulate("run", Devices);

        Assert.All(
            Directory.GetFiles(_place["run"], "*", SearchOption.AllDirectories),
            file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("SECRET"u8)));
        Assert.True(File.Exists(_place["run", "inventory.csv"]));
    }

    [Fact]
    public async Task Permuted_rows_give_the_same_history()
    {
        var lines = Devices.Split('\n');
        await Simulate("one", Devices);
        await Simulate("other", string.Join('\n', [lines[0], .. lines[1..].Reverse()]));

        Assert.Equal(ReportText.HistoryOf(_place["one"]), ReportText.HistoryOf(_place["other"]));
        Assert.Equal(
            await File.ReadAllTextAsync(_place["one", "inventory.csv"]),
            await File.ReadAllTextAsync(_place["other", "inventory.csv"]));
    }

    [Fact]
    public async Task A_run_that_is_resumed_goes_on_with_its_copy_of_the_inventory()
    {
        await Simulate("whole", Devices);
        await _place.SimulateInTwoParts("parts", "rsr-16.5.1-a", Fleet(Devices), epochs: 1);

        Assert.Equal(ReportText.HistoryOf(_place["whole"]), ReportText.HistoryOf(_place["parts"]));
    }

    [Theory]
    [InlineData(",1\n", ",2\n", "the inventory has changed")]
    [InlineData("13.4.1,22F2083", "old,22F2083", "inventory.csv: row 4: version: found 'old'")]
    [InlineData(",Research,", ", Research,", "is written in another way")]
    public async Task A_copy_that_has_changed_is_refused(string found, string changed, string reason)
    {
        await Simulate("run", Devices);
        var file = _place["run", "inventory.csv"];
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace(found, changed, StringComparison.Ordinal));

        Assert.Contains(reason, (await _place.Verify("run")).IsRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nearly_full_device_has_space_for_the_response_it_starts_with_and_crashes_under_it()
    {
        const string All = "model,version,count\n\"Mac14,2\",13.4.1 (c),150\n\"iPhone15,2\",16.5.1 (c),150\n";
        await _place.Simulate("run", "enforced", Fleet(All) with
        {
            Settings = ["volumes.nearly-full=100 %", "volumes.nearly-full-free=1 MB"],
        });

        var report = (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output;
        Assert.Contains("16 checked, all hold", report, StringComparison.Ordinal);
        Assert.Matches("\nall +300 +300 +100.0 %", report);
        Assert.Contains("\"release\":\"16.5.1-c\"", await _place.Export("run", "--events", "ApplicationCrashed"), StringComparison.Ordinal);
    }

    /// <summary>A year of silence: some of these devices come back within the run, most later, and some never.</summary>
    [Fact]
    public async Task Devices_that_stay_away_do_not_hold_up_an_enforcement_by_local_time()
    {
        const string Order = """
            script=[{ at = 0 s, do = publish, release = "16.5.1-c" },
              { at = 1 h, do = enforce, release = "16.5.1-c", local-deadline = "2023-07-14T12:00" }]
            """;
        const string Silent =
            "model,version,days-silent,count\n\"iPhone15,2\",16.5.1,365,2000\n\"iPhone15,2\",16.5.1,0,20\n";
        var overrides = Fleet(Silent) with { Settings = [Order] };
        await _place.Simulate("run", "enforced", overrides);

        var reading = Assert.IsType<ScenarioReading.Accepted>(ScenarioLibrary.Installed.Read("enforced", overrides));
        var world = new World(reading.Scenario);
        Assert.Contains(Enumerable.Range(0, 2020).Select(world.TraitsOf), device => device.AwayUntil.IsNever);
        Assert.Matches(
            "\nEnforced +16.5.1-c",
            (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output);
    }

    /// <summary>The report is made of memory at the end of a run, and of the stored events by a resume.</summary>
    [Fact]
    public async Task A_report_of_devices_in_contact_is_the_same_when_it_is_made_again_of_the_events()
    {
        const string Silent = "model,version,days-silent,count\n"
            + "\"iPhone15,2\",16.5.1,1,40\n\"iPhone15,2\",16.5.1,2,20\n"
            + "\"Mac14,2\",13.4.1,0,30\n\"Mac14,2\",13.4,0,30\n";
        await _place.Simulate("run", "enforced", Fleet(Silent) with { Days = "4" });
        var made = ReportText.Of(_place["run"]);
        File.Delete(_place["run", "report.json"]);
        (await Workplace.RsrInProcess("resume", _place["run"], "--quiet")).Succeeds();
        var again = ReportText.Of(_place["run"]);

        Assert.True(made.Remove("run") && again.Remove("run"));
        Assert.Equal(made.ToJsonString(), again.ToJsonString());
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(_place["run", "report.json"]));
        Assert.Empty(
            new JsonSchema(Checkout.Read("docs", "report.schema.json")) { KnowsAllKeys = true }
                .Complaints(report.RootElement));
        var printed = (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output;
        Assert.Matches("\niphone +60 .+\n  eligible, in contact +40 .+\nmac-apple-silicon +60 ", printed);
        Assert.Contains("deadline on day 3.04, 2023-07-15 18:00 UTC\n", printed, StringComparison.Ordinal);
        Assert.Contains(
            "assumed: 33 % of laptops closed at night, 85 % charged at night, 7 time zones, UTC-8 to UTC+9\n", printed,
            StringComparison.Ordinal);
        Assert.Matches("of these, silent at start +[1-9][0-9]*\n", printed);
        Assert.EndsWith(
            "Words       of this report are explained in docs/report.md\n", printed,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_says_so()
    {
        await _place.Simulate("run", "rsr-16.5.1-a", Fleet(Devices) with { Devices = "3" });

        Assert.Contains(
            "a sample of 3 of the 6 devices of an inventory",
            (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output, StringComparison.Ordinal);
    }

    private Task Simulate(string run, string devices) => _place.Simulate(run, "rsr-16.5.1-a", Fleet(devices));

    private ScenarioOverrides Fleet(string devices)
    {
        File.WriteAllText(_place["export.csv"], devices);
        return new([], Days: "3") { Fleet = _place["export.csv"] };
    }
}
