namespace RsrActors.Host.Http;

/// <summary>All that a client can make the web server keep has a limit.</summary>
internal static class HttpLimits
{
    /// <summary>Connections at the same time; a further one is closed at once.</summary>
    public const int Connections = 512;

    /// <summary>Event streams at the same time; a further one is refused.</summary>
    public const int Streams = 256;

    /// <summary>Of a request's body.</summary>
    public const int BodyBytes = 64 * 1024;

    /// <summary>A body that comes more slowly is refused, at the earliest after <see cref="HeaderTime"/>.</summary>
    public const double BodyBytesPerSecond = 240;

    /// <summary>Of all headers of a request.</summary>
    public const int HeaderBytes = 16 * 1024;

    /// <summary>Of the line with method and address.</summary>
    public const int LineBytes = 8 * 1024;

    /// <summary>Within it the headers of a request must have come.</summary>
    public static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(10);

    /// <summary>A connection without a request is closed after it.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    /// <summary>A stream to which nothing can be written for so long is cut off: its client reads too little.</summary>
    public static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A stream that has waited for its client so long while it sent one old epoch is cut off: others wait for their
    /// turn.
    /// </summary>
    public static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(60);

    /// <summary>A stream without an event has a comment so often.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
}
