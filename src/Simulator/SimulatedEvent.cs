using System.Buffers;
using System.Text;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Simulator;

/// <summary>One event of a history.</summary>
public readonly record struct SimulatedEvent
{
    private readonly RecordedEvent _recorded;
    private readonly DateTimeOffset _start;

    internal SimulatedEvent(in RecordedEvent recorded, DateTimeOffset start)
    {
        _recorded = recorded;
        _start = start;
    }

    /// <summary>When it happened, in virtual time.</summary>
    public DateTimeOffset At => _start + SinceStart;

    /// <summary>When it happened, from the scenario's start; whole milliseconds.</summary>
    public TimeSpan SinceStart => TimeSpan.FromMilliseconds(_recorded.At.Milliseconds);

    /// <summary>To what it happened: <c>device-0000042</c>, <c>release-16.5.1-a</c>, <c>signing-service</c>.</summary>
    public string Entity => _recorded.Entity.ToString();

    /// <summary>Which event of this entity it is, from 1.</summary>
    public int Sequence => _recorded.Seq;

    /// <summary>What happened: <c>ResponseActivated</c>, <c>TicketIssued</c>.</summary>
    public string Kind => EventForms.Of(_recorded.Event).Name;

    /// <summary>The event as one line of JSON, without a line break: the line of <c>rsr export</c>.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var fields = new EventFields(buffer, _start))
            fields.WriteEvent(_recorded);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The same as <see cref="ToJson"/>.</summary>
    public override string ToString() => ToJson();
}
