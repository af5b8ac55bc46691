using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Reports.Printed;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr report</c>: prints the summary of a finished run again.</summary>
internal static class ReportCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var command = new Command("report", "Prints the summary of a finished run again.") { path };
        command.SetAction(parsed =>
        {
            new Summary(console, ReportFile.Read(RunDirectory.Open(parsed.GetValue(path)!))).Write();
            return ExitCode.Done;
        });
        return command;
    }
}
