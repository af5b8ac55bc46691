using System.CommandLine;
using System.Text.Json;
using BenchmarkDotNet.Running;
using RsrActors.Benchmarks.Hot;
using RsrActors.Benchmarks.Journals;
using RsrActors.Benchmarks.Waking;
using RsrActors.Host.Commands;
using Spectre.Console;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 120; // A pipe has no width of its own.
return await Verbs.All().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

/// <summary>
/// The benchmarks of this project: our code compared with other libraries, and its hot parts one by one.
/// </summary>
internal static class Verbs
{
    public static RootCommand All() => new("Measures the simulator beside others, and its hot parts.")
    {
        Wake(), WakeOne(), Journal(), Micro(),
    };

    private static Command Wake()
    {
        var (entities, threads, repeat) = (Entities(), RunCommand.Threads(), Repeat());
        var names = new Option<string[]>("--contenders")
        {
            Description = "Who takes part; the sequential loop always does.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. Contender.All.Select(contender => contender.Name)],
        };
        names.AcceptOnlyFromAmong([.. Contender.All.Select(contender => contender.Name)]);
        var command = new Command(
            "wake", "The kernel, Akka.NET, Proto.Actor, Orleans and SimPy, beside a sequential loop.")
        {
            entities, threads, repeat, names,
        };
        command.SetAction((parsed, _) => new WakeComparison(
            [
                .. Contender.All.Where(contender =>
                    contender.Name == Contender.Baseline || parsed.GetValue(names)!.Contains(contender.Name)),
            ],
            parsed.GetValue(entities), parsed.GetValue(threads), parsed.GetValue(repeat)).Run(AnsiConsole.Console));
        return command;
    }

    private static Command WakeOne()
    {
        var name = new Argument<string>("contender");
        name.AcceptOnlyFromAmong([.. Contender.All.Select(contender => contender.Name)]);
        var (entities, threads) = (Entities(), RunCommand.Threads());
        var command = new Command(WakeComparison.Verb, "One contender, in this process; one line of JSON.")
        {
            name, entities, threads,
        };
        command.SetAction(async (parsed, _) =>
        {
            var contender = Contender.All.Single(contender => contender.Name == parsed.GetValue(name));
            var result = await contender.Run(parsed.GetValue(entities), parsed.GetValue(threads));
            Console.Out.WriteLine(JsonSerializer.Serialize(result));
        });
        return command;
    }

    private static Command Journal()
    {
        var (threads, repeat) = (RunCommand.Threads(), Repeat());
        var events = new Option<int>("--events")
        {
            Description = "Events that are stored.", DefaultValueFactory = _ => 1_000_000
        };
        var devices = new Option<int>("--devices")
        {
            Description = "Persistent actors, of seven events each.", DefaultValueFactory = _ => 1_000
        };
        var command = new Command("journal", "The journal, beside raw inserts and a persistent actor per device.")
        {
            events, devices, threads, repeat,
        };
        command.SetAction((parsed, _) => BenchCommand.Repeat(
            parsed.GetValue(repeat),
            new JournalComparison(parsed.GetValue(events), parsed.GetValue(devices), parsed.GetValue(threads)).Run,
            AnsiConsole.Console));
        return command;
    }

    private static Command Micro()
    {
        var rest = new Argument<string[]>("options") { Description = "BenchmarkDotNet's own: --filter, --list, …" };
        var command = new Command("micro", "The hot parts, by BenchmarkDotNet.") { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            string[] options = [.. parsed.GetValue(rest)!, .. parsed.UnmatchedTokens];
            BenchmarkSwitcher.FromAssembly(typeof(Verbs).Assembly)
                .Run(options is [] ? ["--filter", "*"] : options, HotConfiguration.Create());
        });
        return command;
    }

    private static Option<int> Entities() =>
        new("--entities") { Description = "Entities that are woken.", DefaultValueFactory = _ => 100_000 };

    private static Option<int> Repeat() =>
        new("--repeat") { Description = "Runs; the medians are printed.", DefaultValueFactory = _ => 5 };
}
