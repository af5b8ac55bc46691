using System.Collections.Immutable;
using RsrActors.Fleets.Records;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Fleets.Importing;

/// <summary>How one file of an import was read.</summary>
public sealed record ImportedFile
{
    public required string Path { get; init; }

    public required InventorySource Source { get; init; }

    /// <summary>Whether the source was recognised by the columns.</summary>
    public required bool IsDetected { get; init; }

    /// <summary>Rows with a device, or with none; the header does not count.</summary>
    public required long Rows { get; init; }

    /// <summary>The columns that were used, and what each tells.</summary>
    public required ImmutableArray<(string Column, Meaning Meaning)> Columns { get; init; }

    /// <summary>The columns that were not read, and are not known to name a device or a person.</summary>
    public required ImmutableArray<string> OtherColumns { get; init; }

    /// <summary>The columns that were not read, and are known to name a device or a person.</summary>
    public required ImmutableArray<string> PersonalColumns { get; init; }

    /// <summary>
    /// What no column tells although an inventory can have it; each with a column that was not read and has a similar
    /// name, or null.
    /// </summary>
    public required ImmutableArray<(Meaning Meaning, string? Similar)> Missing { get; init; }

    /// <summary>How many different groups its devices have.</summary>
    public required int Groups { get; init; }

    /// <summary>Groups to which several names in the file have become one, and how many names.</summary>
    public required ImmutableArray<(string Group, int Names)> MergedGroups { get; init; }

    /// <summary>How its dates were read; null when their order makes no difference.</summary>
    public required DateReading? Dates { get; init; }
}

/// <summary>What an inventory tells, and what of it was not understood.</summary>
public sealed record ImportReport
{
    /// <summary>The files in the order in which they were read; one at least.</summary>
    public required ImmutableArray<ImportedFile> Files { get; init; }

    /// <summary>The kinds of devices in their order.</summary>
    public required ImmutableArray<InventoryKind> Kinds { get; init; }

    /// <summary>Rows that were left out by rule.</summary>
    public required ImmutableArray<(Skipped Why, long Rows)> Skipped { get; init; }

    /// <summary>Rows that were not understood, by the meaning of the column and the reason.</summary>
    public required ImmutableArray<(string Field, string Reason, long Rows)> Rejected { get; init; }

    /// <summary>The first row that was not understood; null when all were.</summary>
    public required Rejection? FirstRejected { get; init; }

    /// <summary>Devices whose model the program's table lacks.</summary>
    public long AssumedModels => UnknownModels.Sum(model => model.Devices);

    /// <summary>Models that the program's table lacks, with their devices, the most frequent first.</summary>
    public required ImmutableArray<(string Model, long Devices)> UnknownModels { get; init; }

    /// <summary>
    /// Names of models that several product types share, each with the product type that was assumed and the devices,
    /// the most frequent first.
    /// </summary>
    public required ImmutableArray<(string Name, string Model, long Devices)> SharedNames { get; init; }

    /// <summary>Platforms that were assumed because neither model nor processor is told, with their devices.</summary>
    public required ImmutableArray<(Platform Platform, long Devices)> AssumedPlatforms { get; init; }

    /// <summary>The day to which silence counts; null when the file tells no check-ins.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>The tool that has written the first file.</summary>
    public InventorySource Source => Files[0].Source;

    /// <summary>Whether the source of the first file was recognised by its columns.</summary>
    public bool IsDetected => Files[0].IsDetected;

    public long Rows => Files.Sum(file => file.Rows);

    public int Devices => Kinds.Sum(kind => kind.Devices);
}
