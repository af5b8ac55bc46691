namespace RsrActors.Pbm;

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
    /// <param name="line">Makes it; of a line that would be dropped nothing is made.</param>
    void Offer(Func<ReplyLine> line);

    /// <summary>Counts lines that were not even offered among those that were dropped.</summary>
    void Drop(long lines);
}
