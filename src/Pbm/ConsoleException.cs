namespace RsrActors.Pbm;

/// <summary>Why a console or one of its commands failed.</summary>
public enum ConsoleFault
{
    /// <summary>The request is wrong: an address, a script, or an unknown command.</summary>
    Usage,

    /// <summary>The command failed.</summary>
    Command,
}

/// <summary>The console cannot be opened or reached, or a command failed: one message for the caller.</summary>
public sealed class ConsoleException(ConsoleFault fault, string message) : Exception(message)
{
    public ConsoleFault Fault { get; } = fault;

    public static ConsoleException Refused(string message) => new(ConsoleFault.Usage, message);
}
