using System.Collections.Immutable;
using Sylvan.Data.Csv;

namespace RsrActors.Fleets.Tables;

/// <summary>Reads a table that is part of the program.</summary>
internal static class TableFile
{
    public static ImmutableArray<string[]> Rows(string name)
    {
        using var stream = typeof(TableFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is not in the program.");
        using var text = new StreamReader(stream);
        using var csv = CsvDataReader.Create(text);
        var rows = ImmutableArray.CreateBuilder<string[]>();
        while (csv.Read())
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        return rows.ToImmutable();
    }
}
