using RsrActors.Pbm;
using RsrActors.Pbm.Client;

namespace RsrActors.Host.Executable;

/// <summary>Exit codes of the console's client, and of a console that cannot be opened.</summary>
internal static class ConsoleExit
{
    public static int Of(ClientEnd end) => end switch
    {
        ClientEnd.Done => ExitCode.Done,
        ClientEnd.Interrupted => ExitCode.Interrupted,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "A new end needs an exit code here."),
    };

    public static int Of(ConsoleException failure) =>
        failure.Fault == ConsoleFault.Usage ? ExitCode.Refused : ExitCode.Failed;
}
