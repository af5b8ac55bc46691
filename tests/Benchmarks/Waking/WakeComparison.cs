using System.Text.Json;
using RsrActors.Host.Benchmarks;
using RsrActors.Host.Executable;
using Spectre.Console;

namespace RsrActors.Benchmarks.Waking;

/// <summary>
/// <c>wake</c>: all contenders in turn, several times, each time in a new process. Every result is checked before it
/// counts: no contender may do less work than the sequential loop of the same round.
/// </summary>
internal sealed class WakeComparison(IReadOnlyList<Contender> contenders, int entities, int threads, int repeat)
{
    /// <summary>The verb by which a comparison starts a contender's process.</summary>
    public const string Verb = "wake-one";

    private readonly Dictionary<Contender, List<(WakeResult Result, double Ratio)>> _results =
        contenders.ToDictionary(contender => contender, _ => new List<(WakeResult, double)>());

    public async Task Run(IAnsiConsole console)
    {
        for (var round = 1; round <= repeat; round++)
        {
            WakeResult? baseline = null;
            foreach (var contender in contenders)
            {
                Console.Error.WriteLine($"round {round} of {repeat}: {contender.Name}");
                if (await Measure(contender) is not { } result)
                    continue;
                baseline ??= result;
                Check(contender, result, baseline);
                _results[contender].Add((result, Rate(result) / Rate(baseline)));
            }
        }

        Print(console);
    }

    private async Task<WakeResult?> Measure(Contender contender)
    {
        var (exitCode, output) = await SameProgram.Run(
            [Verb, contender.Name, "--entities", $"{entities}", "--threads", $"{threads}"],
            threads == Environment.ProcessorCount ? null : threads); // Some contenders accept no other number.
        return exitCode == 0
            ? JsonSerializer.Deserialize<WakeResult?>(output)
            : throw new InvalidOperationException($"The process for {contender.Name} ended with exit code {exitCode}.");
    }

    private void Check(Contender contender, WakeResult result, WakeResult baseline)
    {
        var wakes = (long)entities * KernelBenchmark.WakesEach;
        if (result.Wakes != wakes)
            throw new InvalidOperationException(
                $"{contender.Name} has woken {result.Wakes} times, where {wakes} ought to be.");
        if (result.SumOfTimes is { } sum && sum != baseline.SumOfTimes)
            throw new InvalidOperationException(
                $"{contender.Name} has woken at other times than the loop: "
                + $"their sum is {sum}, not {baseline.SumOfTimes}.");
    }

    /// <summary>Wakes per second, without those of the start.</summary>
    private double Rate(WakeResult result) => (result.Wakes - entities) / result.Waking;

    private void Print(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns("who", "wakes/s", "ratio", "starts/s", "live B each", "resident B each");
        for (var column = 1; column < table.Columns.Count; column++)
            table.Columns[column].RightAligned();
        foreach (var contender in contenders)
        {
            if (_results[contender] is not [_, ..] results)
            {
                table.AddRow(contender.What, "not installed");
                continue;
            }

            table.AddRow(
                contender.What,
                $"{Median(one => Rate(one)):#,0}",
                $"{BenchmarkFigures.Median(results.Select(one => one.Ratio)):0.000}",
                $"{Median(one => entities / one.Starting):#,0}",
                results[0].Result.LiveBytes is null ? "" : $"{Median(one => one.LiveBytes!.Value):#,0}",
                $"{Median(one => one.ResidentBytes):#,0}");

            double Median(Func<WakeResult, double> figure) =>
                BenchmarkFigures.Median(results.Select(one => figure(one.Result)));
        }

        Console.Out.WriteLine(
            $"Median of {repeat}, {entities:N0} entities, {threads} threads, "
            + $"{Environment.ProcessorCount} processors, version {ProgramVersion.Text}");
        console.Write(table);
    }
}
