namespace RsrActors.Pbm.Listening;

/// <summary>What a client may ask of the host's memory and patience.</summary>
public sealed record ConsoleLimits
{
    /// <summary>More are turned away with a message.</summary>
    public int Connections { get; init; } = 1024;

    /// <summary>Bytes that wait for a client to read them; as many again may be on their way to it.</summary>
    public int WaitingBytes { get; init; } = 64 * 1024;

    /// <summary>How long an answer waits for a client that reads nothing, and a completion for its source.</summary>
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Values offered by one completion.</summary>
    public int Completions { get; init; } = 100;
}
