using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>
/// One row an event (RFC 4180, with line feeds), after a header; the data are one quoted field that holds the same JSON
/// object as in a <see cref="JsonLinesExport"/>.
/// </summary>
internal sealed class CsvExport : IEventExport
{
    private const int Page = 64 * 1024;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _page = new(Page + Page / 4);
    private readonly ArrayBufferWriter<byte> _data = new(1024);
    private readonly EventFields _fields;

    public CsvExport(Stream stream, DateTimeOffset start)
    {
        _stream = stream;
        _fields = new(_data, start);
        _page.Write("at,ms,entity,seq,event,data\n"u8);
    }

    public void Write(in RecordedEvent recorded)
    {
        var form = EventForms.Of(recorded.Event);
        _data.ResetWrittenCount();
        _fields.Json.Reset();
        _fields.WriteData(form, recorded.Event);
        _fields.Json.Flush();

        _page.Write(_fields.InstantOf(recorded.At));
        Number(recorded.At.Milliseconds);
        Entity(recorded.Entity);
        Number(recorded.Seq);
        Text(form.Name);
        _page.Write(","u8);
        Quoted(_data.WrittenSpan);
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

    private void Number(long value)
    {
        var span = _page.GetSpan(21);
        span[0] = (byte)',';
        value.TryFormat(span[1..], out var length, default, CultureInfo.InvariantCulture);
        _page.Advance(1 + length);
    }

    private void Entity(EntityId entity)
    {
        if (entity.IsDevice && Utf8.TryWrite(_page.GetSpan(64), $",{entity.Kind}-{entity.Number:D7}", out var length))
            _page.Advance(length);
        else
            Text(entity.ToString());
    }

    private void Text(string value)
    {
        _page.Write(","u8);
        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0)
            Encoding.UTF8.GetBytes(value, _page);
        else
            Quoted(Encoding.UTF8.GetBytes(value));
    }

    private void Quoted(ReadOnlySpan<byte> text)
    {
        _page.Write("\""u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            _page.Write(text[..(quote + 1)]);
            _page.Write("\""u8);
            text = text[(quote + 1)..];
        }

        _page.Write(text);
        _page.Write("\""u8);
    }

    private void WritePage()
    {
        _stream.Write(_page.WrittenSpan);
        _page.ResetWrittenCount();
    }
}
