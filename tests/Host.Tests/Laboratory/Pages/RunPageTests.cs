using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using RsrActors.Host.Tests.Reports;
using RsrActors.Laboratory.Pages;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Laboratory.Pages;

/// <summary>The report of one run as a page: what it says about decisions, and that it stays small.</summary>
public sealed class RunPageTests
{
    private const int MostBytes = 300_000;
    private const string Hostile = "<script>alert(1)</script> & \"quoted\"";

    [Fact]
    public void The_timeline_has_each_decision_with_its_moment_its_source_and_its_reason()
    {
        var report = new HistoryInTheMaking().Enrol(0).Enrol(1).Publish("16.5.1-a")
            .At(12).To("16.5.1-a", new ReleaseEvent.RampAdvanced(25, RampSource.Rule))
            .At(24).To("16.5.1-a", new ReleaseEvent.RolloutDecided(
                "play-staged", "vitals", "halt", "too many crashes", [new("crashes", 12), new("ratio", 3.5)]))
            .To("16.5.1-a", new ReleaseEvent.Paused("too many crashes"))
            .At(30).Detect("16.5.1-a", "safari", Platform.IPhone, 7, 0.5)
            .At(36).Happen(EntityId.Operator, new OperatorEvent.CommandAccepted(
                new OperatorCommand.Withdraw("16.5.1-a", "web sites broke", true), "page"))
            .To("16.5.1-a", new ReleaseEvent.Withdrawn("web sites broke", true))
            .ReportAfter(48);

        var rows = Parse(RunPage.Of(report)).Descendants("tr")
            .Select(row => row.Elements().Select(cell => cell.Value).ToArray()).ToArray();

        Assert.Contains<string[]>(["0", "16.5.1-a", "published at 100 %", "rule", ""], rows);
        Assert.Contains<string[]>(["0.5", "16.5.1-a", "ramped to 25 %", "rule", ""], rows);
        Assert.Contains<string[]>(
            ["1", "16.5.1-a", "decided: halt", "play-staged, vitals", "too many crashes (crashes 12, ratio 3.5)"], rows);
        Assert.Contains<string[]>(["1", "16.5.1-a", "paused", "", "too many crashes"], rows);
        Assert.Contains<string[]>(
            [
                "1.25", "16.5.1-a", "alarm", "crash-analytics", "safari on iphone: too many (crashes 7, expected 0.5)",
            ],
            rows);
        Assert.Contains<string[]>(
            [
                "1.5", "16.5.1-a", "ordered", "page",
                "withdraw 16.5.1-a and remove it from devices: web sites broke",
            ],
            rows);
        Assert.Contains<string[]>(
            ["1.5", "16.5.1-a", "withdrawn, and removed from devices", "", "web sites broke"], rows);
    }

