using System.Collections.Immutable;
using System.CommandLine;
using RsrActors.Host.Benchmarks;
using RsrActors.Host.Executable;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary>
/// <c>rsr bench detection</c>: compares what the crash-analytics service detects with the exact values.
/// </summary>
internal static class DetectionCommand
{
    private const double LargestLimit = 1000;
    private const double MostPerDay = 100;

    public static Command Create(Option<int> threads, IAnsiConsole console)
    {
        var replicates = BenchCommand.Count(
            "--replicates", "Fleets for each rate ratio and each way of reporting.", 1_000);
        var limit = new Option<double>("--limit")
        {
            Description = $"Crashes expected when the surveillance ends; at most {LargestLimit}.",
            DefaultValueFactory = _ => 10,
        };
        var perDay = new Option<double>("--per-day")
        {
            Description = $"Crashes a day that are expected of a whole fleet; at most {MostPerDay}.",
            DefaultValueFactory = _ => 1,
        };
        var seed =
            new Option<ulong>("--seed")
            {
                Description = "The seed of all random numbers.",
                DefaultValueFactory = _ => 1,
            };
        var command = new Command(
            "detection",
            "False alarms, power and delay of the crash-analytics service, compared with the exact values.")
        {
            replicates, limit, perDay, seed, threads,
        };
        command.SetAction(async (parsed, _) =>
        {
            var (count, end, rate) = (parsed.GetValue(replicates), parsed.GetValue(limit), parsed.GetValue(perDay));
            RequireWithin("--limit", end, LargestLimit);
            RequireWithin("--per-day", rate, MostPerDay);

            var (lines, times) = await new DetectionBenchmark(
                count, parsed.GetValue(threads), end, rate, parsed.GetValue(seed)).Run();
            console.Profile.Out.Writer.WriteLine(
                $"{count:N0} replicates each, to {end:0.##} expected crashes at {rate:0.##} a day, "
                + $"seed {parsed.GetValue(seed)}");
            Print(lines, console);
            console.Profile.Out.Writer.WriteLine();
            return BenchCommand.Print([times], console);
        });
        return command;
    }

    private static void RequireWithin(string option, double value, double most)
    {
        if (!(value > 0 && value <= most))
            throw HostException.Refused($"{option} is {value}; it must be above 0 and at most {most}.");
    }

    private static void Print(ImmutableArray<DetectionLine> lines, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns("what", "observed", "exact", "deviation");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var line in lines)
            table.AddRow(line.What, line.Observed, line.Exact, line.Deviation);
        console.Write(table);
    }
}
