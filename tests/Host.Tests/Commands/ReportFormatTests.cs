using System.Text.Json.Nodes;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A run directory whose report an earlier version of the program wrote.</summary>
public sealed class ReportFormatTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Fact]
    public async Task A_report_of_an_earlier_version_is_refused_with_the_way_to_make_it_again()
    {
        var run = tiny.Place.CopyOf(tiny.Path, "old");
        var file = Path.Combine(run, "report.json");
        var report = ReportText.Of(run);
        foreach (var key in (string[])["format", "protection", "enforcements"])
            report.Remove(key);
        foreach (JsonObject release in report["releases"]!.AsArray().OfType<JsonObject>())
            release.Remove("offeredBy");
        await File.WriteAllTextAsync(file, report.ToJsonString());

        Assert.Equal(
            $"{file} has format 1, of another version of the program; this one reads format 2. "
            + $"Delete the file and make it again from the stored events: rsr resume {run}",
            (await Workplace.RsrInProcess("report", run)).IsRefused());

        // No other command needs the report, and the remedy in the message works.
        (await tiny.Place.Verify("old")).Succeeds();
        File.Delete(file);
        await tiny.Place.Resume("old");
        Assert.Equal(ReportText.HistoryOf(tiny.Path), ReportText.HistoryOf(run));
        (await Workplace.RsrInProcess("report", run)).Succeeds();
    }
}
