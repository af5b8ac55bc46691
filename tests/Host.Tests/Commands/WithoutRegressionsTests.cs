using System.Text.Json.Nodes;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A run with a regression is compared with the same run without it.</summary>
[Trait("Length", "Long")]
public sealed class WithoutRegressionsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_comparison_equals_the_run_of_a_scenario_without_regressions()
    {
        await Simulate("with");
        await Simulate("without", "releases.\"26.3.1-a\".regressions=[]");

        var with = ReportText.Of(_place["with"]);
        var without = ReportText.Of(_place["without"]);
        var compared = with["withoutRegressions"]!;
        Assert.Null(without["withoutRegressions"]);
        Assert.Equal(ReportText.HashOf(_place["without"]), compared["historyHash"]!.GetValue<string>());
        Assert.Equal(without["events"]!.GetValue<long>(), compared["events"]!.GetValue<long>());
        foreach (var application in compared["applications"]!.AsArray())
        {
            var id = Text(application, "id");
            Assert.Equal(Number(without["crashes"]!["applications"], id), Number(application, "without"));
            Assert.Equal(Number(with["crashes"]!["applications"], id), Number(application, "with"));
            Assert.Equal(
                Number(application, "with") - Number(application, "without"), Number(application, "difference"));
        }

        var safari = compared["applications"]!.AsArray().Single(one => Text(one, "id") == "safari");
        Assert.True(Number(safari, "difference") > 0);
        Assert.Equal(
            without["crashes"]!["releases"]![0]!["falseAlarms"]!.ToJsonString(),
            compared["releases"]![0]!["falseAlarms"]!.ToJsonString());
    }

    [Fact]
    public async Task A_run_that_lost_its_report_makes_the_same_one_again_on_any_number_of_threads()
    {
        await Simulate("run");
        var report = ReportText.HistoryOf(_place["run"]);
        File.Delete(_place["run", "report.json"]);

        await _place.Resume("run", threads: 1);

        Assert.Equal(report, ReportText.HistoryOf(_place["run"]));
        Assert.Contains(
            "The same fleet without regressions", _place.Rsr("report", "run").Succeeds().Output,
            StringComparison.Ordinal);
        (await _place.Verify("run")).Succeeds();
    }

    private Task Simulate(string run, params ReadOnlySpan<string> settings) =>
        _place.Simulate(run, "webkit-regression", new([.. settings], Devices: "600", Days: "14"));

    private static string Text(JsonNode? node, string key) => node![key]!.GetValue<string>();

    private static long Number(JsonNode? node, string key) => node![key]?.GetValue<long>() ?? 0;
}
