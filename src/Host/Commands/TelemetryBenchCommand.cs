using System.CommandLine;
using System.Globalization;
using RsrActors.Host.Benchmarks;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr bench telemetry</c>.</summary>
internal static class TelemetryBenchCommand
{
    public static Command Create(Option<int> threads, IAnsiConsole console)
    {
        var devices = BenchCommand.Count("--devices", "Devices of the fleet.", 200_000);
        var days = BenchCommand.Count("--days", "Virtual days.", 7);
        var repeat = BenchCommand.Count("--repeat", "Runs; the medians are printed, and the ratios of all runs.", 5);
        var command = new Command("telemetry", "What it costs to measure a served run at full speed.")
        {
            devices, days, threads, repeat,
        };
        command.SetAction(async (parsed, _) =>
        {
            var benchmark = new TelemetryBenchmark(
                parsed.GetValue(devices), parsed.GetValue(days), parsed.GetValue(threads));
            var runs = new List<BenchmarkFigures>();
            for (var i = 0; i < parsed.GetValue(repeat); i++)
                runs.Add(await benchmark.Run());
            var exit = BenchCommand.Print(runs, console);
            foreach (var (place, what) in (ReadOnlySpan<(int, string)>)[(1, "wall time"), (3, "processor time")])
            {
                var ratios = runs.Select(run => run.Lines[place].Ratio!.Value).Order()
                    .Select(ratio => ratio.ToString("0.000", CultureInfo.InvariantCulture));
                console.Profile.Out.Writer.WriteLine($"Ratios of {what}: {string.Join(", ", ratios)}");
            }

            return exit;
        });
        return command;
    }
}
