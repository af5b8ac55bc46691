using System.CommandLine;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Host.Files;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Cryptexes;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr experiment rerun</c>: one run of an experiment again, with a run directory.</summary>
internal static class RerunCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var path = StoredExperimentCommands.Path();
        var cell = new Option<string>("--cell")
        {
            Description = "The name of the cell, as the table shows it, or its number from 1.",
            Required = true,
        };
        var replication = new Option<int>("--replication") { Description = "From 1.", Required = true };
        RunCommand.RequireRange(replication, 1, Laboratory.Designs.Experiment.MostReplications);
        var threads = RunCommand.Threads();
        var output = RunCommand.Output();
        var quiet = RunCommand.Quiet();
        var command = new Command(
            "rerun", "Simulates one run of an experiment again, with a run directory, and compares its measures.")
        {
            path, cell, replication, threads, output, quiet,
        };
        command.SetAction(async (parsed, _) =>
        {
            var directory = ExperimentDirectory.Open(parsed.GetValue(path)!);
            var place = Find(parsed.GetValue(cell)!, directory.Plan);
            var number = parsed.GetValue(replication);
            if (directory.Plan.Experiment.Replications is var most && number > most)
            {
                throw HostException.Refused(
                    $"--replication is {number}; allowed is a number from 1 to {most}, the replications of "
                    + $"{directory.Path}.");
            }

            RequirePlace(parsed.GetValue(output));
            var stored = (await directory.StoredRows())
                .FirstOrDefault(row => (row.Cell, row.Replication) == (place, number));
            var reading = ReadRun(directory.Plan, place, number);
            var library = new ResponseLibrary(reading.Scenario);
            using var run = WritableRun.Create(
                parsed.GetValue(output), overwrite: false, new(StorageChoice.Sqlite, null), reading, library);
            var exit = await new RunSession(
                run.Directory, library, parsed.GetValue(threads), console, parsed.GetValue(quiet)).Run();
            if (exit != ExitCode.Done)
                return exit;
            Compare(directory.Plan, directory.Plan.RunOf(number, place), stored, run.Directory, parsed);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>An experiment's directory is compared and copied as a whole, so it holds its own files only.</summary>
    /// <exception cref="HostException">The place is taken, or in the directory of an experiment.</exception>
    private static void RequirePlace(string? output)
    {
        if (output is not { Length: > 0 })
            return;
        if (ExperimentDirectory.Around(output) is { } experiment)
        {
            throw HostException.Refused(
                $"{output} is in the experiment {experiment}, which holds its own files only; give another --out.");
        }

        if (Path.Exists(output))
            throw HostException.Refused($"{output} exists; give another --out.");
    }

    /// <exception cref="HostException">The measures differ.</exception>
    private static void Compare(
        ExperimentPlan plan, RunPlan run, RunFinished? stored, RunDirectory directory, ParseResult parsed)
    {
        var now = MeasuresOf(run, directory);
        var output = parsed.InvocationConfiguration.Output;
        foreach (var (measure, value) in plan.Measures.Zip(now.Values))
        {
            if (value is { } some)
                output.WriteLine($"{measure.Name,-22} {MeasureText.WithUnit(measure, some)}");
        }

        if (stored is null)
            StandardError.Say(parsed.InvocationConfiguration.Error, "The experiment has no row of this run yet.");
        else if (ExperimentVerification.Difference(plan, stored, now) is { } difference)
            throw HostException.Failed(difference);
        else
            output.WriteLine("The measures equal those of the experiment.");
    }

    private static RunOutcome.Measured MeasuresOf(RunPlan run, RunDirectory directory)
    {
        var rollout = new RolloutProjection(directory.Scenario);
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
        foreach (var happened in stored.Events())
            rollout.Apply(happened);
        return MeasuredRuns.Measure(run, new(directory.Scenario, ReportFile.Read(directory), rollout.Figures));
    }

    private static ScenarioReading.Accepted ReadRun(ExperimentPlan plan, int cell, int replication) =>
        ExperimentPlanner.ReadRun(plan, cell, replication, ScenarioLibrary.Installed) switch
        {
            ScenarioReading.Accepted accepted => accepted,
            ScenarioReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };

    private static int Find(string cell, ExperimentPlan plan)
    {
        for (var i = 0; i < plan.Cells.Length; i++)
        {
            if (plan.Cells[i].Cell.Name == cell)
                return i;
        }

        return int.TryParse(cell, out var number) && number >= 1 && number <= plan.Cells.Length
            ? number - 1
            : throw HostException.Refused(
                $"there is no cell '{ValueText.Shorten(cell)}'; there are "
                + string.Join(", ", plan.Cells.Take(20).Select(one => $"'{one.Cell.Name}'"))
                + (plan.Cells.Length > 20 ? ", …" : "") + $"; or a number from 1 to {plan.Cells.Length}.");
    }
}
