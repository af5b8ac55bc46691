using System.Text.Json.Nodes;

namespace RsrActors.Host.Tests.Commands;

/// <summary>The report.json of a run directory.</summary>
internal static class ReportText
{
    public static JsonObject Of(string run) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(run, "report.json")))!.AsObject();

    /// <summary>The report without the figures of its execution.</summary>
    public static string HistoryOf(string run)
    {
        var report = Of(run);
        Assert.True(report.Remove("run"));
        return report.ToJsonString();
    }

    public static string HashOf(string run) => Of(run)["historyHash"]!.GetValue<string>();
}
