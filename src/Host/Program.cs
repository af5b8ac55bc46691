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
            ServeCommand.Create(),
            ReadingCommands.History(),
            ReadingCommands.Export(),
            VerifyCommand.Create(),
            ReportCommand.Create(console),
            TicketCommand.Create(),
            ScenarioCommands.List(),
            ScenarioCommands.Check(),
            NewCommand.Create(),
            BenchCommand.Create(console),
            PbmCommand.Create(),
        };
        var parsed = root.Parse(PbmCommand.KeepWhole(arguments));
        if (parsed.Errors.Count > 0)
        {
            // A verb that is none shows first as one that is missing; its own name says more.
            var complaint = parsed.UnmatchedTokens is [var unknown, ..]
                ? $"'{unknown}' is not understood."
                : parsed.Errors[0].Message.ReplaceLineEndings(" ");
            var verb = parsed.CommandResult.Command is RootCommand ? "rsr" : $"rsr {parsed.CommandResult.Command.Name}";
            return Say(ExitCode.Refused, $"{complaint} See '{verb} --help'.");
        }

        try
        {
            // A run ends its epoch when it is interrupted, however long that takes (Interrupt); nobody is to lose
            // patience before.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = console.Profile.Out.Writer,
                Error = errors,
            });
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
