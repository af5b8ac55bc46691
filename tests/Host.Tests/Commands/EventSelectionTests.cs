using System.Globalization;
using System.Text.Json;

namespace RsrActors.Host.Tests.Commands;

/// <summary>Selection of events by name and moment: <c>--events</c>, <c>--since</c>, <c>--until</c>.</summary>
public sealed class EventSelectionTests(ExportedRun run) : IClassFixture<ExportedRun>
{
    private static readonly string[] Both = ["ResponseActivated", "ResponsesRemoved"];

    [Theory]
    [InlineData("--events", "ResponseActivated,ResponsesRemoved")]
    [InlineData("--events", "responsesremoved, ResponseActivated")]
    [InlineData("--events", "ResponseActivated", "--events", "ResponsesRemoved")]
    public async Task Export_has_only_the_events_that_are_named(params string[] options)
    {
        var expected = run.Lines.Where(line => Both.Contains(NameOf(line))).ToArray();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, await Export(options));
    }

    [Theory]
    [InlineData("1 d 6 h", "36h", 30, 36)]
    [InlineData("30h", "1.5d", 30, 36)]
    [InlineData("2023-07-11T23:00:00Z", "2023-07-12T05:00:00.000Z", 30, 36)]
    [InlineData("2023-07-12T01:00:00+02:00", "2023-07-12T05:00Z", 30, 36)]
    [InlineData("2023-07-12", "36 h", 31, 36)]
    [InlineData("0s", "1ms", 0, 1.0 / 3_600_000)]
    [InlineData("2001-01-01", "3h", 0, 3)]
    public async Task Export_has_the_events_from_since_on_and_before_until(
        string since, string until, double from, double to)
    {
        var expected = run.Lines.Where(line => MsOf(line) >= from * 3_600_000 && MsOf(line) < to * 3_600_000).ToArray();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, await Export("--since", since, "--until", until));
    }

    [Fact]
    public async Task Since_and_until_cut_a_history_at_every_event_without_loss()
    {
        foreach (var ms in run.Lines.Select(MsOf).Distinct().Where((_, i) => i % 400 == 0))
        {
            var cut = ms.ToString(CultureInfo.InvariantCulture) + "ms";
            string[] both = [.. await Export("--until", cut), .. await Export("--since", cut)];
            Assert.Equal(run.Lines, both);
        }
    }

    [Fact]
    public void History_of_a_device_takes_the_same_options()
    {
        var device = run.Lines.First(line => NameOf(line) == "ResponseActivated").Split("\"entity\":\"")[1]
            .Split('"')[0];
        var until = "400 h";
        var expected = run.Lines.Where(line => line.Contains($"\"{device}\"", StringComparison.Ordinal)
            && NameOf(line) == "ResponseActivated" && MsOf(line) < 400L * 3_600_000);

        var output = run.Place.Rsr("history", "run", device, "--events", "ResponseActivated", "--until", until)
            .Succeeds().Output;

        Assert.Equal(expected, output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_range_without_events_is_an_empty_export_and_a_header_in_csv()
    {
        string[] empty = ["--since", "2 d", "--until", "2 d"];

        Assert.Equal("", run.Place.Rsr(["export", "run", .. empty]).Succeeds().Output);
        Assert.Equal("", run.Place.Rsr(["history", "run", "7", .. empty]).Succeeds().Output);
        Assert.Equal("", run.Place.Rsr("export", "run", "--since", "9999-12-31").Succeeds().Output);
        Assert.Equal(
            "at,ms,entity,seq,event,release,source\n",
            run.Place.Rsr(["export", "run", "--format", "csv", "--events", "ResponseOffered", .. empty])
                .Succeeds().Output);
    }

    [Fact]
    public async Task A_range_that_ends_before_it_begins_is_refused() => Assert.Equal(
        "--until is '1 d', which is before --since; allowed is a later moment.",
        (await Workplace.RsrInProcess("export", run.Place["run"], "--since", "2 d", "--until", "1 d")).IsRefused());

    [Theory]
    [InlineData("ResponseActivatd", "'ResponseActivatd'; did you mean ResponseActivated?")]
    [InlineData("Restarted", "'Restarted'; did you mean DeviceRestarted?")]
    [InlineData(
        "ResponseStaged,Response", "'Response'; did you mean ResponseStaged or ResponseOffered or ResponsesRemoved?")]
    [InlineData("xyz", "'xyz'; allowed are DeviceEnrolled, ResponseOffered,")]
    [InlineData("", "''; allowed are DeviceEnrolled,")]
    [InlineData("ResponseStaged,", "''; allowed are DeviceEnrolled,")]
    public async Task An_unknown_event_is_refused_with_the_nearest_names(string names, string said)
    {
        var message =
            (await Workplace.RsrInProcess("export", run.Place["run"], "--events", names, "--output", run.Place["none"]))
                .IsRefused();

        Assert.StartsWith($"--events: there is no event {said}", message, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Place["none"]));
    }

    [Theory]
    [InlineData("--since", "")]
    [InlineData("--since", "6")]
    [InlineData("--since", "-6h")]
    [InlineData("--until", "6 weeks")]
    [InlineData("--until", "1.2.3 h")]
    [InlineData("--until", "0.5 ms")]
    [InlineData("--until", "999999999999999999999999999999999999 d")]
    [InlineData("--until", "2023-13-01")]
    [InlineData("--until", "12.07.2023")]
    public async Task A_value_that_is_not_a_moment_is_refused(string option, string moment)
    {
        var message = (await Workplace.RsrInProcess("export", run.Place["run"], option, moment)).IsRefused();

        Assert.StartsWith($"{option} is '{moment}'; allowed is a duration such as", message, StringComparison.Ordinal);
        Assert.EndsWith("or an instant such as 2023-07-12T00:00:00Z.", message, StringComparison.Ordinal);
    }

    private async Task<string[]> Export(params string[] options)
    {
        var file = run.Place["part.jsonl"];
        (await Workplace.RsrInProcess(["export", run.Place["run"], "--output", file, "--overwrite", .. options]))
            .Succeeds();
        return await File.ReadAllLinesAsync(file);
    }

    private static string NameOf(string line) => line.Split("\"event\":\"")[1].Split('"')[0];

    private static long MsOf(string line)
    {
        using var happened = JsonDocument.Parse(line);
        return happened.RootElement.GetProperty("ms").GetInt64();
    }
}
