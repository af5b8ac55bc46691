using System.Buffers;
using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Events;

/// <summary>One JSON object per line: the form in which two histories are compared.</summary>
public sealed class JsonLinesExport : IEventExport
{
    private const int Page = 64 * 1024;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _page = new(Page + Page / 4);
    private readonly EventFields _fields;

    public JsonLinesExport(Stream stream, DateTimeOffset start)
    {
        _stream = stream;
        _fields = new(_page, start);
    }

    public void Write(in RecordedEvent recorded)
    {
        _fields.WriteEvent(recorded);
        _page.Write("\n"u8);
        if (_page.WrittenCount >= Page)
            WritePage();
    }

    public void Flush()
    {
        WritePage();
        _stream.Flush();
    }

    public void Dispose() => _fields.Dispose();

    private void WritePage()
    {
        _stream.Write(_page.WrittenSpan);
        _page.ResetWrittenCount();
    }
}
