namespace RsrActors.Pbm;

/// <summary>
/// The output of a handler. Lines of text are for people; under <c>-json</c> they are left out, so that a caller gets
/// JSON only.
/// </summary>
public interface IReply
{
    /// <summary>Whether the caller asked for JSON.</summary>
    bool IsJson { get; }

    /// <summary>
    /// Waits for room if the client reads slowly, and never loses a line. A client that does not read at all is
    /// disconnected, and the call is cancelled.
    /// </summary>
    ValueTask Write(ReplyLine line);

    /// <summary>
    /// Never waits; for streams, from any thread. A line that does not fit is dropped, and the dropped lines are
    /// counted in a notice.
    /// </summary>
    /// <param name="line">Makes the line; it is not called when the line would be dropped.</param>
    void Offer(Func<ReplyLine> line);

    /// <summary>Adds lines that were never offered to the count of dropped lines.</summary>
    void Drop(long lines);
}
