using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Events;

/// <summary>
/// Writes the events of a history, in their order, to a stream. It writes in pages; <see cref="Flush"/> writes the
/// last one. It does not close the stream.
/// </summary>
public interface IEventExport : IDisposable
{
    void Write(in RecordedEvent recorded);

    void Flush();
}
