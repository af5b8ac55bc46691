using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace RsrActors.Web.Tests;

/// <summary>The page of a run that stands still: what it loads, shows and leaves alone.</summary>
[Collection(Stage.Name)]
public sealed class PageTests(Stage stage, ITestOutputHelper output)
{
    /// <summary>The most bytes of the first load, with the answers of the API.</summary>
    private const long FirstLoad = 300_000;

    public static TheoryData<string, string> Views => new()
    {
        { "overview", "/overview" },
        { "overview-at", "/overview?at=2026-03-31T12:00:00.000Z" },
        { "releases", "/releases" },
        { "release", "/releases/26.3.1-b" },
        { "rings", "/rings" },
        { "devices", "/devices?state=idle" },
        { "device", "/devices/42" },
        { "signing", "/signing" },
        { "analytics", "/analytics" },
        { "log", "/log" },
    };

    [SkippableFact]
    public async Task The_page_loads_without_a_message_of_the_console_from_no_other_host_in_less_than_300_kB()
    {
        await using var window = await stage.Open(stage.Host);
        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "480");

        Assert.Empty(window.Messages);
        Assert.All(window.Requests, address => Assert.StartsWith(stage.Host.Root, address, StringComparison.Ordinal));
        Assert.Single(window.Requests, address => address.Contains("/v1/events", StringComparison.Ordinal));
        var bytes = await window.Bytes();
        output.WriteLine($"The first load has {bytes} bytes in {window.Requests.Count} requests.");
        Assert.InRange(bytes, 20_000, FirstLoad);
        Assert.DoesNotContain("token", window.Page.Url, StringComparison.Ordinal);
    }

    /// <summary>All of axe's rules in light; in dark, those that depend on colours.</summary>
    [SkippableTheory]
    [MemberData(nameof(Views))]
    public async Task Each_view_is_accessible_in_light_and_dark_and_fits_into_400_pixels(string name, string view)
    {
        await using var window = await stage.Open(stage.Host, view);
        await window.Picture(name);
        var light = await Findings(window);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await window.Picture($"{name}-dark");
        var dark = await Findings(window, "color-contrast", "link-in-text-block");
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await window.Page.SetViewportSizeAsync(400, 900);
        await window.Picture($"{name}-400");

        Assert.Empty(light);
        Assert.Empty(dark);
        Assert.Empty(window.Messages);
        Assert.Equal(400, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [SkippableFact]
    public async Task Dark_colours_follow_the_system()
    {
        await using var window = await stage.Open(stage.Host, colours: ColorScheme.Dark);

        Assert.Equal("rgb(20, 22, 26)", await window.Page.EvaluateAsync<string>(
            "getComputedStyle(document.body).backgroundColor"));
    }

    [SkippableTheory]
    [InlineData("de-DE", "100,0\u00a0%", "128,0\u00a0GB")]
    [InlineData("en-US", "100.0%", "128.0\u00a0GB")]
    public async Task Numbers_have_the_form_of_the_readers_language(string language, string all, string bytes)
    {
        await using var window = await stage.Open(stage.Host, language: language);

        await Expect(window.Page.Locator(".tile", new() { HasText = "Managed" }).Locator(".value"))
            .ToHaveTextAsync(all);
        await window.Picture($"overview-{language}");
        await window.Page.GotoAsync($"{stage.Host.Root}#/devices/42");
        await Expect(window.Page.Locator("tr", new() { HasText = "All" }).Locator("td").First).ToHaveTextAsync(bytes);
    }

    [SkippableFact]
    public async Task Device_42_is_found_by_its_number_and_shows_its_history()
    {
        await using var window = await stage.Open(stage.Host, "/devices");
        await window.Page.GetByLabel("Number").FillAsync("42");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("device-0000042");

        var history = (await stage.Host.Get("/devices/42/history"))["items"]!.AsArray();
        await Expect(window.Page.Locator("section[aria-labelledby=h-history] .events li"))
            .ToHaveCountAsync(history.Count);
        foreach (var panel in new[] { "Content in use", "Volumes", "Tickets" })
            await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = panel })).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task An_address_with_a_moment_shows_the_numbers_of_that_moment()
    {
        const string At = "2026-03-31T12:00:00.000Z";
        var curves = await stage.Host.Get("/curves");
        var start = new DateTimeOffset(2026, 3, 17, 17, 0, 0, default);
        var hour = (int)(DateTimeOffset.Parse(At, null) - start).TotalHours;
        var having = curves["releases"]!.AsArray().Where(one => one!["release"]!.GetValue<string>() == "26.3.1-b")
            .Sum(one => one!["having"]![hour]!.GetValue<int>());

        await using var window = await stage.Open(stage.Host, $"/overview?at={At}");

        Assert.True(having > 0, "The moment says nothing.");
        await Expect(window.Page.Locator(".tile", new() { HasText = "Has 26.3.1-b" }).Locator(".value"))
            .ToHaveTextAsync($"{having}");
        await window.Page.GetByText("Back to now").ClickAsync();
        await Expect(window.Page.GetByText("Share analytics")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_page_that_asks_again_and_gets_the_same_changes_nothing()
    {
        await using var window = await stage.Open(stage.Host);
        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "480");
        var body = window.Page.Locator("body");
        await window.Page.EvaluateAsync("""
            () => new MutationObserver(all => window.changes += all.length).observe(document.getElementById("view"), {
              subtree: true, childList: true, attributes: true, characterData: true,
            })
            """);

        // The first round may overlap with what the page has asked when it was opened.
        for (var round = 0; round < 2; round++)
        {
            var drawn = await window.Page.EvaluateAsync<int>("""
                () => {
                  window.changes = 0;
                  document.dispatchEvent(new Event("visibilitychange"));
                  return Number(document.body.dataset.drawn);
                }
                """);
            await Expect(body).Not.ToHaveAttributeAsync("data-drawn", $"{drawn}");
        }

        Assert.Equal(0, await window.Page.EvaluateAsync<int>("window.changes"));
    }

    /// <summary>What axe finds, other than trifles.</summary>
    /// <param name="rules">Only these rules; all without one.</param>
    private static async Task<string[]> Findings(Window window, params string[] rules)
    {
        var options = new AxeRunOptions();
        if (rules.Length > 0)
            options.RunOnly = RunOnlyOptions.Rules(rules);
        return
        [
            .. (await window.Page.RunAxe(options)).Violations!
                .Where(found => found.Impact is "serious" or "critical" or "moderate")
                .Select(found =>
                    $"{found.Id} ({found.Impact}): {string.Join("; ", found.Nodes.Select(node => node.Html))}"),
        ];
    }
}
