using System.CommandLine;
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
        var command = new Command("resume", "Goes on with a run that was interrupted or killed.") { path, threads, quiet, connection };
        command.SetAction((parsed, _) =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            RunCommand.RequireEnd(directory.Scenario, "rsr resume", "Use 'rsr serve'.");
            return RunCommand.Simulate(
                directory, new ResponseLibrary(directory.Scenario), parsed.GetValue(threads), console,
                parsed.GetValue(quiet));
        });
        return command;
    }
}
