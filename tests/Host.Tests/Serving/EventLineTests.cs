using System.Text;
using RsrActors.Host.Live;
using RsrActors.Host.Tests.Reports;
using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Tests.Serving;

public sealed class EventLineTests
{
    private static readonly DateTimeOffset Start = new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, SampleEvents.All.Length)];

    [Theory, MemberData(nameof(Samples))]
    public void An_event_as_json_is_the_line_of_the_export(int sample)
    {
        var recorded = Recorded(SampleEvents.All[sample].Event);
        using var stream = new MemoryStream();
        using var export = new JsonLinesExport(stream, Start);
        export.Write(recorded);
        export.Flush();

        var line = EventLine.Of(recorded, Start, asJson: true);

        Assert.True(line.IsJson);
        Assert.Equal(Encoding.UTF8.GetString(stream.ToArray()), line.Content + "\n");
    }

    [Theory, MemberData(nameof(Samples))]
    public void Every_event_has_a_line_for_people(int sample)
    {
        var (happened, name, _) = SampleEvents.All[sample];

        var line = EventLine.Of(Recorded(happened), Start, asJson: false).Content;

        Assert.StartsWith($"2023-07-10T17:00:45.250Z  device-0000042  {name}", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void An_event_for_people_has_short_digests_and_sentences_in_quotes()
    {
        var digest = Digest.Parse(new string('a', 96));

        Assert.EndsWith(
            "TicketIssued  release=16.5.1-a manifestDigest=aaaaaaaaaaaa… reused=false",
            EventLine.Of(
                Recorded(new DeviceEvent.TicketIssued("16.5.1-a", digest, false)), Start, asJson: false).Content,
            StringComparison.Ordinal);
        Assert.EndsWith(
            """ReleaseWithdrawn  cause="web sites \"broke\"" removeFromDevices=true""",
            EventLine.Of(
                Recorded(new ReleaseEvent.Withdrawn("web sites \"broke\"", true)), Start, asJson: false).Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_for_people_has_lists_and_objects_in_brackets()
    {
        Assert.EndsWith(
            "ResponsesRemoved  releases=[16.5.1-a,16.5.1-c] osBuild=20F75",
            EventLine.Of(
                Recorded(new DeviceEvent.ResponsesRemoved(["16.5.1-a", "16.5.1-c"], "20F75")), Start,
                asJson: false).Content,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "ManagementChanged  managed={allowInstallation=true,allowRemoval=false}",
            EventLine.Of(Recorded(new DeviceEvent.ManagementChanged(new(true, false))), Start, asJson: false).Content,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "  NonceRolled",
            EventLine.Of(Recorded(new DeviceEvent.NonceRolled()), Start, asJson: false).Content,
            StringComparison.Ordinal);
    }

    private static RecordedEvent Recorded(IEvent happened) => new(EntityId.Device(42), 7, new(45_250), happened);
}
