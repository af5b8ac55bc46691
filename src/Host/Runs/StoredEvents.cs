using RsrActors.Model.Simulation;

namespace RsrActors.Host.Runs;

/// <summary>A part of a stored history.</summary>
internal static class StoredEvents
{
    extension(StoredRun stored)
    {
        /// <summary>
        /// The events at or after one moment and before another, in history order. Epochs outside of the range are not
        /// decoded.
        /// </summary>
        /// <param name="process">Only this process's events; null for all.</param>
        public IEnumerable<RecordedEvent> EventsBetween(VirtualTime since, VirtualTime until, string? process = null)
        {
            // Epochs count from 1; each has the events from the end of the one before up to its own end.
            var ends = stored.Ends;
            return stored
                .Events(
                    process,
                    before: ends.Count(end => end < until) + 2,
                    after: ends.Count(end => end <= since))
                .SkipWhile(happened => happened.At < since)
                .TakeWhile(happened => happened.At < until);
        }
    }
}
