using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Scenarios;
using RsrActors.Running;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;
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
        command.SetAction(async (parsed, _) =>
        {
            var choice = storage.Of(parsed);
            var reading = ScenarioLibrary.Installed.Require(parsed.GetValue(scenario)!, overrides.Of(parsed));
            RequireEnd(reading.Scenario, "rsr run", "Give --days, or use 'rsr serve'.");
            var library = new ResponseLibrary(reading.Scenario);
            using var run = WritableRun.Create(
                parsed.GetValue(output), parsed.GetValue(overwrite), choice, reading, library);
            if (!parsed.GetValue(quiet))
            {
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"rsr {ProgramVersion.Text}, scenario {reading.Scenario.Name}, seed {reading.Scenario.Seed}, "
                    + $"in {run.Directory.Path}");
                ImportSummary.WriteRemarks(parsed.InvocationConfiguration.Output, reading.Inventory);
                foreach (var note in reading.Notes)
                    parsed.InvocationConfiguration.Output.WriteLine($"devices ignore: {note}");
            }

            return await new RunSession(
                run.Directory, library, parsed.GetValue(threads), console, parsed.GetValue(quiet)).Run();
        });
        return command;
    }

    /// <summary>Refuses a scenario without an end, for a command that runs until the end.</summary>
    /// <exception cref="HostException">The scenario has no end.</exception>
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
            Description = "Threads that simulate. The history does not depend on their number.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        RequireRange(threads, 1, SimulationConfiguration.MostThreads);
        return threads;
    }

    /// <summary>Refuses a number outside of a range; what is no number has a message already.</summary>
    internal static void RequireRange(Option option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Errors.Any() || result.Tokens is not [var token] || !int.TryParse(token.Value, out var count)
            || (count >= least && count <= most))
            return;
        result.AddError($"{option.Name} is {count}; allowed are {least} to {most}.");
    });

    internal static Option<string?> Output() => new("--out")
    {
        Description = "The run directory; without it the first free of runs/NAME-SEED, runs/NAME-SEED-2, …",
    };

    internal static Option<bool> Overwrite() =>
        new("--overwrite") { Description = "Replace the run that is in the run directory." };

    internal static Option<bool> Quiet() =>
        new("--quiet") { Description = "No progress and no summary; only the run directory." };
}
