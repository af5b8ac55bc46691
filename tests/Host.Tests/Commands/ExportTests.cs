using System.Globalization;
using System.Text.Json;
using RsrActors.Host.Tests.Reports;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A run with many kinds of events, exported once.</summary>
public sealed class ExportedRun : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async Task InitializeAsync()
    {
        await Place.Simulate("run", "unlucky", new([], Devices: "150"));
        Place.Rsr("export", "run", "--output", "events.jsonl").Succeeds();
        Text = File.ReadAllText(Place["events.jsonl"]);
        Lines = Text.TrimEnd('\n').Split('\n');
    }

    internal string Text { get; private set; } = "";

    internal string[] Lines { get; private set; } = [];

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Exported events: one JSON object for each line, in the order of the history.</summary>
public sealed class ExportTests(ExportedRun run) : IClassFixture<ExportedRun>
{
    /// <summary>The data of each event, its keys in their order.</summary>
    private static readonly Dictionary<string, string> Data = new()
    {
        ["DeviceEnrolled"] = "platform model osVersion osBuild chipId ecid bootTicketDigest systemVolumeSeal "
            + "applications sharesAnalytics automaticUpdates lockdownMode managed",
        ["ResponseOffered"] = "release source",
        ["PatchDownloaded"] = "release bytes seconds",
        ["TicketRequested"] = "release nonce attempt",
        ["TicketIssued"] = "release manifestDigest reused",
        ["TicketRefused"] = "release status message",
        ["ResponseStaged"] = "release cryptexes",
        ["SafariRelaunchOffered"] = "release",
        ["EnforcementNotified"] = "release deadline remainingSeconds",
        ["SafariRelaunchAnswered"] = "release accepted",
        ["SafariRelaunched"] = "release",
        ["DeviceRestarted"] = "reason",
        ["ResponseActivated"] = "release osBuild downtimeSeconds batteryPercent charging trustCaches",
        ["InstallAttemptFailed"] = "release step fault attempt retryAt bytesNeeded bytesFree",
        ["InstallAbandoned"] = "release fault attempts",
        ["RemovalStarted"] = "cause releases",
        ["RemovalAttemptFailed"] = "releases fault retryAt",
        ["ResponsesRemoved"] = "releases osBuild",
        ["NonceRolled"] = "",
        ["SoftwareUpdateOffered"] = "version osBuild source release beginsAtOnce",
        ["SoftwareUpdateAttemptFailed"] = "version step fault attempt retryAt bytesNeeded bytesFree",
        ["SoftwareUpdateInstalled"] = "from to osBuild bootTicketDigest systemVolumeSeal bytes downtimeSeconds "
            + "bytesWritten filesReplaced hashesComputed",
        ["BootTicketRequested"] = "release osBuild attempt",
        ["BootTicketIssued"] = "release osBuild manifestDigest",
        ["BootLoopStarted"] = "version osBuild",
        ["BootLoopEnded"] = "version osBuild downtimeSeconds",
        ["SecurityContentPublished"] = "release fixes",
        ["KeptFilesRemoved"] = "release bytes",
        ["SecurityDataInstalled"] = "version bytes",
        ["SafariPackageInstalled"] = "version bytes",
        ["LivePatchApplied"] = "name tool bytes downtimeSeconds",
        ["LivePatchRemoved"] = "name",
        ["PersonalFilesRemoved"] = "bytes",
        ["BootStepFailed"] = "step fault fallback",
        ["DataVolumeUnlocked"] = "",
        ["StoredFileDamaged"] = "volume file release",
        ["ReleaseDrafted"] = "letter targets",
        ["ReleasePublished"] = "percent setBy admission parameters",
        ["RampAdvanced"] = "percent setBy",
        ["RolloutHeld"] = "rule why",
        ["RolloutDecided"] = "rule by decision why evidence",
        ["ReleasePaused"] = "cause",
        ["ReleaseResumed"] = "cause",
        ["ReleaseWithdrawn"] = "cause removeFromDevices",
        ["ReleaseSuperseded"] = "by",
        ["RingPromoted"] = "release ring by",
        ["RingHeld"] = "release ring cause",
        ["SigningOutageStarted"] = "",
        ["SigningOutageEnded"] = "",
        ["SigningPolicyChanged"] = "release eligible",
        ["CommandAccepted"] = "command device release cause percent removeFromDevices allowInstallation "
            + "allowRemoval withinSeconds ring localDeadline notifications share forSeconds issuedBy",
        ["ApplicationCrashed"] = "application release",
        ["CrashTotalsReported"] = "day totals",
        ["AffectedApplicationsFetched"] = "version",
        ["RemovalRecommended"] = "release application rule crashesBefore hoursBefore crashesAfter hoursAfter pValue",
        ["RecommendationAnswered"] = "release accepted",
        ["RecommendationReported"] = "release application accepted",
        ["AnalyticsSharingChanged"] = "sharesAnalytics",
        ["ManagementChanged"] = "managed",
        ["ChargerDisconnected"] = "until",
        ["RegressionDetected"] = "release application platform crashes expected why hours baseCrashes baseHours",
        ["AffectedApplicationsPublished"] = "release applications evidence",
    };

