using System.Text;
using System.Text.Json;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Tests.Reports;

public sealed class EventExportTests
{
    private static readonly DateTimeOffset Start = new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Phone = EntityId.Device(42);
    private const string Response = "16.5.1-a";

    public static TheoryData<string> EventTypes => [.. SampleEvents.All.Select(sample => sample.Event.GetType().Name)];

    [Theory, MemberData(nameof(EventTypes))]
    public void Every_event_has_its_line(string type)
    {
        var (happened, name, data) = SampleOf(type);

        Assert.Equal(
            """{"at":"2023-07-10T17:00:45.250Z","ms":45250,"entity":"device-0000042","seq":7,"event":""" + '"'
            + name + "\",\"data\":" + data + "}\n",
            Lines(new RecordedEvent(Phone, 7, new(45_250), happened)));
    }

    [Theory, MemberData(nameof(EventTypes))]
    public void A_row_holds_each_value_in_the_column_of_its_key(string type)
    {
        var (happened, name, data) = SampleOf(type);

        var rows = CsvText.Parse(Rows(new RecordedEvent(Phone, 7, new(45_250), happened)));

        Assert.Equal(2, rows.Length);
        var (header, row) = (rows[0], rows[1]);
        Assert.Equal(["2023-07-10T17:00:45.250Z", "45250", "device-0000042", "7", name], row[..5]);
        var expected = JsonDocument.Parse(data).RootElement.EnumerateObject()
            .ToDictionary(one => one.Name, one => CsvText.FieldOf(one.Value));
        Assert.Equal(header.Length, row.Length);
        Assert.All(header.Skip(5).Zip(row.Skip(5)), pair =>
            Assert.Equal(expected.GetValueOrDefault(pair.Item1, ""), pair.Item2));
        Assert.Empty(expected.Keys.Except(header));
    }

    public static TheoryData<OperatorCommand, string> Commands => new()
    {
        { new OperatorCommand.Publish(Response, null), """{"command":"publish","release":"16.5.1-a"}""" },
        { new OperatorCommand.Publish(Response, 5), """{"command":"publish","release":"16.5.1-a","percent":5}""" },
        { new OperatorCommand.Ramp(Response, 12.5), """{"command":"ramp","release":"16.5.1-a","percent":12.5}""" },
        { new OperatorCommand.Pause(Response, "bug"), """{"command":"pause","release":"16.5.1-a","cause":"bug"}""" },
        { new OperatorCommand.Resume(Response, "ok"), """{"command":"resume","release":"16.5.1-a","cause":"ok"}""" },
        {
            new OperatorCommand.Withdraw(Response, "a bug", true),
            """{"command":"withdraw","release":"16.5.1-a","cause":"a bug","removeFromDevices":true}"""
        },
        { new OperatorCommand.Publish("16.6", null), """{"command":"publish","release":"16.6"}""" },
        { new OperatorCommand.StartSigningOutage(), """{"command":"start-signing-outage"}""" },
        { new OperatorCommand.EndSigningOutage(), """{"command":"end-signing-outage"}""" },
        {
            new OperatorCommand.Restrict(true, false),
            """{"command":"restrict","allowInstallation":true,"allowRemoval":false}"""
        },
        {
            new OperatorCommand.Enforce(Response, TimeSpan.FromHours(2)),
            """{"command":"enforce","release":"16.5.1-a","withinSeconds":7200.000}"""
        },
        {
            new OperatorCommand.EnforceBy(Response, new(2023, 7, 14, 21, 0, 0), Notifies: false),
            """{"command":"enforce","release":"16.5.1-a","localDeadline":"2023-07-14T21:00","notifications":false}"""
        },
        {
            new OperatorCommand.Promote(Response, "early"),
            """{"command":"promote","release":"16.5.1-a","ring":"early"}"""
        },
        {
            new OperatorCommand.HoldRing(Response, "early", "calls"),
            """{"command":"hold-ring","release":"16.5.1-a","cause":"calls","ring":"early"}"""
        },
        { new OperatorCommand.RemoveFromManaged(), """{"command":"remove-from-managed"}""" },
        { new OperatorCommand.ShareAnalytics(7, false), """{"command":"share-analytics","device":7,"share":false}""" },
        { new OperatorCommand.RemoveResponses(7), """{"command":"remove-responses","device":7}""" },
        { new OperatorCommand.Install(7, Response), """{"command":"install","device":7,"release":"16.5.1-a"}""" },
        {
            new OperatorCommand.Unplug(7, TimeSpan.FromMinutes(90)),
            """{"command":"unplug","device":7,"forSeconds":5400.000}"""
        },
    };

