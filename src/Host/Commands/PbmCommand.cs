using System.CommandLine;
using System.Text;
using Microsoft.Win32.SafeHandles;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Pbm.Client;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr pbm</c>: the console client.</summary>
internal static class PbmCommand
{
    private const string Verb = "pbm";
    private const string TheRest = "--";
    private static readonly string[] Help = ["--help", "-h", "-?"];

    public static Command Create()
    {
        var words = new Argument<string[]>("words")
        {
            Description = "[HOST:PORT] [PALETTE COMMAND -switch value …]. Without HOST:PORT: 127.0.0.1:9110. "
                + "Without a command: a prompt, or on a pipe a script from standard input, one command a line. "
                + "'rsr pbm help' lists what the host offers.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(Verb, "The console of a host that 'rsr serve' runs.") { words };
        command.SetAction((parsed, _) => Run(parsed.GetValue(words) ?? []));
        return command;
    }

    /// <summary>
    /// All words after the verb are for the host; this program must not read any of them as its own option.
    /// </summary>
    public static string[] KeepWhole(string[] arguments) => arguments switch
    {
        [Verb, var only] when Help.Contains(only) => arguments,
        [Verb, TheRest, ..] => arguments,
        [Verb, .. var rest] => [Verb, TheRest, .. rest],
        _ => arguments,
    };

    private static async Task<int> Run(string[] words)
    {
        var terminal = Console.IsInputRedirected || Console.IsOutputRedirected ? null : new SystemTerminal();
        var call = PbmCall.Of([.. words]);

        // At a prompt the terminal handles signals, for each command by itself.
        using var interrupt = terminal is not null && call.Command is [] ? null : new Interrupt();
        using var input = new StreamReader(StandardInput.Open());
        using var output = Output();
        return ConsoleExit.Of(await PbmClient.Run(
            call, input, new(output, !Console.IsOutputRedirected), terminal,
            interrupt?.Token ?? CancellationToken.None));
    }

    /// <summary>
    /// The stream of <see cref="Console"/> does not report a closed pipe, so a command without an end would never stop.
    /// A file keeps that stream, because it keeps the position at which the next program writes.
    /// </summary>
    private static StreamWriter Output()
    {
        var output = StandardOutput.Open(static () =>
        {
            if (OperatingSystem.IsWindows())
                return Console.OpenStandardOutput();
            var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return direct.CanSeek ? Console.OpenStandardOutput() : direct;
        });
        return new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
