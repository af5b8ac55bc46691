using System.Text;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;
using RsrActors.Reports.Numbers;

namespace RsrActors.TestKit;

/// <summary>Histories as text for people: the lines of an export.</summary>
internal static class HistoryText
{
    public static string Of(IEnumerable<RecordedEvent> events, Scenario scenario)
    {
        using var lines = new MemoryStream();
        using (var export = new JsonLinesExport(lines, scenario.Start))
        {
            foreach (var happened in events)
                export.Write(happened);
            export.Flush();
        }

        return Encoding.UTF8.GetString(lines.ToArray()).TrimEnd('\n');
    }

    public static string OfMoment(VirtualTime moment, Scenario scenario) =>
        Encoding.ASCII.GetString(new InstantText(scenario.Start).Of(moment));
}
