namespace RsrActors.Pbm.Client;

/// <summary>How the client ended without a <see cref="ConsoleException"/>.</summary>
public enum ClientEnd
{
    Done,

    /// <summary>The caller cancelled it.</summary>
    Interrupted,
}
