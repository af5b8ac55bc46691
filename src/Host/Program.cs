using System.CommandLine;
using RsrActors.Host.Commands;
using RsrActors.Host.Runs;
using Spectre.Console;

return await Rsr.Main(args, AnsiConsole.Console, Console.Error);

/// <summary>The command line. Whatever goes wrong ends as one message and an exit code.</summary>
internal static class Rsr
{
    public static async Task<int> Main(string[] arguments, IAnsiConsole console, TextWriter errors)
    {
        var root = new RootCommand("A simulator of Apple's Rapid Security Responses across a fleet of devices.")
        {
            RunCommand.Create(console),
            ResumeCommand.Create(console),
            ReadingCommands.History(),
            ReadingCommands.Export(),
            VerifyCommand.Create(console),
            ReportCommand.Create(console),
            TicketCommand.Create(console),
            ScenarioCommands.List(console),
            ScenarioCommands.Check(console),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Say(ExitCode.Refused, $"{parsed.Errors[0].Message} See 'rsr {parsed.CommandResult.Command.Name} --help'.");

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (HostFailure failure)
        {
            return Say(failure.ExitCode, failure.Message);
        }
        catch (IOException e) when (e.Message.Contains("Broken pipe", StringComparison.Ordinal))
        {
            return ExitCode.Done; // Whoever read our output has had enough.
        }

        int Say(int exitCode, string message)
        {
            errors.WriteLine(message);
            return exitCode;
        }
    }
}
