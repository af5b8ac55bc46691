using System.CommandLine;
using RsrActors.Host.Commands;
using RsrActors.Host.Runs;
using Spectre.Console;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 100; // A pipe has no width of its own.
return await Rsr.Invoke(args, AnsiConsole.Console, Console.Error);

/// <summary>The command line. Whatever goes wrong ends as one message and an exit code.</summary>
internal static class Rsr
{
    public static async Task<int> Invoke(string[] arguments, IAnsiConsole console, TextWriter errors)
    {
        var root = new RootCommand("A simulator of Apple's Rapid Security Responses across a fleet of devices.")
        {
            RunCommand.Create(console),
            ResumeCommand.Create(console),
            ReadingCommands.History(),
            ReadingCommands.Export(),
            VerifyCommand.Create(),
            ReportCommand.Create(console),
            TicketCommand.Create(),
            ScenarioCommands.List(),
            ScenarioCommands.Check(),
            BenchCommand.Create(console),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Say(ExitCode.Refused, $"{parsed.Errors[0].Message} See 'rsr {parsed.CommandResult.Command.Name} --help'.");

        try
        {
            if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 100; // A pipe has no width of its own.
return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (HostException failure)
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
