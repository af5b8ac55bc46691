using Parquet;
using Parquet.Schema;

namespace RsrActors.Laboratory.Output;

/// <summary>One column of a Parquet file, with all its values.</summary>
internal abstract record ParquetColumn(DataField Field)
{
    /// <summary>A text in every row.</summary>
    public static ParquetColumn Of(string name, IReadOnlyCollection<string> values) =>
        new TextColumn(new(name, typeof(string), isNullable: false), values);

    /// <summary>A number in every row.</summary>
    public static ParquetColumn Of<T>(string name, IEnumerable<T> values) where T : struct =>
        new NumberColumn<T>(new(name, typeof(T), isNullable: false), values.ToArray());

    /// <summary>A number, or null where there is none.</summary>
    public static ParquetColumn OfOptional(string name, IEnumerable<double?> values) =>
        new OptionalColumn(new(name, typeof(double), isNullable: true), values.ToArray());

    public abstract Task WriteTo(ParquetRowGroupWriter rows);

    private sealed record TextColumn(DataField Field, IReadOnlyCollection<string> Values) : ParquetColumn(Field)
    {
        public override Task WriteTo(ParquetRowGroupWriter rows) => rows.WriteAsync(Field, Values);
    }

    private sealed record NumberColumn<T>(DataField Field, ReadOnlyMemory<T> Values) : ParquetColumn(Field)
        where T : struct
    {
        public override Task WriteTo(ParquetRowGroupWriter rows) => rows.WriteAsync(Field, Values);
    }

    private sealed record OptionalColumn(DataField Field, ReadOnlyMemory<double?> Values) : ParquetColumn(Field)
    {
        public override Task WriteTo(ParquetRowGroupWriter rows) => rows.WriteAsync(Field, Values);
    }
}

/// <summary>
/// Writes a Parquet file with one group of rows. It has no moment of writing and no name of a machine, so equal columns
/// give equal bytes.
/// </summary>
internal static class ParquetFile
{
    /// <summary>The bytes of a file. The library writes asynchronously only; into memory that never waits.</summary>
    public static byte[] Of(IReadOnlyList<ParquetColumn> columns)
    {
        using var output = new MemoryStream();
        Write(columns, output).GetAwaiter().GetResult();
        return output.ToArray();
    }

    private static async Task Write(IReadOnlyList<ParquetColumn> columns, Stream output)
    {
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        await using var writer = await ParquetWriter.CreateAsync(schema, output);
        using var rows = writer.CreateRowGroup();
        foreach (var column in columns)
            await column.WriteTo(rows);
        rows.CompleteValidate();
    }
}
