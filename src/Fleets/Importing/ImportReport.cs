using System.Collections.Immutable;
using RsrActors.Fleets.Records;
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

    /// <summary>How many columns were not read.</summary>
    public required int OtherColumns { get; init; }

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

    /// <summary>The day to which silence counts; null when the file tells no check-ins.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>The tool that has written the first file.</summary>
    public InventorySource Source => Files[0].Source;

    /// <summary>Whether the source of the first file was recognised by its columns.</summary>
    public bool IsDetected => Files[0].IsDetected;

    public long Rows => Files.Sum(file => file.Rows);

    public int Devices => Kinds.Sum(kind => kind.Devices);
}
