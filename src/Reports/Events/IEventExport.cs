using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Events;

/// <summary>
/// Takes the events of a history in their order and writes them to a stream. The stream remains the caller's: it is
/// written in pages, the last one by <see cref="Flush"/>, and never closed here.
/// </summary>
public interface IEventExport : IDisposable
{
    void Write(in RecordedEvent recorded);

    void Flush();
}
