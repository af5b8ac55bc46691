using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RsrActors.Web.Tests;

/// <summary>
/// A browser for all tests, and a host that several of them look at: the scenario with rings and crash analytics, which
/// stands still on its twentieth day.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>One stage for all classes of the project.</summary>
    public const string Name = "A browser and a host";

    private const string Chromium = "/usr/bin/chromium";
    private const float LongestWait = 60_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rsr-page-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ServedHost? _host;

    /// <summary>The folder in which hosts run.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>The host that stands still.</summary>
    internal ServedHost Host
    {
        get
        {
            RequireBrowser();
            return _host!;
        }
    }

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        Assertions.SetDefaultExpectTimeout(LongestWait);
        var serving = ServedHost.Start(
            Folder, 0, "rings", "--devices", "600", "--out", "rings", "--paused", "--speed", "max");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu"],
            Timeout = 60_000,
        });
        _host = await serving;
        await _host.Order("/run:advance", """{"for":"20d"}""");
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _host?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A window of the browser with a page of a host.</summary>
    /// <param name="view">What follows the #.</param>
    internal async Task<Window> Open(
        ServedHost host, string view = "/overview", int width = 1280, ColorScheme colours = ColorScheme.Light,
        string language = "en-GB")
    {
        RequireBrowser();
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = colours,
            Locale = language,
        });
        context.SetDefaultTimeout(LongestWait);
        var window = new Window(context, await context.NewPageAsync());
        await window.Page.GotoAsync($"{host.Address}#{view}");
        await window.Shows(view);
        return window;
    }

    internal static void RequireBrowser() => Skip.IfNot(File.Exists(Chromium), $"There is no {Chromium}.");
}

/// <summary>Makes the stage the same for all classes, whose tests run one after the other.</summary>
[CollectionDefinition(Stage.Name)]
public sealed class StageOfAll : ICollectionFixture<Stage>;

/// <summary>A window of the browser: what it asked for, and what its console says.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<Task<long>> _sizes = [];

    public Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Messages.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Messages.Enqueue($"error: {error}");
        page.Request += (_, request) => Requests.Enqueue(request.Url);
        page.RequestFinished += (_, request) => _sizes.Enqueue(SizeOf(request));
    }

    public IPage Page { get; }

    /// <summary>All that the console says.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    /// <summary>The addresses of all requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Bytes of all responses that have ended, with their headers.</summary>
    public async Task<long> Bytes() => (await Task.WhenAll(_sizes)).Sum();

    /// <summary>Waits until a view is drawn.</summary>
    public async Task Shows(string view)
    {
        var name = view.Trim('/').Split('/', '?')[0];
        await Assertions.Expect(Page.Locator("body")).ToHaveAttributeAsync("data-view", name);
    }

    /// <summary>Writes a picture of the page into the folder of the tests.</summary>
    /// <param name="isWhole">Whether it has all of the page, or what is visible.</param>
    public async Task Picture(string name, bool isWhole = true)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "screenshots");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = isWhole });
    }

    /// <summary>Presses the tabulator key until the element with this name has the focus.</summary>
    public async Task TabTo(string name)
    {
        const int Most = 200;
        for (var i = 0; i < Most; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<string>("document.activeElement.textContent.trim()") == name)
                return;
        }

        Assert.Fail($"The tabulator key does not lead to '{name}'.");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static async Task<long> SizeOf(IRequest request)
    {
        try
        {
            var sizes = await request.SizesAsync();
            return sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }
        catch (PlaywrightException)
        {
            return 0; // The stream ends with the page.
        }
    }
}
