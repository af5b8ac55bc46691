using System.Text;
using System.Xml.Linq;
using RsrActors.Host.Tests.Laboratory.Pages;
using RsrActors.Laboratory.Pages;

namespace RsrActors.Host.Tests.Commands;

/// <summary><c>rsr report</c> with a page or plots: the report of one run to mail.</summary>
public sealed class ReportPageTests(TinyRun tiny) : IClassFixture<TinyRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_run_has_a_page_with_charts_and_the_tables_of_the_summary()
    {
        await Report("--format", "html", "--output", _place["run.html"]);
        await Report("--html", _place["again.html"]);

        var page = await File.ReadAllTextAsync(_place["run.html"]);
        ExperimentPageTests.AssertSelfContained(page);
        Assert.Equal(page, await File.ReadAllTextAsync(_place["again.html"]));
        Assert.Contains("<title>Adoption in tiny</title>", page, StringComparison.Ordinal);
        Assert.Contains("<title>Protection in tiny</title>", page, StringComparison.Ordinal);
        var summary = (await Workplace.RsrInProcess("report", tiny.Path)).Succeeds().Output.Split('\n');
        var tables = summary.SkipWhile(line => !line.StartsWith("Releases, in devices", StringComparison.Ordinal));
        Assert.All(tables, line => Assert.Contains(
            line.TrimEnd().Replace("'", "&#39;", StringComparison.Ordinal), page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_is_one_small_file_for_dark_and_light_screens_and_for_paper()
    {
        await Report("--html", _place["run.html"]);

        var page = await File.ReadAllTextAsync(_place["run.html"]);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 10_000, 300_000);
        Assert.Contains("@media screen and (prefers-color-scheme: dark)", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
        Assert.Contains($"Content-Security-Policy\" content=\"{HtmlPage.Policy}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plots_are_files_of_equal_bytes_for_equal_runs_and_are_those_of_the_page()
    {
        await _place.Simulate("same", "tiny");

        await Report("--plots", _place["plots"], "--html", _place["run.html"]);
        (await Workplace.RsrInProcess("report", _place["same"], "--plots", _place["again"])).Succeeds();

        var page = await File.ReadAllTextAsync(_place["run.html"]);
        foreach (var name in RunPlots.Names)
        {
            var plot = await File.ReadAllTextAsync(_place["plots", $"{name}.svg"]);
            Assert.Equal("svg", XDocument.Parse(plot).Root!.Name.LocalName);
            Assert.Equal(plot, await File.ReadAllTextAsync(_place["again", $"{name}.svg"]));
            Assert.Contains(plot, page, StringComparison.Ordinal);
        }

        Assert.Equal(RunPlots.Names.Length, Directory.GetFiles(_place["plots"]).Length);
    }

    [Theory]
    [InlineData("--html", "give another --html", "--html", "run.html")]
    [InlineData("--output", "give another --output", "--format", "html", "--output", "run.html")]
    public async Task A_page_that_exists_is_refused_with_the_option_that_named_it(
        string option, string message, params string[] options)
    {
        await File.WriteAllTextAsync(_place["run.html"], "mine");

        var refused = (await Workplace.RsrInProcess(
            ["report", tiny.Path, .. options[..^1], _place[options[^1]]])).IsRefused();

        Assert.Contains(message, refused, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(option, refused, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_place["run.html"]));
    }

    [Fact]
    public async Task Plots_do_not_replace_a_file_without_permission_and_then_nothing_is_written()
    {
        Directory.CreateDirectory(_place["plots"]);
        await File.WriteAllTextAsync(_place["plots", "protection.svg"], "mine");

        var message = (await Workplace.RsrInProcess(
            "report", tiny.Path, "--plots", _place["plots"], "--html", _place["run.html"])).IsRefused();

        Assert.Equal(
            $"{_place["plots", "protection.svg"]} exists. Give another folder with --plots, or --overwrite to replace it.",
            message);
        Assert.Equal(["plots", "plots/protection.svg"], _place.Entries());
        await Report("--plots", _place["plots"], "--overwrite");
        Assert.StartsWith(
            "<svg", await File.ReadAllTextAsync(_place["plots", "protection.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plots_are_not_written_into_a_run_directory() => Assert.Contains(
        "which holds the run's own files only",
        (await Workplace.RsrInProcess("report", tiny.Path, "--plots", Path.Combine(tiny.Path, "plots"))).IsRefused(),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_run_without_plots_has_a_page_and_the_command_says_that_there_are_no_plots()
    {
        const string Why = "--plots: this run has no response and no vulnerability, so it has no plot.";
        await _place.Simulate("run", "crowdstrike", new(["fleet.devices=200"]));

        var both = await Workplace.RsrInProcess(
            "report", _place["run"], "--plots", _place["plots"], "--html", _place["run.html"]);

        Assert.Equal((0, "", Why + "\n"), (both.ExitCode, both.Output, both.Errors));
        ExperimentPageTests.AssertSelfContained(await File.ReadAllTextAsync(_place["run.html"]));
        Assert.False(Directory.Exists(_place["plots"]));
        Assert.Equal(
            Why, (await Workplace.RsrInProcess("report", _place["run"], "--plots", _place["plots"])).IsRefused());
    }

    [Theory]
    [InlineData("--format is 'pdf'; it may be text, html.", "--format", "pdf")]
    [InlineData("--output is for a page; give --format html with it.", "--output", "x")]
    [InlineData(
        "--html FILE is short for --format html --output FILE; give one of the two.", "--html", "x", "--output", "y")]
    [InlineData(
        "--html FILE is short for --format html --output FILE; give one of the two.", "--html", "x", "--format", "text")]
    public async Task What_is_wrong_is_refused(string message, params string[] options) =>
        Assert.Equal(message, (await Workplace.RsrInProcess(["report", "nowhere", .. options])).IsRefused());

    private async Task Report(params string[] options) =>
        (await Workplace.RsrInProcess(["report", tiny.Path, .. options])).Succeeds();
}
