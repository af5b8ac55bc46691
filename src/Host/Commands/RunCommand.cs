using System.CommandLine;
using RsrActors.Host.Runs;
using RsrActors.Host.Scenarios;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Simulation;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr run</c>: simulates a scenario to its end.</summary>
internal static class RunCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var scenario =
            new Argument<string>("scenario") { Description = "A name that 'rsr scenarios' lists, or a file." };
        var overrides = new OverrideOptions();
        var threads = Threads();
        var output = Output();
        var overwrite = Overwrite();
        var quiet = Quiet();
        var storage = new StorageOptions();
        var command = new Command("run", "Simulates a scenario to its end, and reports.")
        {
            scenario, threads, output, overwrite, quiet,
        };
        storage.AddTo(command);
        overrides.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var choice = storage.Of(parsed);
            var reading = ScenarioLibrary.Installed.Require(parsed.GetValue(scenario)!, overrides.Of(parsed));
            RequireEnd(reading.Scenario, "rsr run", "Give --days, or use 'rsr serve'.");
            var library = new ResponseLibrary(reading.Scenario);
            var directory = RunDirectory.Create(
                parsed.GetValue(output), parsed.GetValue(overwrite), choice, reading, library);
            if (!parsed.GetValue(quiet))
            {
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"rsr {ProgramVersion.Text}, scenario {reading.Scenario.Name}, seed {reading.Scenario.Seed}, in {directory.Path}");
            }

            return Simulate(directory, library, parsed.GetValue(threads), console, parsed.GetValue(quiet));
        });
        return command;
    }

    /// <summary>
    /// Only one process at a time writes into a run directory, and into its journal wherever that is.
    /// </summary>
    internal static async Task<int> Simulate(
        RunDirectory directory, ResponseLibrary library, int threads, IAnsiConsole console, bool quiet)
    {
        var storage = directory.Storage;
        using var held = RunLock.Take(directory.Path);
        using var rows = storage.Hold();
        return await new RunSession(directory, library, threads, console, quiet).Run();
    }

    /// <summary>What goes on until a scenario's end needs one.</summary>
    /// <exception cref="HostException">There is none.</exception>
    internal static void RequireEnd(Scenario scenario, string verb, string instead)
    {
        if (scenario.IsUnlimited)
            throw HostException.Refused(
                $"scenario.duration is {ScenarioWords.Unlimited}: '{verb}' needs an end. {instead}");
    }

    internal static Option<int> Threads()
    {
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that simulate. No history depends on it.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        threads.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens is not [var token] || !int.TryParse(token.Value, out var count)
                || count >= 1)
                return;
            result.AddError($"--threads is {count}; it must be at least 1.");
        });
        return threads;
    }

    internal static Option<string?> Output() => new("--out")
    {
        Description = "The run directory; without it the first free of runs/NAME-SEED, runs/NAME-SEED-2, …",
    };

    internal static Option<bool> Overwrite() =>
        new("--overwrite") { Description = "Replace the run that is in the run directory." };

    internal static Option<bool> Quiet() =>
        new("--quiet") { Description = "No progress and no summary; only the run directory." };
}
