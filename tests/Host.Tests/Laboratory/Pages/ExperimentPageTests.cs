using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RsrActors.Laboratory.Pages;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Tests.Laboratory.Pages;

/// <summary><c>report.html</c>: what a reader finds on it, and what it never has.</summary>
public sealed class ExperimentPageTests
{
    private const int MostBytes = 2_000_000;
    private const string Hostile = "<script>alert(1)</script> & \"quoted\" 'single' </td>";

    [Fact]
    public void A_page_is_well_formed_and_refers_to_nothing_outside()
    {
        var plan = PageSamples.Plan(6, "linear", "max-sprt", Hostile);

        AssertSelfContained(PageSamples.PageOf(plan, PageSamples.Rows(plan)));
    }

    [Fact]
    public void Equal_rows_give_equal_bytes()
    {
        var plan = PageSamples.Plan(6, "linear", "max-sprt");

        Assert.Equal(
            PageSamples.PageOf(plan, PageSamples.Rows(plan)),
            PageSamples.PageOf(PageSamples.Plan(6, "linear", "max-sprt"), PageSamples.Rows(plan)));
    }

    [Fact]
    public void Names_are_text_and_no_element()
    {
        var plan = PageSamples.Plan(3, "linear", Hostile);
        var page = PageSamples.PageOf(plan, PageSamples.Rows(plan));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains(Parse(page).Descendants("th"), cell => cell.Value == Hostile);
    }

    [Fact]
    public void A_page_says_question_design_results_and_how_to_repeat_it()
    {
        var plan = PageSamples.Plan(8, "linear", "max-sprt", "phased");
        var page = Parse(PageSamples.PageOf(plan, PageSamples.Rows(plan)));
        var text = page.Value;

        Assert.Contains("Which rule stops a harmful response?", text, StringComparison.Ordinal);
        Assert.Contains(
            "6 cells of the scenario halts, 8 replications of each: 48 runs, none failed.", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "devices-harmed, condition harmful, in devices (lower is better): phased (", text,
            StringComparison.Ordinal);
        Assert.Matches("The runs do not tell the cells apart in: .*devices-harmed, condition harmless", text);
        Assert.Contains("response: a condition", text, StringComparison.Ordinal);
        Assert.Contains("rsr experiment run ./experiment.hocon --out again", text, StringComparison.Ordinal);
        Assert.Contains(
            "rsr experiment rerun . --cell 'linear / harmful' --replication 1", text, StringComparison.Ordinal);
        Assert.Contains(
            "rsr run halts --seed 4744253937173237 \\\n  --devices 100 \\\n  --days 4 \\\n  --set 'rollout.over=1 d'"
                .Replace("4744253937173237", $"{SmallExperiments.RunAt(plan, 0).Seed}", StringComparison.Ordinal),
            text, StringComparison.Ordinal);
        Assert.Contains("Written by rsr 1.2.3.", text, StringComparison.Ordinal);
        Assert.All(
            page.Descendants("nav").Descendants("a"),
            link => Assert.Contains(
                page.Descendants("h2"),
                heading => $"#{heading.Attribute("id")?.Value}" == link.Attribute("href")!.Value));
    }

    [Fact]
    public void Every_chart_that_applies_is_drawn()
    {
        var plan = PageSamples.Plan(8, "linear", "max-sprt", "phased");
        string[] titles = [.. Titles(PageSamples.PageOf(plan, PageSamples.Rows(plan)))];

        Assert.Equal(6, titles.Count(title => title is "linear" or "max-sprt" or "phased"));
        Assert.Equal(
            [
                "Differences in devices-harmed, harmful", "Differences in exposed-hours, harmful",
                "Differences in exposed-hours, harmless", "Differences in false-halt, harmless",
                "Differences in halted-after, harmful", "Distribution of detected-after, harmful",
                "Distribution of halted-after, harmful", "Exposure against harm, harmful",
                "False halts, harmless, against delay, harmful", "Precision of devices-harmed, harmful",
                "Precision of exposed-hours, harmful", "Precision of exposed-hours, harmless",
                "Precision of false-halt, harmless", "Precision of halted-after, harmful",
            ],
            titles.Where(title => title.Contains(' ', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_that_failed_is_listed_with_its_reason()
    {
        var plan = PageSamples.Plan(3, "linear", "max-sprt");
        var rows = PageSamples.Rows(plan).SetItem(
            4, new(0, 2, SmallExperiments.RunAt(plan, 4).Seed, new RunOutcome.Failed("IOException: <disk> is full & gone")));
        var page = PageSamples.PageOf(plan, rows);

        AssertSelfContained(page);
        Assert.Contains(Parse(page).Descendants("td"), cell => cell.Value == "IOException: <disk> is full & gone");
        Assert.Contains("12 runs, 1 failed.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_experiment_without_a_finished_run_has_a_page_too(int replications)
    {
        var plan = PageSamples.Plan(replications, "linear", "max-sprt");

        AssertSelfContained(PageSamples.PageOf(
            plan,
            [
                .. PageSamples.Rows(plan).Select(row => row with { Outcome = new RunOutcome.Failed("It broke.") }),
            ]));
    }

    [Fact]
    public void One_cell_with_one_run_has_a_page_too()
    {
        var plan = PageSamples.Plan(1, "linear");

        AssertSelfContained(PageSamples.PageOf(plan, PageSamples.Rows(plan)));
    }

    [Fact]
    public void Forty_cells_of_a_hundred_runs_fit_into_two_megabytes()
    {
        var plan = PageSamples.Plan(100, [.. Enumerable.Range(1, 20).Select(rule => $"rule number {rule}")]);
        var page = PageSamples.PageOf(plan, PageSamples.Rows(plan));

        Assert.Equal(ExperimentView.MostCharted, plan.Cells.Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, MostBytes);
        Assert.Equal(40, Titles(page).Count(title => title.StartsWith("rule number", StringComparison.Ordinal)));
    }

    [Fact]
    public void More_cells_have_tables_and_no_charts()
    {
        var plan = PageSamples.Plan(2, [.. Enumerable.Range(1, 21).Select(rule => $"rule number {rule}")]);
        var page = PageSamples.PageOf(plan, PageSamples.Rows(plan));

        AssertSelfContained(page);
        Assert.Empty(Titles(page));
        Assert.Contains("more than 40 cells", page, StringComparison.Ordinal);
    }

    /// <summary>A page as XML, with nothing in it that a browser would load or run.</summary>
    internal static void AssertSelfContained(string page)
    {
        var root = Parse(page);
        string[] loading =
            ["script", "link", "img", "image", "iframe", "object", "embed", "base", "use", "audio", "video"];
        Assert.DoesNotContain(root.DescendantsAndSelf(), element => loading.Contains(element.Name.LocalName));
        Assert.All(root.DescendantsAndSelf().Attributes(), attribute =>
        {
            Assert.False(
                attribute.Name.LocalName is "src" or "srcset" or "style" or "data" or "action", $"{attribute}");
            Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal), $"{attribute}");
            if (attribute.Name.LocalName == "href")
                Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal);
        });
        var style = root.Descendants("style").Single().Value;
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.Contains($"content=\"{HtmlPage.Policy}\"", page, StringComparison.Ordinal);
    }

    private static ImmutableArray<string> Titles(string page)
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        return [.. Parse(page).Descendants(svg + "svg").Select(chart => chart.Element(svg + "title")!.Value)];
    }

    private static XElement Parse(string page)
    {
        using var reader = XmlReader.Create(
            new StringReader(page), new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }
}
