namespace RsrActors.Pbm;

/// <summary>How a command ended.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    public static Answer Done { get; } = new Ok();

    /// <summary>The command was not done, for a reason of the domain.</summary>
    public static Answer Refused(string message) => new Error(message);

    public sealed record Ok : Answer;

    public sealed record Error(string Message) : Answer;

    /// <summary>The call itself is wrong: its words cannot be interpreted.</summary>
    public sealed record Misuse(string Message) : Answer;
}
