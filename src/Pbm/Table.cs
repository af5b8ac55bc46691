using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace RsrActors.Pbm;

/// <summary>
/// Rows of one type: columns for people, and the whole row as a JSON object for programs. Each property of the type is
/// a column, in the same order and of the same name.
/// </summary>
public sealed class Table<TRow>
    where TRow : notnull
{
    private const string Gap = "  ";

    private readonly ImmutableArray<Column> _columns;
    private readonly ImmutableArray<PropertyInfo> _properties;

    /// <exception cref="ArgumentException">The columns are not the properties of the type.</exception>
    public Table(params ImmutableArray<Column> columns)
    {
        _columns = columns;
        _properties = [.. typeof(TRow).GetProperties().OrderBy(property => property.MetadataToken)];
        var names = _properties.Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        if (!names.SequenceEqual(columns.Select(column => column.Name)))
            throw new ArgumentException($"The columns of {typeof(TRow).Name} are {string.Join(", ", names)}.");
    }

    public ValueTask Header(IReply reply) =>
        reply.IsJson ? ValueTask.CompletedTask : reply.Write(Line(_columns.Select(column => (object)column.Name)));

    /// <summary>As text, a Boolean value is yes or no.</summary>
    public ValueTask Row(IReply reply, TRow row) => reply.Write(reply.IsJson ? ReplyLine.Json(row) : Text(row));

    private ReplyLine Text(TRow row) =>
        Line(_properties.Zip(_columns, (property, column) => column.TextOf(property.GetValue(row))));

    private string Line(IEnumerable<object> values)
    {
        var line = new StringBuilder();
        foreach (var (column, value) in _columns.Zip(values))
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            line.Append(column.IsRight ? text.PadLeft(column.Width) : text.PadRight(column.Width)).Append(Gap);
        }

        return line.ToString().TrimEnd();
    }
}
