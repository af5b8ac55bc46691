namespace RsrActors.Pbm.Listening;

/// <summary>Limits for the memory and the time that a client may use on the host.</summary>
public sealed record ConsoleLimits
{
    /// <summary>Further clients are refused with a message.</summary>
    public int Connections { get; init; } = 1024;

    /// <summary>Bytes that wait to be sent to a client; as many again may be being sent.</summary>
    public int WaitingBytes { get; init; } = 64 * 1024;

    /// <summary>How long an answer waits for a client that does not read, and a completion for its source.</summary>
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Values offered by one completion.</summary>
    public int Completions { get; init; } = 100;
}
