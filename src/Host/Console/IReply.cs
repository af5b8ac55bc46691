namespace RsrActors.Host.Pbm;

/// <summary>
/// Where a handler writes. Lines of text are for people and are left out under <c>-json</c>, so that whoever asks for
/// JSON gets nothing else.
/// </summary>
public interface IReply
{
    /// <summary>Whether the caller asked for JSON.</summary>
    bool IsJson { get; }

    /// <summary>
    /// Waits for room if the client reads slowly. Never loses a line; a client that does not read at all is cut off,
    /// and the call cancelled.
    /// </summary>
    ValueTask Write(ReplyLine line);

    /// <summary>
    /// Never waits: for streams, and from any thread. What does not fit is dropped and counted in a line.
    /// </summary>
    bool Offer(ReplyLine line);

    /// <summary>As the other, for lines that cost something to make: one that would be dropped is not made.</summary>
    bool Offer(Func<ReplyLine> line);
}
