namespace RsrActors.Pbm;

/// <summary>Who gives a call: the console, or another program of the host.</summary>
/// <param name="Name">As histories name it: <c>console</c>, <c>api</c>, <c>page</c>.</param>
public sealed record Caller(string Name)
{
    /// <summary>A client of the console.</summary>
    public static Caller Console { get; } = new("console");

    /// <summary>The key under which the call may be repeated; null when each call is a new one.</summary>
    public CallKey? Key { get; init; }
}

/// <summary>Under its key a repeated call is the same call.</summary>
/// <param name="Text">The caller's own.</param>
/// <param name="Digest">SHA-256 of what is called, in hexadecimal digits.</param>
public sealed record CallKey(string Text, string Digest);
