using System.Text;
using System.Text.Json;

namespace RsrActors.Fleets.Records;

/// <summary>
/// An inventory in JSON: an array of devices; an object with such an array, as APIs answer; or one object for each
/// device, one after the other. Keys of inner objects are joined by dots. Lists within a device are not read.
/// </summary>
internal sealed class JsonRecords : InventoryRecords
{
    private static readonly string[] Lists =
        ["hosts", "results", "devices", "computers", "mobileDevices", "mobile_devices", "data", "rows", "items"];

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 64 };

    private readonly Stream _stream;
    private readonly DeviceFields _fields;
    private byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;
    private bool _isAtEnd;
    private JsonReaderState _state = new(Options);

    // The depth of the objects that are devices: 1 in an array, 2 in an array of an object, 0 for objects by
    // themselves.
    private int _level;
    private bool _isInList;
    private long _row;

    /// <exception cref="InventoryFault">The bytes are no JSON.</exception>
    public JsonRecords(Stream stream, InventorySource? source, ColumnChoice choice)
    {
        _stream = stream;
        _fields = new(source, choice);
    }

    public override InventorySource Source => _fields.Source;

    public override long Row => _row;

    public override bool Read()
    {
        try
        {
            _fields.Begin();
            while (true)
            {
                if (Advance())
                {
                    _row++;
                    _fields.End(_row);
                    return true;
                }

                if (_isAtEnd)
                    return false;
                Fill();
            }
        }
        catch (Exception fault) when (fault is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            var what = fault is JsonException { LineNumber: { } line }
                ? $"found no valid JSON in line {line + 1}"
                : "found bytes that are no text";
            throw new InventoryFault($"device {_row + 1}: {what}, allowed is JSON in UTF-8");
        }
    }

    public override IReadOnlyList<string> Columns => _fields.Columns;

    public override string? ColumnOf(Meaning meaning) => _fields.ColumnOf(meaning);

    public override bool Has(Meaning meaning) => _fields.Has(meaning);

    public override ReadOnlySpan<char> Field(Meaning meaning) => _fields.Field(meaning);

    public override void Dispose() => _stream.Dispose();

    /// <summary>Reads tokens of the buffer until a device is complete; false when the buffer has no more.</summary>
    private bool Advance()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_from, _to - _from), _isAtEnd, _state);
        var isDevice = false;
        while (!isDevice && reader.Read())
            isDevice = Take(ref reader);
        _from += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return isDevice;
    }

    /// <summary>True when the token ends a device.</summary>
    private bool Take(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when depth == 0:
                (_level, _isInList) = (1, true);
                return false;
            case JsonTokenType.StartArray when depth == 1 && !_isInList && Lists.Contains(_fields.LastName):
                (_level, _isInList) = (2, true);
                _fields.BeginList();
                _fields.Begin();
                return false;
            case JsonTokenType.StartArray:
                _fields.EnterList();
                return false;
            case JsonTokenType.EndArray when _isInList && depth == _level - 1:
                _isInList = false;
                _level = depth == 0 ? 0 : -1; // What follows in the object around the list is no device.
                return false;
            case JsonTokenType.EndArray:
                _fields.LeaveList();
                return false;
            case JsonTokenType.StartObject when depth == _level:
                _fields.Begin();
                return false;
            case JsonTokenType.StartObject:
                _fields.Enter();
                return false;
            case JsonTokenType.EndObject when depth == _level:
                return true;
            case JsonTokenType.EndObject when depth == 0:
                (_level, _isInList) = (0, false);
                _fields.Begin();
                return false;
            case JsonTokenType.EndObject:
                _fields.Leave();
                return false;
            case JsonTokenType.PropertyName:
                Name(ref reader);
                return false;
            case JsonTokenType.Null:
                return false;
            default:
                _fields.Value(ref reader);
                return false;
        }
    }

    private void Name(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestField)
            throw new InventoryFault($"device {_row + 1}: found a key of more than {LongestField} bytes");
        if (!reader.ValueIsEscaped && _fields.IsNext(reader.ValueSpan))
            return;
        Span<char> name = stackalloc char[LongestField];
        _fields.Name(name[..reader.CopyString(name)]);
    }

    private void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length)
        {
            if (_buffer.Length >= LongestRow)
            {
                throw new InventoryFault(
                    $"device {_row + 1}: found more than {LongestRow / 1024 / 1024} MiB without an end, allowed are "
                    + $"{LongestRow / 1024 / 1024} MiB for a value");
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = _stream.Read(_buffer, _to, _buffer.Length - _to);
        _to += read;
        _isAtEnd = read == 0;
    }
}
