using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Events;

/// <summary>
/// Writes a header, then one row for each event. The columns depend on the kinds of events that are exported, not on
/// the events themselves: two exports of the same kinds have the same header. A key that several kinds share has one
/// column.
/// </summary>
public sealed class CsvExport : IEventExport
{
    private static readonly ImmutableArray<string> First = ["at", "ms", "entity", "seq", "event"];

    private readonly CsvRows _rows;
    private readonly ArrayBufferWriter<byte> _data = new(1024);
    private readonly EventFields _fields;
    private readonly ImmutableArray<string> _keys;
    private readonly Dictionary<EventForm, Column[]> _columns = new(ReferenceEqualityComparer.Instance);
    private readonly Range[] _values;
    private readonly bool[] _has;

    /// <param name="events">The types of all events that will be written; null for all types.</param>
    public CsvExport(Stream stream, DateTimeOffset start, IReadOnlySet<Type>? events = null)
    {
        _rows = new(stream);
        _fields = new(_data, start);
        _keys = EventForms.KeysOf(events);
        (_values, _has) = (new Range[_keys.Length], new bool[_keys.Length]);
        _rows.Header([.. First, .. _keys]);
    }

    public void Write(in RecordedEvent recorded)
    {
        var form = EventForms.Of(recorded.Event);
        _data.ResetWrittenCount();
        _fields.Json.Reset();
        _fields.WriteData(form, recorded.Event);
        _fields.Json.Flush();

        _rows.Text(_fields.InstantOf(recorded.At));
        _rows.Number(recorded.At.Milliseconds);
        Entity(recorded.Entity);
        _rows.Number(recorded.Seq);
        _rows.Text(form.Name);
        Data(form);
        _rows.EndRow();
    }

    public void Flush() => _rows.Flush();

    public void Dispose()
    {
        _fields.Dispose();
        _rows.Dispose();
    }

    /// <summary>
    /// The values of an event are in the order of its form's keys. They are written in the order of the columns. An
    /// event may leave out a key of its form.
    /// </summary>
    private void Data(EventForm form)
    {
        var json = _data.WrittenSpan;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Array.Clear(_has);
        var (columns, next) = (ColumnsOf(form), 0);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            while (!reader.ValueTextEquals(columns[next].Key))
                next++;
            var place = columns[next++].Place;
            (_values[place], _has[place]) = (CsvRows.NextValue(ref reader), true);
        }

        for (var place = 0; place < _values.Length; place++)
        {
            if (_has[place])
                _rows.Json(json[_values[place]]);
            else
                _rows.Empty();
        }
    }

    private Column[] ColumnsOf(EventForm form)
    {
        if (!_columns.TryGetValue(form, out var columns))
        {
            _columns[form] = columns =
                [.. form.Keys.Select(key => new Column(Encoding.UTF8.GetBytes(key), _keys.IndexOf(key)))];
            if (columns.Any(column => column.Place < 0))
            {
                throw new InvalidOperationException(
                    $"{form.Name} is not one of the events that this table has columns for.");
            }
        }

        return columns;
    }

    private void Entity(EntityId entity)
    {
        Span<byte> name = stackalloc byte[64];
        if (entity.IsDevice && Utf8.TryWrite(name, $"{entity.Kind}-{entity.Number:D7}", out var length))
            _rows.Text(name[..length]);
        else
            _rows.Text(entity.ToString());
    }

    /// <param name="Key">The key in UTF-8.</param>
    /// <param name="Place">The index among the columns of the keys, from 0.</param>
    private readonly record struct Column(byte[] Key, int Place);
}
