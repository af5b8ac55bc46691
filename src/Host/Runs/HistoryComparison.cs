using System.Buffers;
using System.Text;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Runs;

/// <summary>The stored part of a run.</summary>
/// <param name="Until">The end of its closed epochs.</param>
internal sealed record StoredPart(VirtualTime Until, long Events, HistoryHash Sum);

/// <summary>Two stored histories, compared event by event in the form in which they are exported.</summary>
internal abstract record HistoryComparison
{
    private HistoryComparison()
    {
    }

    /// <summary>Both histories have the same events.</summary>
    public sealed record Equal(long Events, HistoryHash Sum) : HistoryComparison;

    /// <summary>The histories differ from the event with this number on, counted from 1.</summary>
    /// <param name="Left">As an exported line; null when the left history ends before.</param>
    /// <param name="Right">As an exported line; null when the right history ends before.</param>
    public sealed record Differs(long Number, string? Left, string? Right) : HistoryComparison;

    public static HistoryComparison Of(RunDirectory left, RunDirectory right)
    {
        var (one, other) = (PartOf(left), PartOf(right));
        if (one.Sum == other.Sum && one.Events == other.Events)
            return new Equal(one.Events, one.Sum);

        using var leftRun = new StoredRun(left.Storage.Rows, RunFormat.ForReading());
        using var rightRun = new StoredRun(right.Storage.Rows, RunFormat.ForReading());
        using var leftLine = new Line(left);
        using var rightLine = new Line(right);
        using var leftEvents = leftRun.Events().GetEnumerator();
        using var rightEvents = rightRun.Events().GetEnumerator();
        for (var number = 1L; ; number++)
        {
            var (hasLeft, hasRight) = (leftEvents.MoveNext(), rightEvents.MoveNext());
            if (!hasLeft && !hasRight)
                return new Equal(one.Events, one.Sum);
            if (hasLeft)
                leftLine.Write(leftEvents.Current);
            if (hasRight)
                rightLine.Write(rightEvents.Current);
            if (!hasLeft || !hasRight || !leftLine.Bytes.SequenceEqual(rightLine.Bytes))
            {
                return new Differs(
                    number, hasLeft ? leftLine.ToString() : null, hasRight ? rightLine.ToString() : null);
            }
        }
    }

    public static StoredPart PartOf(RunDirectory directory)
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForRunning(new World(directory.Scenario)));
        return stored.LastClosed() is { } closed
            ? new(closed.End, closed.Events, closed.Sum)
            : new(VirtualTime.Zero, 0, default);
    }

    private sealed class Line : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(1024);
        private readonly EventFields _fields;

        public Line(RunDirectory directory) => _fields = new(_bytes, directory.Scenario.Start);

        public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

        public void Write(in RecordedEvent recorded)
        {
            _bytes.ResetWrittenCount();
            _fields.WriteEvent(recorded);
        }

        public override string ToString() => Encoding.UTF8.GetString(_bytes.WrittenSpan);

        public void Dispose() => _fields.Dispose();
    }
}