    [Fact]
    public void A_run_with_orders_to_single_devices_does_not_promise_the_same_history()
    {
        var history = new HistoryInTheMaking().Enrol(0).Publish("16.5.1-a")
            .At(12).Happen(EntityId.Operator, new OperatorEvent.CommandAccepted(
                new OperatorCommand.Publish("16.5.1-a", 100), "script"));
        const string Same = "The new run has the history hash that is stated above.";
        Assert.Contains(Same, RunPage.Of(history.ReportAfter(24)), StringComparison.Ordinal);

        history.At(24)
            .Happen(EntityId.Operator, new OperatorEvent.CommandAccepted(
                new OperatorCommand.Unplug(0, TimeSpan.FromDays(2)), "api"))
            .Happen(EntityId.Operator, new OperatorEvent.CommandAccepted(
                new OperatorCommand.Pause("16.5.1-a", "calls"), "page"));
        var report = history.ReportAfter(48);

        Assert.Equal([KeyValuePair.Create("api", 1L), KeyValuePair.Create("page", 1L)], report.LiveOrders!);
        var page = RunPage.Of(report);
        Assert.DoesNotContain(Same, page, StringComparison.Ordinal);
        Assert.Contains(
            "This run was given 2 orders while it went on. The new run has none of them, so it has another history.",
            page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fleet_of_an_inventory_has_its_platforms_and_those_in_contact()
    {
        var page = Parse(RunPage.Of(ContactReportTests.Away()));
        var rows = page.Descendants("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray()).ToArray();

        Assert.Contains(
            page.Descendants("li"),
            item => item.Value == "95 % of the 4,001 eligible devices that were in contact at the start had 16.5.1-c "
                + "3 d 1 h after its publication.");
        Assert.Contains<string[]>(
            ["iphone, eligible and in contact", "4,001", "4,000", "> 99.9 %", "9 h", "10 h", "3 d 1 h", "3 d 7 h"], rows);
        Assert.Contains<string[]>(["mac-intel, eligible and in contact", "1,100", "900", "81.8 %", "200", "1,100", "100.0 %"], rows);
        Assert.DoesNotContain(
            "eligible and in contact", RunPage.Of(Reports.SummaryTests.Sample()), StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_that_have_a_response_from_the_start_add_up_with_those_that_got_it()
    {
        var away = ContactReportTests.Away();
        var released = away.Releases[1] with { Activated = 6_731, ActiveFromStart = 759, ActiveNow = 7_490 };
        var page = Parse(RunPage.Of(away with { Releases = [away.Releases[0], released] }));

        Assert.Contains(
            page.Descendants("li"),
            item => item.Value.EndsWith(
                ", became active on 6,731 devices, was active from the start on 759, and is active on 7,490 at the end.",
                StringComparison.Ordinal));
        Assert.Contains(
            page.Descendants("p"),
            one => one.Value == "About people is assumed: 33 % of laptops closed at night, 85 % charged at night, "
                + "7 time zones, UTC-8 to UTC+9.");
        Assert.Contains(
            page.Descendants("p"),
            one => one.Value == "Of those that are not protected 1,500 were silent at the start, and 1,400 of these are "
                + "on a build that the response is for.");
    }

    [Fact]
    public void Many_steps_of_a_ramp_are_one_row()
    {
        var history = new HistoryInTheMaking().Enrol(0).Publish("16.5.1-a");
        for (var hour = 1; hour <= 24; hour++)
            history.At(hour).To("16.5.1-a", new ReleaseEvent.RampAdvanced(4 * hour, RampSource.Rule));

        var page = Parse(RunPage.Of(history.ReportAfter(48)));

        Assert.Contains(page.Descendants("td"), cell => cell.Value == "ramped in 24 steps from 4 % to 96 %");
    }

    [Fact]
    public void The_ramp_is_zero_while_it_is_paused_and_after_its_withdrawal()
    {
        var report = new HistoryInTheMaking().Enrol(0).Publish("16.5.1-a")
            .At(10).To("16.5.1-a", new ReleaseEvent.Paused("why"))
            .At(20).To("16.5.1-a", new ReleaseEvent.Resumed("why"))
            .At(30).To("16.5.1-a", new ReleaseEvent.Withdrawn("why", false))
            .ReportAfter(40);

        var plot = RunPlots.Of(report).Single(one => one.Name == "ramp").Svg;

        Assert.Contains("16.5.1-a: 0 % at the end", plot, StringComparison.Ordinal);
        var path = XDocument.Parse(plot).Descendants().Single(
            one => one.Name.LocalName == "path" && one.Attribute("stroke-width")?.Value == "1.8");
        Assert.Equal(1 + 4 * 2 + 1, path.Attribute("d")!.Value.Split('M', 'L').Length - 1);
    }

    [Fact]
    public void Protection_is_drawn_for_the_fleet_and_for_each_platform()
    {
        var report = new HistoryInTheMaking().Enrol(0).Enrol(1, Platform.IPad).Publish("16.5.1-a")
            .At(1).Activate(0, "16.5.1-a").ReportAfter(4);

        Assert.Equal([0, 1, 1, 1, 1], report.Adoption.Select(hour => hour.Protected!.GetValueOrDefault("iphone")));
        Assert.Equal(report.ProtectedByHour, report.Adoption.Select(hour => (int)hour.Protected!.Values.Sum()));
        Assert.Contains(
            "fleet: 50 % at the end; ipad: 0 % at the end; iphone: 100 % at the end",
            RunPlots.Of(report).Single(one => one.Name == "protection").Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_and_names_are_text_and_no_element()
    {
        var report = new HistoryInTheMaking().Enrol(0).Publish("16.5.1-a")
            .At(1).To("16.5.1-a", new ReleaseEvent.Paused(Hostile)).ReportAfter(4) with { Scenario = Hostile };

        var page = RunPage.Of(report);

        ExperimentPageTests.AssertSelfContained(page);
        Assert.Contains(Parse(page).Descendants("td"), cell => cell.Value == Hostile);
    }

    [Fact]
    public void A_page_of_ten_years_with_a_hundred_responses_and_ten_thousand_decisions_is_under_300_kilobytes()
    {
        var report = Large();

        var page = RunPage.Of(report);

        ExperimentPageTests.AssertSelfContained(page);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), MostBytes / 3, MostBytes);
    }

    [Fact]
    public void A_run_without_a_response_has_a_page_without_plots()
    {
        var report = new HistoryInTheMaking().Enrol(0).ReportAfter(4);

        Assert.Empty(RunPlots.Of(report));
        ExperimentPageTests.AssertSelfContained(RunPage.Of(report));
    }

    private static Report Large()
    {
        var report = new HistoryInTheMaking().Enrol(0).Enrol(1, Platform.IPad).Publish("16.5.1-a")
            .At(1).Activate(0, "16.5.1-a").At(2).To("16.5.1-a", new ReleaseEvent.Paused("why")).ReportAfter(4);
        ImmutableArray<ReleaseFigures> releases =
            [.. Enumerable.Range(0, 100).Select(i => report.Releases[0] with { Id = $"a-response-with-a-name-{i}" })];
        var active = releases.ToImmutableSortedDictionary(one => one.Id, one => 10_000L, StringComparer.Ordinal);
        var reason = string.Concat(Enumerable.Repeat("a very long reason ", 500));
        return report with
        {
            Devices = 1_000_000,
            Releases = releases,
            Adoption =
            [
                .. Enumerable.Range(0, 10 * 365 * 24).Select(hour => report.Adoption[^1] with
                {
                    Ms = hour * 3_600_000L,
                    Base = hour,
                    Active = active,
                }),
            ],
            Decisions =
            [
                .. Enumerable.Range(0, 10_000).Select(i => report.Decisions[^1] with
                {
                    Seconds = i,
                    About = releases[i % 100].Id,
                    Why = reason,
                }),
            ],
        };
    }

    private static XElement Parse(string page) =>
        XElement.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]);
}
