namespace RsrActors.Pbm.Client;

/// <summary>How the client ended, where no <see cref="ConsoleException"/> ended it.</summary>
public enum ClientEnd
{
    Done,

    /// <summary>The caller cancelled it.</summary>
    Interrupted,
}
