using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RsrActors.Web.Tests;

/// <summary>What a person does with the page of a run that goes on.</summary>
[Collection(Stage.Name)]
public sealed class OrderTests(Stage stage)
{
    [SkippableFact]
    public async Task The_curve_grows_while_the_run_goes_on()
    {
        Stage.RequireBrowser();
        using var host = await ServedHost.Start(
            stage.Folder, 0, "tiny", "--out", "live", "--paused", "--speed", "max");
        await using var window = await stage.Open(host);
        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "1");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Resume run" }).ClickAsync();

        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "49");
        await Expect(window.Page.Locator("#run")).ToContainTextAsync("ended");
        Assert.Empty(window.Messages);
    }

    [SkippableFact]
    public async Task The_keyboard_alone_pauses_jumps_and_withdraws_and_the_curve_stops()
    {
        Stage.RequireBrowser();
        using var host = await ServedHost.Start(
            stage.Folder, 0, "tiny", "--out", "withdrawn", "--paused", "--speed", "max");
        await host.Order("/run:advance", """{"for":"8h"}""");
        await using var window = await stage.Open(host, "/releases/16.5.1-a");
        var (page, keys) = (window.Page, window.Page.Keyboard);

        await window.TabTo("Pause…");
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await keys.PressAsync("Enter");
        await keys.TypeAsync("calls from support");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("#said")).ToContainTextAsync("Accepted: pause 16.5.1-a: calls from support");

        await window.TabTo("Jump…");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("paused");

        await window.TabTo("Withdraw…");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("16.5.1");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Withdraw", Exact = true })).ToBeDisabledAsync();
        await keys.TypeAsync("-a");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Withdraw", Exact = true })).ToBeEnabledAsync();
        await keys.PressAsync("Tab");
        await keys.TypeAsync("web sites broke");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Space");
        await window.Picture("withdraw-question", isWhole: false);
        await keys.PressAsync("Enter");
        await Expect(page.Locator("#said")).ToContainTextAsync("Accepted: withdraw 16.5.1-a");

        var commands = (await host.Get("/journal/commands"))["items"]!.AsArray();
        Assert.Equal(["page", "page"], commands.Select(one => one!["issuedBy"]!.GetValue<string>()));
        await host.Order("/run:resume");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("withdrawn");
        var curve = page.Locator("[id='ramp-16.5.1-a']");
        await Expect(curve).ToHaveAttributeAsync("data-points", "49");
        Assert.StartsWith("0 ", await curve.GetAttributeAsync("data-last"), StringComparison.Ordinal);
        await window.Picture("withdrawn");
        await CurveStops(host);
    }

    [SkippableFact]
    public async Task A_page_over_a_kill_and_a_restart_lists_what_the_export_has()
    {
        Stage.RequireBrowser();
        using var first = await ServedHost.Start(
            stage.Folder, 0,
            "webkit-regression", "--devices", "200", "--days", "12", "--out", "killed", "--paused", "--speed", "3600");
        await first.Order("/run:advance", """{"for":"8d"}""");
        await using var window = await stage.Open(first, "/log");
        var listed = window.Page.Locator(".all-events li");
        await Expect(listed.Nth(4)).ToBeVisibleAsync();
        await first.Order("/run:resume");
        await Expect(window.Page.Locator("#run")).ToContainTextAsync("running");
        await first.Kill();
        await Expect(window.Page.Locator("body")).ToHaveAttributeAsync("data-connection", "lost");

        using var second = await ServedHost.Start(
            stage.Folder, first.Address.Port, "killed", "--paused", "--speed", "max");
        await second.Order("/releases/26.3.1-a:pause", """{"cause":"calls from support"}""");
        await second.Order("/run:resume");
        await Expect(window.Page.Locator("#run")).ToContainTextAsync("ended");

        var exported = await Exported(stage.Folder, "killed");
        await Expect(listed).ToHaveCountAsync(exported.Length);
        Assert.Equal(exported, await window.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.all-events li')].map(one => one.dataset.key).reverse()"));
        await window.Picture("log-after-a-kill");
    }

    /// <summary>
    /// Devices that had prepared the release when it was withdrawn still start with it, within a night; then its curve
    /// does not rise any more.
    /// </summary>
    private static async Task CurveStops(ServedHost host)
    {
        var withdrawn = (await host.Get("/releases/16.5.1-a/history"))["items"]!.AsArray()
            .First(one => one!["event"]!.GetValue<string>() == "ReleaseWithdrawn")!["ms"]!.GetValue<long>();
        var curves = await host.Get("/curves");
        var from = (int)(withdrawn / 3_600_000) + 8;
        var having = Enumerable.Range(0, curves["ms"]!.AsArray().Count).Select(hour =>
            curves["releases"]!.AsArray().Sum(one => one!["having"]![hour]!.GetValue<int>())).ToArray();
        Assert.True(having[from] > 0, "No device had it when it was withdrawn.");
        Assert.True(having[from..].Max() <= having[from], string.Join(" ", having));
    }

    private static async Task<string[]> Exported(string folder, string run)
    {
        var export = await ServedHost.Run(
            folder, "export", run, "--events",
            "ReleasePublished,RampAdvanced,RolloutHeld,RolloutDecided,ReleasePaused,ReleaseResumed,ReleaseWithdrawn,"
            + "ReleaseSuperseded,RingPromoted,RingHeld,CommandAccepted,SigningOutageStarted,SigningOutageEnded,"
            + "SigningPolicyChanged,RegressionDetected,AffectedApplicationsPublished,SecurityContentPublished");
        return
        [
            .. export.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!)
                .Select(one => $"{one["ms"]},{one["entity"]},{one["seq"]}"),
        ];
    }
}