    [Fact]
    public void Every_line_is_an_event_with_its_keys_in_their_order()
    {
        Assert.EndsWith("}\n", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Text);
        foreach (var line in run.Lines)
        {
            using var happened = JsonDocument.Parse(line);
            Assert.Equal("at ms entity seq event data", KeysOf(happened.RootElement));
            var name = happened.RootElement.GetProperty("event").GetString()!;
            Assert.True(Data.TryGetValue(name, out var keys), $"{name} is not in the table.");
            var found = KeysOf(happened.RootElement.GetProperty("data"));

            // An accepted command has the fields of that command only, only full storage has bytes, only an admission
            // that is not by share of the fleet is named, and few updates begin at once.
            if (name is "CommandAccepted" or "InstallAttemptFailed" or "SoftwareUpdateAttemptFailed"
                or "ReleasePublished" or "SoftwareUpdateOffered")
                keys = string.Join(' ', keys.Split(' ').Intersect(found.Split(' ')));
            Assert.Equal(keys, found);
        }
    }

    [Fact]
    public void A_line_has_no_white_space_outside_its_strings()
    {
        foreach (var line in run.Lines)
        {
            var within = false;
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] == '\\' && within)
                    i++;
                else if (line[i] == '"')
                    within = !within;
                else
                    Assert.True(within || !char.IsWhiteSpace(line[i]), line);
            }
        }
    }

    [Fact]
    public void Events_come_in_the_order_of_time_entity_and_number()
    {
        var events = run.Lines.Select(Position).ToArray();
        for (var i = 1; i < events.Length; i++)
        {
            var (before, after) = (events[i - 1], events[i]);
            var order = before.Ms.CompareTo(after.Ms);
            if (order == 0)
                order = string.CompareOrdinal(before.Entity, after.Entity);
            if (order == 0)
                order = before.Seq.CompareTo(after.Seq);
            Assert.True(order < 0, $"{run.Lines[i - 1]}\n{run.Lines[i]}");
        }
    }

    [Fact]
    public void Each_entity_counts_its_events_from_one_without_a_gap()
    {
        foreach (var history in run.Lines.Select(Position).GroupBy(one => one.Entity))
            Assert.Equal(
                Enumerable.Range(1, history.Count()).Select(number => (long)number), history.Select(one => one.Seq));
    }

    [Fact]
    public void The_instant_is_the_start_plus_the_milliseconds()
    {
        var start = new DateTimeOffset(2023, 7, 10, 17, 0, 0, TimeSpan.Zero);
        foreach (var line in run.Lines)
        {
            using var happened = JsonDocument.Parse(line);
            Assert.Equal(
                start.AddMilliseconds(happened.RootElement.GetProperty("ms").GetInt64())
                    .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                happened.RootElement.GetProperty("at").GetString());
        }
    }

    [Fact]
    public void The_report_counts_the_events_that_are_exported() =>
        Assert.Equal(run.Lines.Length, ReportText.Of(run.Place["run"])["events"]!.GetValue<int>());

    [Theory]
    [InlineData("7", "device-0000007")]
    [InlineData("device-0000007", "device-0000007")]
    [InlineData("16.5.1 (a)", "release-16.5.1-a")]
    [InlineData("16.5.1-c", "release-16.5.1-c")]
    [InlineData("release-16.5.1-a", "release-16.5.1-a")]
    [InlineData("signing-service", "signing-service")]
    [InlineData("update-service", "update-service")]
    [InlineData("operator", "operator")]
    public async Task An_entity_is_selected_by_its_name_its_number_or_its_release(string asked, string entity) =>
        Assert.Equal(PartOf(entity), await run.Place.Export("run", "--entity", asked, "--format", "jsonl"));

    [Theory]
    [InlineData("7", "device-0000007")]
    [InlineData("16.5.1 (a)", "release-16.5.1-a")]
    public void The_history_of_an_entity_is_its_part_of_the_export(string asked, string entity) =>
        Assert.Equal(PartOf(entity), run.Place.Rsr("history", "run", asked).Succeeds().Output);

    [Fact]
    public void A_CSV_export_has_the_same_events_and_values()
    {
        var rows = CsvText.Parse(run.Place.Rsr("export", "run", "--format", "csv").Succeeds().Output);

        var header = rows[0];
        Assert.Equal(run.Lines.Length, rows.Length - 1);
        foreach (var (line, row) in run.Lines.Zip(rows.Skip(1)))
        {
            using var happened = JsonDocument.Parse(line);
            var expected = happened.RootElement.EnumerateObject().SkipLast(1)
                .Concat(happened.RootElement.GetProperty("data").EnumerateObject())
                .ToDictionary(one => one.Name, one => CsvText.FieldOf(one.Value));
            Assert.Equal(header.Select(key => expected.GetValueOrDefault(key, "")), row);
        }
    }

    [Fact]
    public void The_columns_are_the_keys_of_all_events_each_once() => Assert.Equal(
        Data.Values.SelectMany(keys => keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct().Order(),
        run.Place.Rsr("export", "run", "--format", "csv", "--until", "0s").Succeeds().Output
            .TrimEnd('\n').Split(',').Skip(5).Order());

    private static string KeysOf(JsonElement element) =>
        string.Join(' ', element.EnumerateObject().Select(one => one.Name));

    private static (long Ms, string Entity, long Seq) Position(string line)
    {
        using var happened = JsonDocument.Parse(line);
        var root = happened.RootElement;
        return (
            root.GetProperty("ms").GetInt64(), root.GetProperty("entity").GetString()!,
            root.GetProperty("seq").GetInt64());
    }

    private string PartOf(string entity) => string.Concat(run.Lines
        .Where(line => line.Contains($"\"entity\":\"{entity}\"", StringComparison.Ordinal))
        .Select(line => line + "\n"));
}
