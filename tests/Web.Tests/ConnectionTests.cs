using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RsrActors.Web.Tests;

/// <summary>What the page does when answers do not come, when it is hidden, and when the run was begun again.</summary>
[Collection(Stage.Name)]
public sealed class ConnectionTests(Stage stage)
{
    [SkippableFact]
    public async Task An_order_without_an_answer_is_sent_again_with_the_same_key_and_cause()
    {
        Stage.RequireBrowser();
        using var host = await Serve("unanswered");
        await host.Order("/run:advance", """{"for":"8h"}""");
        await using var window = await stage.Open(host, "/releases/16.5.1-a");
        var (page, sent) = (window.Page, new ConcurrentQueue<string>());
        await page.RouteAsync("**/*:pause", async route =>
        {
            sent.Enqueue($"{route.Request.Headers["idempotency-key"]} {route.Request.PostData}");
            await (sent.Count > 2 ? route.ContinueAsync() : route.AbortAsync());
        });

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause…" }).ClickAsync();
        await page.GetByLabel("Why?").FillAsync("calls from support");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#said")).ToContainTextAsync("Pause 16.5.1-a: no answer has come");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();

        await Expect(page.Locator("#said")).ToContainTextAsync("Accepted: pause 16.5.1-a: calls from support");
        await Expect(page.Locator("#pending li")).ToContainTextAsync("pause 16.5.1-a: calls from support");
        Assert.Equal(3, sent.Count);
        Assert.Single(sent.Distinct());
        await host.Order("/run:advance", """{"for":"1h"}""");
        await Expect(page.Locator("#pending li")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task A_hidden_page_has_no_stream_and_catches_up_when_it_is_shown()
    {
        Stage.RequireBrowser();
        using var host = await Serve("hidden");
        await using var window = await stage.Open(host);
        await Hide(window.Page, true);
        await host.Order("/run:advance", """{"for":"48h"}""");

        await Hide(window.Page, false);

        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "49");
        Assert.Equal(2, window.Requests.Count(one => one.Contains("/v1/events", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task A_page_reads_all_again_when_its_run_was_begun_again()
    {
        Stage.RequireBrowser();
        using var first = await Serve("again");
        await first.Order("/run:resume");
        await using var window = await stage.Open(first);
        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "49");
        await first.Kill();

        using var second = await BeginAgain(first, "again");

        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "1");
    }

    [SkippableFact]
    public async Task A_page_tells_a_run_from_another_one_that_is_as_far()
    {
        Stage.RequireBrowser();
        using var first = await Serve("as-far");
        await using var window = await stage.Open(first);
        await window.Page.EvaluateAsync("document.body.dataset.before = ''");
        await first.Kill();

        using var second = await BeginAgain(first, "as-far");

        await Expect(window.Page.Locator("body:not([data-before])")).ToBeAttachedAsync();
        await Expect(window.Page.Locator("#adoption")).ToHaveAttributeAsync("data-points", "1");
    }

    private Task<ServedHost> Serve(string folder) =>
        ServedHost.Start(stage.Folder, 0, "tiny", "--out", folder, "--paused", "--speed", "max");

    private Task<ServedHost> BeginAgain(ServedHost killed, string folder) => ServedHost.Start(
        stage.Folder, killed.Address.Port, "tiny", "--out", folder, "--overwrite", "--paused", "--speed", "max");

    /// <summary>Tells the page that its tab is hidden or shown, as the browser does.</summary>
    private static async Task Hide(IPage page, bool isHidden) => await page.EvaluateAsync(
        """
        isHidden => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """,
        isHidden);
}
