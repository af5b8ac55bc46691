using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Commands;

/// <summary>The commands for an experiment that has begun: they read its directory.</summary>
internal static class StoredExperimentCommands
{
    private static readonly string[] Formats = ["csv", "jsonl"];

    /// <summary><c>rsr experiment resume</c>.</summary>
    public static Command Resume()
    {
        var path = Path();
        var parallel = ExperimentOptions.Parallel();
        var json = ExperimentOptions.Json();
        var command = new Command("resume", "Goes on with an experiment that was interrupted: only runs without a row.")
        {
            path, parallel, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            var directory = ExperimentDirectory.Open(parsed.GetValue(path)!);
            var configuration = parsed.InvocationConfiguration;
            return await new ExperimentSession(
                directory.Plan, parsed.GetValue(parallel), directory, ExperimentOptions.FormOf(parsed.GetValue(json)),
                configuration.Output, configuration.Error).Run();
        });
        return command;
    }

    /// <summary><c>rsr experiment report</c>.</summary>
    public static Command Report()
    {
        var path = Path();
        var json = ExperimentOptions.Json();
        var measures = ExperimentOptions.Measures();
        var command = new Command("report", "Prints the result of the runs that have a row.") { path, json, measures };
        command.SetAction(async (parsed, _) =>
        {
            var directory = ExperimentDirectory.Open(parsed.GetValue(path)!);
            var plan = directory.Plan;
            if (parsed.GetValue(measures) is { Length: > 0 } names)
                plan = plan with { Shown = [.. names.Select(name => Find(name, plan.Measures))] };
            var rows = await directory.RowsToReport();
            ExperimentText.Print(
                Summarising.Summarise(plan, rows), ExperimentOptions.FormOf(parsed.GetValue(json)),
                parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>rsr experiment export</c>.</summary>
    public static Command Export()
    {
        var path = Path();
        var format = new Option<string>("--format")
        {
            Description = "csv, as runs.csv; or jsonl, one JSON object a line.",
            DefaultValueFactory = _ => "csv",
        };
        var file = new Option<string?>("--output")
        {
            Description = "The file to write; without it, or with -, standard output.",
        };
        var overwrite = WholeFile.Overwrite();
        var command = new Command("export", "Writes the rows that are stored, also of an experiment that goes on.")
        {
            path, format, file, overwrite,
        };
        command.SetAction(async (parsed, _) =>
        {
            var directory = ExperimentDirectory.Open(parsed.GetValue(path)!);
            var form = parsed.GetValue(format)!;
            if (!Formats.Contains(form))
                throw HostException.Refused($"--format is '{form}'; it may be {string.Join(" or ", Formats)}.");
            var rows = await directory.RowsToReport();
            WholeFile.Write(parsed.GetValue(file), parsed.GetValue(overwrite), output =>
            {
                using IRunWriter writer =
                    form == "csv" ? new RunsCsv(directory.Plan, output) : new RunsJsonLines(directory.Plan, output);
                foreach (var row in rows)
                    writer.Write(row);
            });
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>rsr experiment verify</c>.</summary>
    public static Command Verify()
    {
        var path = Path();
        var runs = new Option<int?>("--runs")
        {
            Description = "How many runs are simulated again: one in twenty, at least one; they are spread evenly.",
        };
        RunCommand.RequireRange(runs, 1, int.MaxValue);
        var parallel = ExperimentOptions.Parallel();
        var command = new Command("verify", "Simulates some of the runs again, and compares them with their rows.")
        {
            path, runs, parallel,
        };
        command.SetAction(async (parsed, cancelled) =>
        {
            var directory = ExperimentDirectory.Open(parsed.GetValue(path)!);
            var verification = new ExperimentVerification(directory.Plan, await directory.RowsToReport());
            var found = await verification.Run(parsed.GetValue(runs), parsed.GetValue(parallel), cancelled);
            if (found.Difference is { } difference)
                throw HostException.Failed($"{directory.Path} does not verify: {difference}");
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{directory.Path} verifies: {HumanText.Count(found.Compared, "run")} of "
                + $"{HumanText.Count(found.Stored)} simulated again, with equal measures.");
            return ExitCode.Done;
        });
        return command;
    }

    internal static Argument<string> Path() =>
        new("directory") { Description = "The directory of the experiment: its --out." };

    private static Measure Find(string name, IEnumerable<Measure> measures)
    {
        Measure[] all = [.. measures];
        return MeasureList.Objection(name, [.. all]) is { } unknown
            ? throw HostException.Refused(unknown)
            : all.First(measure => measure.Name == name);
    }
}