    [Theory, MemberData(nameof(Commands))]
    public void Accepted_command_is_exported_with_its_name_and_its_own_fields(OperatorCommand command, string fields)
    {
        var accepted = new RecordedEvent(
            EntityId.Operator, 1, VirtualTime.Zero, new OperatorEvent.CommandAccepted(command, "console"));
        var data = fields[..^1] + ",\"issuedBy\":\"console\"}";

        Assert.EndsWith($"\"data\":{data}}}\n", Lines(accepted), StringComparison.Ordinal);

        var rows = CsvText.Parse(Rows(accepted));
        Assert.Equal(
            JsonDocument.Parse(data).RootElement.EnumerateObject()
                .Select(one => (one.Name, CsvText.FieldOf(one.Value))).Order(),
            rows[0].Zip(rows[1]).Skip(5).Where(pair => pair.Item2.Length > 0).Order());
    }

    [Fact]
    public void The_header_depends_on_the_chosen_kinds_of_events_and_not_on_the_events()
    {
        var all = Rows().TrimEnd('\n').Split(',');
        var chosen = Write(
            stream => new CsvExport(
                stream, Start, EventForms.Called(["ReleasePaused", "ReleaseWithdrawn", "ReleasePublished"])),
            [new(EntityId.Release("a"), 1, VirtualTime.Zero, new ReleaseEvent.Paused("because"))]);

        Assert.StartsWith(
            "at,ms,entity,seq,event,platform,model,", string.Join(',', all), StringComparison.Ordinal);
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(
            "at,ms,entity,seq,event,percent,setBy,admission,parameters,cause,removeFromDevices\n"
            + "2023-07-10T17:00:00.000Z,0,release-a,1,ReleasePaused,,,,,because,\n",
            chosen);
    }

    [Fact]
    public void A_row_quotes_only_what_CSV_requires()
    {
        var cause = "one, \"two\"\nthree\\ Zürich";
        var text = Write(
            stream => new CsvExport(stream, Start, EventForms.Called(["ReleasePaused"])),
            [new(EntityId.Release("a"), 1, VirtualTime.Zero, new ReleaseEvent.Paused(cause))]);

        Assert.EndsWith(
            ",ReleasePaused,\"one, \"\"two\"\"\nthree\\ Zürich\"\n", text, StringComparison.Ordinal);
        Assert.Equal(cause, CsvText.Parse(text)[1][^1]);
    }

    [Fact]
    public void An_event_of_a_kind_that_was_not_chosen_is_refused() => Assert.Throws<InvalidOperationException>(
        () => Write(
            stream => new CsvExport(stream, Start, EventForms.Called(["ReleasePaused"])),
            [new(EntityId.Release("a"), 1, VirtualTime.Zero, new ReleaseEvent.Superseded("b"))]));

    [Fact]
    public void Every_event_of_the_model_has_a_sample()
    {
        var events = typeof(IEvent).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsAbstract);

