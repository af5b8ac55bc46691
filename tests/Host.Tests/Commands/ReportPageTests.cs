using RsrActors.Host.Tests.Laboratory.Pages;

namespace RsrActors.Host.Tests.Commands;

/// <summary><c>rsr report --format html</c>: the report of one run as a page.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_run_has_a_page_with_a_chart_and_the_tables_of_the_summary()
    {
        await _place.Simulate("run", "tiny");

        (await Workplace.RsrInProcess("report", _place["run"], "--format", "html", "--output", _place["run.html"]))
            .Succeeds();
        (await Workplace.RsrInProcess("report", _place["run"], "--format", "html", "--output", _place["again.html"]))
            .Succeeds();

        var page = await File.ReadAllTextAsync(_place["run.html"]);
        ExperimentPageTests.AssertSelfContained(page);
        Assert.Equal(page, await File.ReadAllTextAsync(_place["again.html"]));
        Assert.Contains("<title>Adoption in tiny</title>", page, StringComparison.Ordinal);
        var summary = (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output.Split('\n');
        var tables = summary.SkipWhile(line => !line.StartsWith("Releases, in devices", StringComparison.Ordinal));
        Assert.All(tables, line => Assert.Contains(
            line.TrimEnd().Replace("'", "&#39;", StringComparison.Ordinal), page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--format is 'pdf'; it may be text, html.", "--format", "pdf")]
    [InlineData("--output is for a page; give --format html with it.", "--output", "x")]
    public async Task What_is_wrong_is_refused(string message, params string[] options) =>
        Assert.Equal(message, (await Workplace.RsrInProcess(["report", "nowhere", .. options])).IsRefused());
}
