using RsrActors.Model;
using Sylvan.Data.Csv;

namespace RsrActors.Fleets.Records;

/// <summary>
/// An inventory in CSV by RFC 4180: fields with separators, quotes or line breaks stand in quotes. The separator is a
/// comma, a semicolon or a tab; the library recognises it by the header.
/// </summary>
internal sealed class CsvRecords : InventoryRecords
{
    private const int MostColumns = 1000;

    private readonly CsvDataReader _csv;
    private readonly int[] _places;
    private readonly string[] _columns;
    private long _row;

    /// <exception cref="InventoryFault">There is no header that can be used.</exception>
    public CsvRecords(TextReader text, InventorySource? source, ColumnChoice choice)
    {
        try
        {
            _csv = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                HasHeaders = false,
                BufferSize = 64 * 1024,
                MaxBufferSize = LongestRow,
                CsvStyle = CsvStyle.Standard,
                Delimiter = DelimiterOf(ref text),
                StringFactory = static (buffer, offset, length) => new string(buffer, offset, length),
            });
        }
        catch (Exception fault) when (Explain(fault, 1) is { } known)
        {
            throw known;
        }

        if (!Read())
            throw new InventoryFault("found no row, allowed is an inventory with a header");
        var columns = _columns = new string[_csv.RowFieldCount];
        if (columns.Length > MostColumns)
        {
            throw new InventoryFault($"row 1: found {columns.Length} columns, allowed are {MostColumns} at most");
        }

        for (var i = 0; i < columns.Length; i++)
            columns[i] = _csv.GetString(i).Trim();
        if (columns is ["row", "field", "reason", ..] or ["file", "row", "field", "reason", ..])
            throw new InventoryFault("found the rows that an import did not understand, allowed is an inventory");
        Source = source ?? Synonyms.Detect(columns);
        _places = choice.Places(columns, Source, out var refusal);
        if (refusal.Length == 0 && _places[(int)Meaning.Version] < 0)
            refusal = Lacks("the version of the operating system", Meaning.Version);
        if (refusal.Length == 0 && _places[(int)Meaning.Model] < 0 && _places[(int)Meaning.Platform] < 0)
            refusal = Lacks("the model or the platform", Meaning.Model);
        if (refusal.Length > 0 && text is SniffedText { Title: var (values, below) })
        {
            refusal = $"row 1: found {Words.Count(values, "value")}, and {below} in the row below it: is it a title? "
                + "remove it; allowed is a header with the names of the columns";
        }

        if (refusal.Length > 0)
            throw new InventoryFault(refusal);
    }

    public override InventorySource Source { get; }

    public override long Row => _row;

    public override IReadOnlyList<string> Columns => _columns;

    public override (int Found, int Expected) Fields => (_csv.RowFieldCount, _columns.Length);

    public override bool Read()
    {
        try
        {
            if (!_csv.Read())
                return false;
            _row++;
            return true;
        }
        catch (Exception fault) when (Explain(fault, _row + 1) is { } known)
        {
            throw known;
        }
    }

    public override bool Has(Meaning meaning) => _places[(int)meaning] >= 0;

    public override bool IsBlank => _columns.Length > 1
        && (_csv.RowFieldCount == 0 || (_csv.RowFieldCount == 1 && _csv.GetFieldSpan(0).Trim().IsEmpty));

    public override string? ColumnOf(Meaning meaning) =>
        _places[(int)meaning] is >= 0 and var place ? _columns[place] : null;

    public override bool Reaches(Meaning meaning) =>
        _places[(int)meaning] is >= 0 and var place && place < _csv.RowFieldCount;

    public override ReadOnlySpan<char> Field(Meaning meaning)
    {
        var place = _places[(int)meaning];
        return place < 0 || place >= _csv.RowFieldCount ? default : _csv.GetFieldSpan(place).Trim();
    }

    public override void Dispose() => _csv.Dispose();

    private static InventoryFault? Explain(Exception fault, long row) => fault switch
    {
        CsvRecordTooLargeException => new(
            $"row {row}: found more than {LongestRow / 1024 / 1024} MiB without an end, allowed are "
            + $"{LongestRow / 1024 / 1024} MiB for a row"),
        CsvFormatException => new(
            $"row {row}: found a quote that does not end its field, allowed are fields as in RFC 4180"),
        UndecodableException broken => new(
            $"row {broken.Row}: found bytes that are no text, allowed is UTF-8, or UTF-16 with a byte order mark; in a "
            + "spreadsheet, save the file as 'CSV UTF-8'"),
        ZeroCharacterException => new(
            $"row {row} or a later one: found a character 0, allowed is an inventory in CSV or JSON"),
        TooManyFieldsException => new(
            $"row {row} or a later one: found more than {SniffedText.MostFields} fields, allowed are {MostColumns}"),
        _ => null,
    };

    private string Lacks(string what, Meaning meaning) => _columns.Any(column => ShownText.Hidden(column) is not null)
        ? "row 1: found values of a device, allowed is a header with the names of the columns"
        : $"row 1: found no column for {what}; its columns are {ColumnChoice.Shown(_columns)}; "
        + (SimilarColumn.Of(meaning, Source, _columns) is { } similar
            ? SimilarColumn.Advice(similar, meaning)
            : $"--map COLUMN={ColumnChoice.WordOf(meaning)} names one");

    private static char? DelimiterOf(ref TextReader text) => text is SniffedText sniffed ? sniffed.Delimiter : null;
}