        Assert.Equal(
            events.Select(type => type.FullName).Order(),
            SampleEvents.All.Select(sample => sample.Event.GetType().FullName).Order());
    }

    [Fact]
    public void An_unknown_event_is_not_exported()
    {
        var recorded = new RecordedEvent(Phone, 1, VirtualTime.Zero, new UnknownEvent());

        Assert.Throws<ArgumentOutOfRangeException>(() => Lines(recorded));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rows(recorded));
    }

    [Fact]
    public void Text_is_escaped_only_where_JSON_requires_it()
    {
        var paused = new ReleaseEvent.Paused("<\"Zoom\" & Zürich's \\ \n\u0001>");

        var line = Lines(new RecordedEvent(EntityId.Release("16.5.1-a"), 1, VirtualTime.Zero, paused));

        Assert.Contains("""{"cause":"<\"Zoom\" & Zürich's \\ \n\u0001>"}""", line, StringComparison.Ordinal);
        Assert.Contains("\"entity\":\"release-16.5.1-a\"", line, StringComparison.Ordinal);
        Assert.Equal(
            paused.Cause,
            JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("cause").GetString());
    }

    [Fact]
    public void A_field_with_a_comma_is_quoted_in_a_row()
    {
        var entity = new EntityId("one, \"two\"", -1);
        var row = Rows(new RecordedEvent(entity, 1, VirtualTime.Zero, new SigningEvent.SigningOutageStarted()));

        Assert.Contains(",0,\"one, \"\"two\"\"\",1,SigningOutageStarted,", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, "100")]
    [InlineData(12.5, "12.5")]
    [InlineData(0.25, "0.25")]
    [InlineData(0, "0")]
    [InlineData(33.333333, "33.33")]
    public void Percentages_have_two_decimals_at_most(double percent, string text) => Assert.Contains(
        $$"""{"percent":{{text}},"setBy":"rule"}""",
        Lines(new RecordedEvent(
            EntityId.Release("a"), 1, VirtualTime.Zero, new ReleaseEvent.Published(percent, RampSource.Rule))),
        StringComparison.Ordinal);

    [Fact]
    public void A_publication_says_how_devices_are_admitted_if_it_is_not_by_share() => Assert.Contains(
        """
        {"percent":100,"setBy":"rule","admission":"wariness","parameters":[{"name":"start-value","value":0.100000},{"name":"duration-seconds","value":172800.000000}]}
        """.Trim(),
        Lines(new RecordedEvent(
            EntityId.Release("a"), 1, VirtualTime.Zero, new ReleaseEvent.Published(100, RampSource.Rule)
            {
                Admission = new Wariness(0.1, TimeSpan.FromHours(48)),
            })),
        StringComparison.Ordinal);

    [Fact]
    public void Time_goes_on_over_midnight_and_a_start_in_another_zone_is_written_in_utc()
    {
        var text = Write(
            stream => new JsonLinesExport(stream, new(2023, 12, 31, 10, 0, 0, 500, TimeSpan.FromHours(-7))),
            [
                new(EntityId.Operator, 1, new(0), new SigningEvent.SigningOutageStarted()),
                new(EntityId.Operator, 2, new(25_199_499), new SigningEvent.SigningOutageEnded()),
                new(EntityId.Operator, 3, new(25_199_500), new SigningEvent.SigningOutageStarted()),
            ]);

        Assert.Equal(
            ["2023-12-31T17:00:00.500Z", "2023-12-31T23:59:59.999Z", "2024-01-01T00:00:00.000Z"],
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[7..31]));
    }

    [Fact]
    public void A_signal_of_an_old_journal_has_null_for_values_that_were_not_stored() => Assert.EndsWith(
        "\"why\":\"31 crashes\",\"hours\":null,\"baseCrashes\":null,\"baseHours\":null}}\n",
        Lines(new RecordedEvent(
            EntityId.CrashAnalytics, 1, VirtualTime.Zero,
            new AnalyticsEvent.RegressionDetected(
                "16.5.1-a", "safari", Platform.IPad, 31, 9.8, "31 crashes"))),
        StringComparison.Ordinal);

    [Fact]
    public void A_long_export_has_the_same_lines_as_single_exports()
    {
        RecordedEvent[] history =
        [
            .. Enumerable.Range(1, 5_000)
                .Select(seq => new RecordedEvent(Phone, seq, new(seq), new ReleaseEvent.Paused("because"))),
        ];

        Assert.Equal(string.Concat(history.Select(one => Lines(one))), Lines(history));
        Assert.Equal(5_001, Rows(history).Count(character => character == '\n'));
    }

    private static (IEvent Event, string Name, string Data) SampleOf(string type) =>
        SampleEvents.All.Single(sample => sample.Event.GetType().Name == type);

    private static string Lines(params RecordedEvent[] history) =>
        Write(stream => new JsonLinesExport(stream, Start), history);

    private static string Rows(params RecordedEvent[] history) =>
        Write(stream => new CsvExport(stream, Start), history);

    private static string Write(Func<Stream, IEventExport> open, RecordedEvent[] history)
    {
        using var stream = new MemoryStream();
        using var export = open(stream);
        foreach (var recorded in history)
            export.Write(recorded);
        export.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed record UnknownEvent : IEvent;
}
