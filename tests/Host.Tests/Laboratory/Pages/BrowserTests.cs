using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Host.Tests.Commands;
using RsrActors.Laboratory.Pages;

namespace RsrActors.Host.Tests.Laboratory.Pages;

/// <summary>A page in a real browser: Chromium draws it, and loads nothing for it.</summary>
public sealed partial class BrowserTests : IDisposable
{
    /// <summary>
    /// Added to a copy of the page: it writes into the page what the browser drew and loaded, and which texts of a
    /// chart lie on each other.
    /// </summary>
    private const string Probe = """
        <script>
        addEventListener("load", () => {
          const boxes = [...document.querySelectorAll("svg.chart")].map(c => c.getBoundingClientRect());
          const visible = boxes.filter(b => b.width > 200 && b.height > 60).length;
          const outside = boxes.filter(b => b.right > document.documentElement.clientWidth).length;
          let covered = "";
          for (const chart of document.querySelectorAll("svg.chart")) {
            const texts = [...chart.querySelectorAll("text")].map(t => ({ t, b: t.getBoundingClientRect() }));
            for (let i = 0; i < texts.length; i++)
              for (let j = 0; j < i; j++) {
                const [p, q] = [texts[i].b, texts[j].b];
                if (p.left + 1 < q.right && q.left + 1 < p.right && p.top + 3 < q.bottom && q.top + 3 < p.bottom)
                  covered += `${texts[i].t.lastChild.data} on ${texts[j].t.lastChild.data}; `;
              }
          }
          const loaded = performance.getEntriesByType("resource").length;
          document.body.innerHTML = `<p id="found">charts=${boxes.length} visible=${visible} outside=${outside} `
            + `loaded=${loaded} covered=[${covered}]</p>`;
        });
        </script>
        </body>
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableFact]
    public async Task All_charts_are_visible_no_label_covers_another_and_nothing_is_loaded()
    {
        var chromium = Chromium();
        var plan = PageSamples.Plan(
            9, "linear", "max-sprt", "ubuntu-phased", "windows-monitoring", "a rule whose name is rather long for a "
                + "chart");
        var page = PageSamples.PageOf(plan, PageSamples.Rows(plan))
            .Replace("<details>", "<details open=\"open\">", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_place["report.html"], page);
        await File.WriteAllTextAsync(
            _place["probe.html"],
            page.Replace(HtmlPage.Policy, HtmlPage.Policy + "; script-src 'unsafe-inline'", StringComparison.Ordinal)
                .Replace("</body>", Probe, StringComparison.Ordinal));

        Run(chromium, $"--screenshot={_place["report.png"]}", "--window-size=1200,9000", Address("report.html"));
        var found = Found().Match(Run(chromium, "--dump-dom", Address("probe.html")));

        Assert.True(new FileInfo(_place["report.png"]).Length > 100_000, "The screenshot is nearly empty.");
        Assert.True(found.Success, "The probe did not run.");
        var charts = int.Parse(found.Groups["charts"].Value, CultureInfo.InvariantCulture);
        Assert.InRange(charts, 15, 40);
        Assert.Equal($"{charts}", found.Groups["visible"].Value);
        Assert.Equal("0", found.Groups["outside"].Value);
        Assert.Equal("0", found.Groups["loaded"].Value);
        Assert.Equal("", found.Groups["covered"].Value);
    }

    private string Address(string file) => new Uri(_place[file]).AbsoluteUri;

    private string Run(string chromium, params string[] arguments) => _place.Execute(
        chromium,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            $"--user-data-dir={_place["profile"]}", "--virtual-time-budget=10000", .. arguments,
        ]).Output;

    private static string Chromium()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        var installed = names.FirstOrDefault(Workplace.Has);
        Skip.If(installed is null, "Chromium is not installed.");
        return installed!;
    }

    [GeneratedRegex(
        @"charts=(?<charts>\d+) visible=(?<visible>\d+) outside=(?<outside>\d+) loaded=(?<loaded>\d+) "
        + @"covered=\[(?<covered>.*?)\]")]
    private static partial Regex Found();
}
