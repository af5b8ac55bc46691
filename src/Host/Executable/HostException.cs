namespace RsrActors.Host.Executable;

/// <summary>Ends the program with one message for its user.</summary>
public sealed class HostException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static HostException Refused(string message) => new(Executable.ExitCode.Refused, message);

    public static HostException Failed(string message) => new(Executable.ExitCode.Failed, message);
}
