namespace RsrActors.Fleets.Records;

/// <summary>The devices of an inventory, read one after the other.</summary>
internal abstract class InventoryRecords : IDisposable
{
    /// <summary>In characters or bytes. A longer row is refused as soon as that much of it is read.</summary>
    public const int LongestRow = 1024 * 1024;

    /// <summary>In characters. No value that is read is longer.</summary>
    public const int LongestField = 1024;

    /// <summary>The tool that has written the file.</summary>
    public abstract InventorySource Source { get; }

    /// <summary>The number of the present row: in CSV the header is row 1, in JSON the first device is.</summary>
    public abstract long Row { get; }

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InventoryFault">The file is damaged, or a limit is exceeded.</exception>
    public abstract bool Read();

    /// <summary>Whether any device of the file so far has a column or key for a meaning.</summary>
    public abstract bool Has(Meaning meaning);

    /// <summary>The column or key that tells a meaning; null when none does.</summary>
    public abstract string? ColumnOf(Meaning meaning);

    /// <summary>The columns, or the keys of the devices so far.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>How many fields the present row has, and how many the header; 0 and 0 where rows have none.</summary>
    public virtual (int Found, int Expected) Fields => (0, 0);

    /// <summary>Whether the present row is a line without a character.</summary>
    public virtual bool IsBlank => false;

    /// <summary>Whether the present row is long enough to have a field for a meaning.</summary>
    public virtual bool Reaches(Meaning meaning) => Has(meaning);

    /// <summary>What the present row tells; empty when it has no such column or key.</summary>
    public abstract ReadOnlySpan<char> Field(Meaning meaning);

    public abstract void Dispose();
}
