using System.CommandLine;
using RsrActors.Host.Commands;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Pbm;
using RsrActors.Texts;
using Spectre.Console;

AppDomain.CurrentDomain.UnhandledException += (_, fault) =>
    Environment.Exit(Rsr.Defect((Exception)fault.ExceptionObject, Console.Error));
try
{
    StandardOutput.Guard();
    if (Console.IsOutputRedirected)
        AnsiConsole.Profile.Width = 100; // A pipe has no width of its own.
    return await Rsr.Invoke(args, AnsiConsole.Console, Console.Error);
}
catch (OutputLostException lost)
{
    return Rsr.Say(ExitCode.Failed, lost.Message, Console.Error);
}

/// <summary>The command line. Each failure ends as one message on standard error and an exit code.</summary>
internal static class Rsr
{
    /// <summary>An environment variable: when it is set, a defect is printed with its stack.</summary>
    private const string TraceVariable = "RSR_TRACE";

    public static async Task<int> Invoke(string[] arguments, IAnsiConsole console, TextWriter errors)
    {
        var root = new RootCommand("A simulator of Apple's Rapid Security Responses across a fleet of devices.")
        {
            RunCommand.Create(console),
            ResumeCommand.Create(console),
            ServeCommand.Create(),
            ReadingCommands.History(),
            ReadingCommands.Export(),
            DevicesCommand.Create(),
            DiffCommand.Create(),
            VerifyCommand.Create(),
            ReportCommand.Create(console),
            TicketCommand.Create(),
            ScenarioCommands.List(),
            ScenarioCommands.Check(),
            NewCommand.Create(),
            FleetCommand.Create(),
            ProfileCommand.Create(),
            CatalogueCommand.Create(),
            RulesCommand.Create(),
            MeasuresCommand.Create(),
            CompareCommand.Create(),
            SweepCommand.Create(),
            ExperimentCommand.Create(console),
            DecideCommand.Create(),
            CalibrateCommand.Calibrate(),
            CalibrateCommand.Forecast(),
            BenchCommand.Create(console),
            PbmCommand.Create(),
        };
        var parsed = root.Parse(PbmCommand.KeepWhole(arguments));
        if (parsed.Errors.Count > 0)
        {
            return Say(ExitCode.Refused, ArgumentComplaint.Of(parsed), errors);
        }

        if (ArgumentComplaint.OfUnknownOption(parsed) is { } complaint)
            return Say(ExitCode.Refused, complaint, errors);

        try
        {
            // An interrupted run ends its epoch first, however long that takes (Interrupt).
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
            return Say(failure.ExitCode, failure.Message, errors);
        }
        catch (ConsoleException failure)
        {
            return Say(ConsoleExit.Of(failure), failure.Message, errors);
        }
        catch (OutputLostException lost)
        {
            return Say(ExitCode.Failed, lost.Message, errors);
        }
        catch (IOException e) when (Pipes.IsBroken(e))
        {
            return ExitCode.Done; // The reader has closed the pipe.
        }
#pragma warning disable CA1031 // The last resort: a defect ends as one message, too.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            return Defect(defect, errors);
        }
    }

    /// <summary>
    /// Reports a defect of the program in one line; the stack follows when <see cref="TraceVariable"/> is set.
    /// </summary>
    /// <returns>The exit code.</returns>
    public static int Defect(Exception defect, TextWriter errors)
    {
        var cause = defect is AggregateException { InnerExceptions: [var only] } ? only : defect;
        var message = $"rsr has a defect: {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}";
        return Say(
            ExitCode.Failed,
            Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }
                ? $"{message}{Environment.NewLine}{defect}"
                : $"{message} Set {TraceVariable}=1 to see where.",
            errors);
    }

    /// <summary>Says why the program ends.</summary>
    /// <returns>The exit code.</returns>
    public static int Say(int exitCode, string message, TextWriter errors)
    {
        // A refusal is one line; a failure may need more, such as the history of a broken invariant.
        StandardError.Say(errors, exitCode == ExitCode.Refused ? OneLine.Of(message) : message);
        return exitCode;
    }
}
