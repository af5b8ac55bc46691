using System.Collections.Immutable;
using System.Diagnostics;
using RsrActors.Host.Http;
using RsrActors.Host.Tests.Architecture;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Telemetry;

namespace RsrActors.Host.Tests.Http;

/// <summary>The transcript of docs/api.md: curl alone can do everything.</summary>
public sealed class ApiPageTests
{
    private const string Shell = "bash";

    private static readonly ImmutableArray<(string Command, ImmutableArray<string> Lines)> Transcript =
        [.. Read(Checkout.Read("docs", "api.md"))];

    /// <summary>A line of the page that ends with … is the beginning of the line that curl prints.</summary>
    [SkippableFact]
    public async Task Curl_prints_what_the_page_shows()
    {
        Skip.IfNot(Workplace.Has(Shell) && Workplace.Has("curl"), "There is no curl, or no bash.");
        await using var measured = await TelemetryRig.Start(
            with: settings => settings with { Heartbeat = TimeSpan.FromMilliseconds(50) });
        var rig = measured.Web;
        foreach (var (command, lines) in Transcript)
        {
            var printed = await Run(command, rig);
            Assert.True(
                lines.Length == printed.Length && lines.Zip(printed, IsAs).All(same => same),
                $"{command}\nprints\n{string.Join('\n', printed)}\nand the page has\n{string.Join('\n', lines)}");
        }
    }

    [Fact]
    public void The_page_uses_each_route() => Assert.All(
        ApiRoutes.All.Select(route => route.Path).Append("/events").Append("/curves"),
        path => Assert.Contains(Transcript, one => Uses(one.Command, path)));

    private static bool Uses(string command, string path)
    {
        var filled = path
            .Replace("{device}", "3", StringComparison.Ordinal)
            .Replace("{release}", "16.5.1-a", StringComparison.Ordinal)
            .Replace("{rule}", "all-at-once", StringComparison.Ordinal)
            .Replace("{ring}", "pilot", StringComparison.Ordinal);
        return command.Split(' ', '"', '?').Contains($"$API{filled}");
    }

    private static bool IsAs(string shown, string printed) =>
        shown.EndsWith('…') ? printed.StartsWith(shown[..^1], StringComparison.Ordinal) : shown == printed;

    private static async Task<string[]> Run(string command, HttpRig rig)
    {
        var start = new ProcessStartInfo(Shell)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["API"] = $"http://127.0.0.1:{rig.Server.EndPoint.Port}{ApiRoutes.Root}",
                ["TOKEN"] = HttpRig.Token,
                ["no_proxy"] = "*",
            },
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{Order()}\n{command}");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The shell function of the page that gives an order.</summary>
    private static string Order() => Checkout.Read("docs", "api.md").Split('\n')
        .First(line => line.StartsWith("order() {", StringComparison.Ordinal));

    private static IEnumerable<(string, ImmutableArray<string>)> Read(string page)
    {
        string? command = null;
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var line in page.Split('\n').Append("```"))
        {
            var isCommand = line.StartsWith("$ ", StringComparison.Ordinal);
            if (command is not null && (isCommand || line == "```"))
            {
                yield return (command, lines.DrainToImmutable());
                command = null;
            }

            if (isCommand)
                command = line[2..];
            else if (command is not null && line.Length > 0)
                lines.Add(line);
        }
    }
}
