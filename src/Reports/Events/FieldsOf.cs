using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Events;

/// <summary>
/// The fields of an exported object in a fixed order, each with its key and the form of its value. They are declared
/// once. The keys exist without an object, because a table has its header before its first row.
/// </summary>
public sealed class FieldsOf<T>
{
    private readonly List<string> _keys = [];
    private readonly List<Action<EventFields, T>> _fields = [];

    public IReadOnlyList<string> Keys => _keys;

    public FieldsOf(Action<FieldsOf<T>> declare) => declare(this);

    /// <summary>Writes all fields of a value; the JSON object is open already.</summary>
    public void Write(EventFields output, T value)
    {
        foreach (var field in _fields)
            field(output, value);
    }

    public FieldsOf<T> Text(string key, Func<T, string> value) =>
        Add(key, (output, name, one) => output.Text(name, value(one)));

    public FieldsOf<T> TextOrNull(string key, Func<T, string?> value) =>
        Add(key, (output, name, one) => output.TextOrNull(name, value(one)));

    public FieldsOf<T> Texts(string key, Func<T, ImmutableArray<string>> values) =>
        Add(key, (output, name, one) => output.Texts(name, values(one)));

    public FieldsOf<T> LetterOrNull(string key, Func<T, char?> value) =>
        Add(key, (output, name, one) => output.LetterOrNull(name, value(one)));

    public FieldsOf<T> Word<TWord>(string key, Func<T, TWord> value) where TWord : struct, Enum =>
        Add(key, (output, name, one) => output.Text(name, Words.Of(value(one))));

    public FieldsOf<T> Number(string key, Func<T, long> value) =>
        Add(key, (output, name, one) => output.Number(name, value(one)));

    public FieldsOf<T> Number(string key, Func<T, ulong> value) =>
        Add(key, (output, name, one) => output.Number(name, value(one)));

    public FieldsOf<T> NumberOrNull(string key, Func<T, long?> value) =>
        Add(key, (output, name, one) => output.NumberOrNull(name, value(one)));

    public FieldsOf<T> Flag(string key, Func<T, bool> value) =>
        Add(key, (output, name, one) => output.Flag(name, value(one)));

    public FieldsOf<T> FlagOrNull(string key, Func<T, bool?> value) =>
        Add(key, (output, name, one) => output.FlagOrNull(name, value(one)));

    public FieldsOf<T> Seconds(string key, Func<T, TimeSpan> value) =>
        Add(key, (output, name, one) => output.Seconds(name, value(one)));

    public FieldsOf<T> Percent(string key, Func<T, double> value) =>
        Add(key, (output, name, one) => output.Percent(name, value(one)));

    /// <summary>A figure of a rollout rule, always with six decimals.</summary>
    public FieldsOf<T> Figure(string key, Func<T, double> value) => Hours(key, value);

    public FieldsOf<T> Hours(string key, Func<T, double> value) =>
        Add(key, (output, name, one) => output.Hours(name, value(one)));

    public FieldsOf<T> HoursOrNull(string key, Func<T, double?> value) =>
        Add(key, (output, name, one) => output.HoursOrNull(name, value(one)));

    public FieldsOf<T> Expected(string key, Func<T, double> value) =>
        Add(key, (output, name, one) => output.Expected(name, value(one)));

    public FieldsOf<T> Probability(string key, Func<T, double> value) =>
        Add(key, (output, name, one) => output.Probability(name, value(one)));

    public FieldsOf<T> Instant(string key, Func<T, VirtualTime?> value) =>
        Add(key, (output, name, one) => output.Instant(name, value(one)));

    public FieldsOf<T> Digest(string key, Func<T, Digest> value) =>
        Add(key, (output, name, one) => output.Digest(name, value(one)));

    public FieldsOf<T> Digests(string key, Func<T, ImmutableArray<Digest>> values) =>
        Add(key, (output, name, one) => output.Digests(name, values(one)));

    public FieldsOf<T> Seal(string key, Func<T, Seal> value) =>
        Add(key, (output, name, one) => output.Seal(name, value(one)));

    public FieldsOf<T> Managed(string key, Func<T, Management?> value) =>
        Add(key, (output, name, one) => output.Managed(name, value(one)));

    // Optional fields: a field without a value is left out.

    public FieldsOf<T> TextIfAny(string key, Func<T, string?> value) => Add(key, (output, name, one) =>
    {
        if (value(one) is { } text)
            output.Text(name, text);
    });

    public FieldsOf<T> NumberIfAny(string key, Func<T, long?> value) =>
        AddIfAny(key, value, static (output, name, number) => output.Number(name, number));

    public FieldsOf<T> FlagIfAny(string key, Func<T, bool?> value) =>
        AddIfAny(key, value, static (output, name, flag) => output.Flag(name, flag));

    public FieldsOf<T> PercentIfAny(string key, Func<T, double?> value) =>
        AddIfAny(key, value, static (output, name, percent) => output.Percent(name, percent));

    public FieldsOf<T> SecondsIfAny(string key, Func<T, TimeSpan?> value) =>
        AddIfAny(key, value, static (output, name, span) => output.Seconds(name, span));

    /// <summary>A list of objects that have these fields.</summary>
    public FieldsOf<T> Objects<TItem>(
        string key, Func<T, ImmutableArray<TItem>> values, Action<FieldsOf<TItem>> declare)
    {
        var fields = new FieldsOf<TItem>(declare);
        return Add(key, (output, name, one) => output.Objects(name, values(one), fields));
    }

    /// <summary>The same; an empty list is left out.</summary>
    public FieldsOf<T> ObjectsIfAny<TItem>(
        string key, Func<T, ImmutableArray<TItem>> values, Action<FieldsOf<TItem>> declare)
    {
        var fields = new FieldsOf<TItem>(declare);
        return Add(key, (output, name, one) =>
        {
            if (values(one) is { IsEmpty: false } some)
                output.Objects(name, some, fields);
        });
    }

    private FieldsOf<T> AddIfAny<TValue>(
        string key, Func<T, TValue?> value, Action<EventFields, JsonEncodedText, TValue> write)
        where TValue : struct => Add(key, (output, name, one) =>
    {
        if (value(one) is { } some)
            write(output, name, some);
    });

    private FieldsOf<T> Add(string key, Action<EventFields, JsonEncodedText, T> write)
    {
        if (_keys.Contains(key))
            throw new ArgumentException($"Two fields have the key {key}.", nameof(key));
        var name = JsonEncodedText.Encode(key);
        _keys.Add(key);
        _fields.Add((output, value) => write(output, name, value));
        return this;
    }
}
