using System.CommandLine;
using RsrActors.Host.Benchmarks;
using RsrActors.Host.Executable;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr bench import</c>: what the import of a list of devices costs.</summary>
internal static class ImportBenchCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var rows = BenchCommand.Count("--rows", "Devices in each file.", 1_000_000);
        var repeat = BenchCommand.Count("--repeat", "Runs; the medians are printed.", 5);
        // The measured process gets these two.
        var file = new Option<string?>("--file") { Hidden = true };
        var way = new Option<string>("--way") { Hidden = true, DefaultValueFactory = _ => ImportBenchmark.Ways[0] };
        way.AcceptOnlyFromAmong(ImportBenchmark.Ways);
        var command = new Command(
            "import", "Lists of devices imported from CSV and JSON, compared with the libraries alone.")
        {
            rows, repeat, file, way,
        };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(file) is not { } measured)
            {
                return await BenchCommand.Repeat(
                    parsed.GetValue(repeat), new ImportBenchmark(parsed.GetValue(rows)).Run, console);
            }

            ImportBenchmark.Measure(measured, parsed.GetValue(way)!, parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return command;
    }
}
