using System.Buffers;
using System.Text.Unicode;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>One JSON object a line: the form in which two histories are compared.</summary>
internal sealed class JsonLinesExport : IEventExport
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
        var form = EventForms.Of(recorded.Event);
        var json = _fields.Json;
        json.Reset();
        json.WriteStartObject();
        json.WriteString("at"u8, _fields.InstantOf(recorded.At));
        json.WriteNumber("ms"u8, recorded.At.Milliseconds);
        WriteEntity(recorded.Entity);
        json.WriteNumber("seq"u8, recorded.Seq);
        json.WriteString("event"u8, form.EncodedName);
        json.WritePropertyName("data"u8);
        _fields.WriteData(form, recorded.Event);
        json.WriteEndObject();
        json.Flush();
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

    private void WriteEntity(EntityId entity)
    {
        Span<byte> name = stackalloc byte[128];
        if (entity.Number >= 0 && Utf8.TryWrite(name, $"{entity.Kind}-{entity.Number:D7}", out var length))
            _fields.Json.WriteString("entity"u8, name[..length]);
        else
            _fields.Json.WriteString("entity"u8, entity.ToString());
    }

    private void WritePage()
    {
        _stream.Write(_page.WrittenSpan);
        _page.ResetWrittenCount();
    }
}
