using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Cryptexes;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr resume</c>: goes on with a run that was interrupted or killed.</summary>
internal static class ResumeCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var threads = RunCommand.Threads();
        var quiet = RunCommand.Quiet();
        var connection = StorageOptions.Connection();
        var command = new Command("resume", "Goes on with a run that was interrupted or killed.")
        {
            path, threads, quiet, connection,
        };
        command.SetAction(async (parsed, _) =>
        {
            var place = parsed.GetValue(path)!;
            var found = RunDirectory.Open(place, parsed.GetValue(connection));
            RunCommand.RequireEnd(found.Scenario, "rsr resume", "Use 'rsr serve'.");
            if (found.IsFinished())
            {
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"{place} is finished: there is nothing to resume. Its report: rsr report {place}");
                return ExitCode.Done;
            }

            using var run = WritableRun.Open(place, parsed.GetValue(connection));
            return await new RunSession(
                run.Directory, new ResponseLibrary(run.Directory.Scenario), parsed.GetValue(threads), console,
                parsed.GetValue(quiet)).Run();
        });
        return command;
    }
}
