using System.Text.Json.Nodes;
using RsrActors.Catalogues.Devices;
using RsrActors.Host.Runs;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Fleets;
using RsrActors.Fleets;
using RsrActors.Model.Devices.Views;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Catalogues;

/// <summary>A run with responses, an update and an inventory, simulated once.</summary>
public sealed class CataloguedRun : IAsyncLifetime
{
    private const string Devices = "model,version,department,last seen,count\n"
        + "\"Mac14,2\",13.4.1 (a),Research,2023-07-10,20\n\"MacBookPro16,1\",13.4.1,Research,2023-07-10,20\n"
        + "\"iPhone15,2\",16.5.1,Sales,2023-07-10,40\n\"iPad13,4\",16.5,Sales,2023-07-10,5\n"
        + "\"iPhone15,2\",16.5.1,Sales,2023-05-10,3\n";

    internal Workplace Place { get; } = new();

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Place["devices.csv"], Devices);
        await Place.Simulate("run", "rsr-16.5.1-a", new([], Days: "5") { Fleet = Place["devices.csv"] });
    }

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>What a run exports of one moment is read back by the program's own readers.</summary>
public sealed class MomentExportTests(CataloguedRun run) : IClassFixture<CataloguedRun>, IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_list_of_responses_changes_with_the_publications_of_the_run()
    {
        Assert.Equal(["16.5.1 (a)"], await ResponsesAt("1 h"));
        Assert.Empty(await ResponsesAt("1 d"));
        Assert.Equal(["16.5.1 (c)"], await ResponsesAt("3 d"));

        async Task<string[]> ResponsesAt(string moment) =>
        [
            .. Feeds.Accepted(await Export("pmv", "--at", moment)).Catalogue.Responses
                .Where(response => response.System == RsrActors.Catalogues.Tables.AppleSystem.IOS)
                .Select(response => response.Name),
        ];
    }

    [Fact]
    public async Task The_feeds_of_SOFA_and_the_lookup_service_are_read_without_a_remark()
    {
        var report = Feeds.Accepted(
            await Export("pmv"), await Export("sofa-ios"), await Export("sofa-macos"));

        Assert.Equal(0, report.NotUnderstoodInAll);
        Assert.Equal<string>(["CVE-2023-37450"], report.Catalogue.Find(RsrActors.Catalogues.Tables.AppleSystem.MacOS, "13.4.1", 'c')!.Fixes);
    }

    [Theory]
    [InlineData("1 h")]
    [InlineData("36 h")]
    [InlineData("5 d")]
    public async Task Status_reports_of_all_devices_tell_the_same_fleet_as_the_inventory(string moment)
    {
        var reports = Exports.Accepted(await Export("ddm", "--at", moment));
        var inventory = Exports.Accepted(await Export("inventory", "--at", moment));

        Assert.Equal(88, reports.Devices);
        Assert.Equal(
            InventoryFormat.Write(Plain(inventory)), InventoryFormat.Write(Plain(reports)));

        // A status report says neither group nor silence.
        static System.Collections.Immutable.ImmutableArray<RsrActors.Model.Scenarios.InventoryKind> Plain(
            RsrActors.Fleets.Importing.ImportReport report) => RsrActors.Model.Scenarios.FleetRoster.Canonical(
            report.Kinds.Select(kind => kind with { Group = "", Ring = "", DaysSilent = 0 }));
    }

    [Fact]
    public async Task The_inventory_of_the_start_is_that_of_the_run_and_another_run_can_start_with_a_later_one()
    {
        var start = await File.ReadAllTextAsync(await Export("inventory", "--at", "1 min"));
        Assert.Equal(
            InventoryFormat.Write(Exports.Accepted(run.Place["run", "inventory.csv"]).Kinds), start);

        var later = await Export("inventory");
        var reading = ScenarioLibrary.Installed.Require("rsr-16.5.1-a", ScenarioOverrides.None with { Fleet = later });
        Assert.Contains(reading.Scenario.Fleet.Roster!.Kinds, kind => kind.Response == "16.5.1-c");
    }

    [Fact]
    public async Task A_status_report_has_the_base_the_letter_in_parentheses_and_the_pending_version()
    {
        var reports = (await File.ReadAllLinesAsync(await Export("ddm", "--at", "2 d 4 h")))
            .Select(line => JsonNode.Parse(line)!["StatusItems"]!).ToArray();

        var patched = reports.First(report => report["device"]!["operating-system"]!["supplemental"] is not null);
        Assert.Matches(@"^\([ac]\)\z", patched["device"]!["operating-system"]!["supplemental"]!["extra-version"]!.GetValue<string>());
        Assert.Matches(@"^1[36]\.\d\.1\z", patched["device"]!["operating-system"]!["version"]!.GetValue<string>());
        var pending = reports.First(report => report["softwareupdate"]!["install-state"]!.GetValue<string>() == "prepared");
        Assert.Matches(@"^1[36]\.\d\.1 \(c\)\z", pending["softwareupdate"]!["pending-version"]!["os-version"]!.GetValue<string>());
        Assert.All(
            reports.Where(report => report["softwareupdate"]!["install-state"]!.GetValue<string>() == "none"),
            report => Assert.Equal("", report["softwareupdate"]!["pending-version"]!["os-version"]!.GetValue<string>()));
    }

    [Fact]
    public void Every_standing_of_a_device_has_one_of_the_states_of_the_schema() => Assert.All(
        Enum.GetValues<DeviceStanding>(),
        standing => Assert.Contains(
            StatusReports.StateOf(standing), (string[])["none", "downloading", "prepared", "installing", "failed"]));

    [Theory]
    [InlineData("--format is 'sofa'; it may be jsonl, csv, pmv, sofa-ios, sofa-macos, ddm, inventory.", "--format", "sofa")]
    [InlineData("--at is given with --format csv", "--format", "csv", "--at", "1 d")]
    [InlineData("--format is 'pmv', which writes one moment", "--format", "pmv", "--since", "1 d")]
    [InlineData("--at is outside of what", "--format", "pmv", "--at", "30 d")]
    [InlineData("--at is before the first device is enrolled", "--format", "inventory", "--at", "0 s")]
    public async Task An_export_that_means_nothing_is_refused_and_writes_nothing(string message, params string[] options)
    {
        var file = _folder["x"];

        Assert.Contains(
            message,
            (await Workplace.RsrInProcess(["export", run.Place["run"], "--output", file, .. options])).IsRefused(),
            StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    private async Task<string> Export(string format, params string[] options)
    {
        var file = _folder[$"{format}-{string.Concat(options.Skip(1))}"];
        (await Workplace.RsrInProcess(
            ["export", run.Place["run"], "--format", format, "--output", file, "--overwrite", .. options])).Succeeds();
        return file;
    }
}
