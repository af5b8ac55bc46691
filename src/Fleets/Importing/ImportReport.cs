using System.Collections.Immutable;
using RsrActors.Fleets.Records;
using RsrActors.Model.Scenarios;

namespace RsrActors.Fleets.Importing;

/// <summary>What an inventory tells, and what of it was not understood.</summary>
public sealed record ImportReport
{
    public required InventorySource Source { get; init; }

    /// <summary>Whether the source was recognised by the columns.</summary>
    public required bool IsDetected { get; init; }

    /// <summary>Rows with a device, or with none; the header does not count.</summary>
    public required long Rows { get; init; }

    /// <summary>The kinds of devices in their order.</summary>
    public required ImmutableArray<InventoryKind> Kinds { get; init; }

    /// <summary>Rows that were left out by rule.</summary>
    public required ImmutableArray<(Skipped Why, long Rows)> Skipped { get; init; }

    /// <summary>Rows that were not understood, by the meaning of the column and the reason.</summary>
    public required ImmutableArray<(string Field, string Reason, long Rows)> Rejected { get; init; }

    /// <summary>The first row that was not understood; null when all were.</summary>
    public required Rejection? FirstRejected { get; init; }

    /// <summary>Devices whose model the program's table lacks.</summary>
    public required long AssumedModels { get; init; }

    /// <summary>The day to which silence counts; null when the file tells no check-ins.</summary>
    public required DateOnly? Day { get; init; }

    public int Devices => Kinds.Sum(kind => kind.Devices);
}
