using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RsrActors.Web.Tests;

/// <summary>What the page says about a run: what is to be decided, how far it is, what was signalled.</summary>
[Collection(Stage.Name)]
public sealed class StatusTests(Stage stage)
{
    private const int Hours = 130_000;

    [SkippableFact]
    public async Task Next_decision_names_each_release_that_waits_and_counts_the_others()
    {
        Stage.RequireBrowser();
        using var host = await ServedHost.Start(
            stage.Folder, 0, "a-year", "--devices", "60", "--out", "decisions", "--paused", "--speed", "max");
        await host.Order("/run:advance", """{"for":"85d"}""");
        await host.Order("/releases/16.6:pause", """{"cause":"calls about mail"}""");
        await host.Order("/run:advance", """{"for":"1m"}""");
        await host.Order("/releases/16.5:pause", """{"cause":"calls about maps"}""");
        await host.Order("/run:advance", """{"for":"1m"}""");

        await using var window = await stage.Open(host);

        var section = window.Page.Locator("section[aria-labelledby=h-next-decision]");
        await Expect(section.Locator("h3")).ToHaveTextAsync(["16.5 paused", "16.6 paused"]);
        await Expect(section).ToContainTextAsync("no device while it is paused");
        await Expect(section.GetByRole(AriaRole.Link, new() { Name = "1 other release" })).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task The_page_draws_a_curve_of_130_000_hours()
    {
        var having = string.Join(",", Enumerable.Range(0, Hours).Select(hour => hour % 60));
        var curves = $$"""
            {"ms":[{{string.Join(",", Enumerable.Range(0, Hours).Select(hour => hour * 3_600_000L))}}],
             "platforms":[{"platform":"iphone","devices":[{{string.Join(",", Enumerable.Repeat(60, Hours))}}],
              "protected":[{{having}}]}],
             "releases":[{"release":"26.3.1-b","platform":"iphone","having":[{{having}}],"browser":[{{having}}],
              "crashes":[{{having}}]}]}
            """;
        await using var window = await stage.Open(stage.Host, "/rings");
        await window.Page.RouteAsync("**/api/v1/curves**", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = curves,
        }));

        await window.Page.GotoAsync($"{stage.Host.Root}#/overview");

        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", $"{Hours}");
        Assert.Empty(window.Messages);
    }

    [SkippableFact]
    public async Task The_header_shows_what_is_simulated_when_the_run_lags_behind_its_clock()
    {
        var status = await stage.Host.Get("/run");
        var settled = status["settledMs"]!.GetValue<long>();
        status["phase"] = "running";
        status["nextDueMs"] = settled + 1000;
        status["clockMs"] = settled + 5 * 3_600_000;
        status["clock"] = status["settled"]!.GetValue<DateTimeOffset>().AddHours(5).ToString("O");
        await using var window = await stage.Open(stage.Host, "/rings");
        await window.Page.RouteAsync("**/api/v1/events**", route => route.FulfillAsync(new()
        {
            ContentType = "text/event-stream",
            Body = $"event: status\ndata: {status.ToJsonString()}\n\n",
        }));

        await window.Page.ReloadAsync();

        await Expect(window.Page.Locator("#run")).ToContainTextAsync(
            $"simulated up to {status["settled"]!.GetValue<DateTimeOffset>():yyyy-MM-dd HH:mm}");
        await Expect(window.Page.Locator("#run")).ToContainTextAsync("5 h behind the clock");
    }

    [SkippableFact]
    public async Task An_alarm_of_crash_analytics_is_on_the_ramp_and_in_the_history_of_its_release()
    {
        await using var window = await stage.Open(stage.Host, "/releases/26.3.1-a");

        await Expect(window.Page.Locator("section[aria-labelledby=h-ramp] .legend"))
            .ToContainTextAsync("alarm of crash analytics");
        await Expect(window.Page.Locator("section[aria-labelledby=h-history] .events"))
            .ToContainTextAsync("safari on iphone crashes more under 26.3.1-a");
    }
}
