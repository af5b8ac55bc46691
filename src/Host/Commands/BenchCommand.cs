using System.CommandLine;
using RsrActors.Host.Benchmarks;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Scenarios;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr bench</c>: the benchmarks whose results are committed in docs/benchmarks.md.</summary>
internal static class BenchCommand
{
    private const int ChartWidth = 100;
    private const int MostOfAll = 9_999_999; // A fleet has no more devices.

    public static Command Create(IAnsiConsole console)
    {
        var threads = RunCommand.Threads();
        var repeat = Count("--repeat", "Runs; the medians are printed.", 5);
        var entities = Count("--entities", "Actors that are woken.", 100_000);
        var events = Count("--events", "Events that are stored.", 1_000_000);

        var kernel = new Command("kernel", "Waking and PHOLD, compared with a sequential loop.")
        {
            entities, threads, repeat,
        };
        kernel.SetAction((parsed, _) => Repeat(
            parsed.GetValue(repeat), new KernelBenchmark(parsed.GetValue(entities), parsed.GetValue(threads)).Run,
            console));
        var connection = StorageOptions.Connection();
        var journal = new Command("journal", "Events through the journal, compared with raw inserts.")
        {
            events, threads, repeat, connection,
        };
        journal.SetAction((parsed, _) => Repeat(
            parsed.GetValue(repeat),
            new JournalBenchmark(
                parsed.GetValue(events), parsed.GetValue(threads),
                PostgresConnection.FindAny(parsed.GetValue(connection))).Run,
            console));
        var count = Count("--tickets", "Tickets; fewer with slow algorithms.", 50_000);
        var tickets = new Command("tickets", "Signing and verifying with each algorithm.") { count, threads, repeat };
        tickets.SetAction((parsed, _) => Repeat(
            parsed.GetValue(repeat), new TicketBenchmark(parsed.GetValue(count), parsed.GetValue(threads)).Run,
            console));
        return new Command("bench", "Benchmarks.")
        {
            kernel, journal, Fleet(threads, console), Memory(threads, console), tickets,
            DetectionCommand.Create(threads, console), ServedBenchCommands.Console(threads, console),
            ServedBenchCommands.Api(threads, console), ExperimentBenchCommand.Create(console),
            ImportBenchCommand.Create(console), TelemetryBenchCommand.Create(threads, console),
            ValidityCommand.Create(console),
        };
    }

    /// <summary>An option that is a number of things, at least one.</summary>
    /// <param name="usual">Without the option.</param>
    internal static Option<int> Count(string name, string description, int usual, int most = MostOfAll)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        RunCommand.RequireRange(option, 1, most);
        return option;
    }

    private static Command Fleet(Option<int> threads, IAnsiConsole console)
    {
        var scenario = Scenario("rsr-16.5.1-a");
        var devices = new Option<int[]>("--devices")
        {
            Description = "Fleet sizes; may be repeated.",
            DefaultValueFactory = _ => [10_000, 100_000, 1_000_000],
        };
        var days = new Option<int[]>("--days")
        {
            Description = "Durations; may be repeated.",
            DefaultValueFactory = _ => [14],
        };
        var repeat = Count("--repeat", "Runs of each; the medians are printed.", 3);
        var beside = new Option<bool>("--without-analytics")
        {
            Description = "Run each without crash analytics too; the ratio is the cost of analytics.",
        };
        var command = new Command("fleet", "Whole runs, each size with each duration.")
        {
            scenario, devices, days, threads, repeat, beside,
        };
        command.SetAction((parsed, _) => Repeat(
            parsed.GetValue(repeat),
            new FleetBenchmark(
                parsed.GetValue(scenario)!, parsed.GetValue(devices)!, parsed.GetValue(days)!, parsed.GetValue(threads),
                parsed.GetValue(beside)).Run,
            console));
        return command;
    }

    private static Command Memory(Option<int> threads, IAnsiConsole console)
    {
        var scenario = Scenario("a-year");
        var devices = new Option<string?>("--devices") { Description = "Another number of devices." };
        var days = new Option<string?>("--days") { Description = "Another duration, in days." };
        var command = new Command("memory", "Resident memory over the virtual days of one run.")
        {
            scenario, devices, days, threads,
        };
        command.SetAction(async (parsed, _) =>
        {
            var overrides = new ScenarioOverrides([], null, parsed.GetValue(devices), parsed.GetValue(days));
            var reading = ScenarioLibrary.Installed.Require(parsed.GetValue(scenario)!, overrides);
            RunCommand.RequireEnd(reading.Scenario, "rsr bench memory", "Give --days.");
            var (curve, figures) = await new MemoryBenchmark(reading, parsed.GetValue(threads)).Run();
            console.Profile.Out.Writer.WriteLine(
                $"Memory of {reading.Scenario.Name} with {reading.Scenario.Fleet.Devices:N0} devices, "
                + "over days: m resident, l left by the collector");
            console.Profile.Out.Writer.WriteLine();
            console.Profile.Out.Writer.WriteLine(
                string.Join(Environment.NewLine, ["```", .. curve.Draw(ChartWidth), "```"]));
            console.Profile.Out.Writer.WriteLine();
            return Print([figures], console);
        });
        return command;
    }

    private static Option<string> Scenario(string usual) => new("--scenario")
    {
        Description = "A name that 'rsr scenarios' lists, or a file.",
        DefaultValueFactory = _ => usual,
    };

    internal static async Task<int> Repeat(int times, Func<Task<BenchmarkFigures>> benchmark, IAnsiConsole console)
    {
        var runs = new List<BenchmarkFigures>();
        for (var i = 0; i < Math.Max(1, times); i++)
            runs.Add(await benchmark());
        return Print(runs, console);
    }

    internal static int Print(List<BenchmarkFigures> runs, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns("what", "median", "unit", "ratio");
        table.Columns[1].RightAligned();
        table.Columns[3].RightAligned();
        foreach (var line in BenchmarkFigures.Median(runs).Lines)
            table.AddRow(line.What, $"{line.Value:#,0.##}", line.Unit, line.Ratio is { } ratio ? $"{ratio:0.00}" : "");
        console.Profile.Out.Writer.WriteLine(
            $"Median of {runs.Count}, {Environment.ProcessorCount} processors, version {ProgramVersion.Text}");
        console.Write(table);
        return ExitCode.Done;
    }
}
