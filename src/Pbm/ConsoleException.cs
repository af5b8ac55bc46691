namespace RsrActors.Pbm;

/// <summary>Why a console, or a command of it, did not do what it was asked.</summary>
public enum ConsoleFault
{
    /// <summary>What was asked: an address, a script, a command that does not exist.</summary>
    Usage,

    /// <summary>The command failed.</summary>
    Command,
}

/// <summary>The console cannot be opened or reached, or a command ended badly: one message for the caller.</summary>
public sealed class ConsoleException(ConsoleFault fault, string message) : Exception(message)
{
    public ConsoleFault Fault { get; } = fault;

    public static ConsoleException Refused(string message) => new(ConsoleFault.Usage, message);
}
