using RsrActors.Model;

namespace RsrActors.Actors.Journal;

/// <summary>Compares a row that was computed again with the one that is stored.</summary>
internal static class RowComparison
{
    /// <exception cref="DivergedException">
    /// They differ; the message names the row and the first event that differs.
    /// </exception>
    public static void Require(
        string persistenceId, long sequenceNr, EpochCommitted stored, EpochCommitted? computed, PayloadFormat format)
    {
        if (Difference(stored, computed, format) is { } difference)
            throw new DivergedException($"Row {sequenceNr} of {persistenceId}, epoch {stored.Epoch}: {difference}");
    }

    /// <summary>A sentence about the first difference; null when there is none.</summary>
    public static string? Difference(EpochCommitted stored, EpochCommitted? computed, PayloadFormat format)
    {
        if (computed is null)
            return "the row is stored, but nothing happens in that epoch.";
        if (stored.Epoch != computed.Epoch)
            return $"computed again it belongs to epoch {computed.Epoch}.";
        if (!stored.Events.Span.SequenceEqual(computed.Events.Span))
            return FirstDifferingEvent(stored, computed, format);
        if (!stored.Working.Span.SequenceEqual(computed.Working.Span))
            return "the events agree, the working state does not.";
        return stored.Sum != computed.Sum || stored.EventsSoFar != computed.EventsSoFar
            || stored.Count != computed.Count
            ? $"the events agree, the sum of the history does not (stored {stored.Sum}, computed {computed.Sum})."
            : null;
    }

    private static string FirstDifferingEvent(EpochCommitted stored, EpochCommitted computed, PayloadFormat format)
    {
        var was = EventBlock.Decode(stored.Events, stored.Count, format);
        var @is = EventBlock.Decode(computed.Events, computed.Count, format);
        for (var i = 0; i < Math.Min(was.Length, @is.Length); i++)
        {
            // An event may contain an array, which records compare by reference, so the printed forms are compared.
            if (was[i].ToString() != @is[i].ToString())
                return $"stored is {was[i]}, computed is {@is[i]}.";
        }

        return $"{Words.Count(was.Length, "event")} stored, {Words.Count(@is.Length, "event")} computed; "
            + "those before agree.";
    }
}
