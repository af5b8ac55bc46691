using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Files;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr experiment</c>: experiments from files, and what is stored of them.</summary>
internal static class ExperimentCommand
{
    public static Command Create(IAnsiConsole console) => new(
        "experiment", "Runs experiments: many runs of a scenario, from a file; and reads what is stored of them.")
    {
        Run(), List(), StoredExperimentCommands.Resume(), StoredExperimentCommands.Report(),
        StoredExperimentCommands.Export(), StoredExperimentCommands.Verify(), RerunCommand.Create(console),
    };

    private static Command Run()
    {
        var file = new Argument<string>("experiment")
        {
            Description = "A name that 'rsr experiment list' lists, or a file.",
        };
        var options = new ExperimentOptions();
        var command = new Command("run", "Runs an experiment, and compares its cells.") { file };
        options.AddTo(command);
        command.SetAction((parsed, _) => ExperimentLibrary.Installed.Read(parsed.GetValue(file)!) switch
        {
            ExperimentReading.Accepted accepted => options.Run(options.Apply(accepted.Experiment, parsed), parsed),
            ExperimentReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the experiments that come with the program.");
        command.SetAction(parsed =>
        {
            foreach (var entry in ExperimentLibrary.Installed.List())
                parsed.InvocationConfiguration.Output.WriteLine($"{entry.Name,-16} {entry.Summary}");
            return ExitCode.Done;
        });
        return command;
    }
}
