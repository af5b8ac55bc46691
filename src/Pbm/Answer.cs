namespace RsrActors.Pbm;

/// <summary>How a command ended.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    public static Answer Done { get; } = new Ok();

    /// <summary>It was not done, for a reason of the domain.</summary>
    public static Answer Refused(string message) => new Error(message);

    public sealed record Ok : Answer;

    public sealed record Error(string Message) : Answer;

    /// <summary>Nobody could know what was meant: the call itself is wrong.</summary>
    public sealed record Misuse(string Message) : Answer;
}
