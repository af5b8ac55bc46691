using System.Collections.Immutable;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Figures;

/// <summary>
/// Which devices have a release at the end, and on which it is still to come: of a release that was held, paused or
/// withdrawn.
/// </summary>
public sealed record HolderFigures
{
    /// <summary>The release's id, or the software update's version.</summary>
    public required string Release { get; init; }

    /// <summary>
    /// The state at the end: <c>published</c>, <c>held</c>, <c>halted</c>, <c>paused</c>, <c>withdrawn</c> or
    /// <c>superseded</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>All devices.</summary>
    public required HolderRow Fleet { get; init; }

    /// <summary>Without rows of zeros, as are the other lists.</summary>
    public required ImmutableArray<HolderRow> Platforms { get; init; }

    /// <summary>By model of the device.</summary>
    public required ImmutableArray<HolderRow> Models { get; init; }

    /// <summary>Empty in a fleet without rings.</summary>
    public required ImmutableArray<HolderRow> Rings { get; init; }
}

/// <summary>The devices of the fleet, of a platform, of a model or of a ring.</summary>
/// <param name="Name">What the devices have in common: all, a platform, a model or a ring.</param>
/// <param name="Having">Devices on which the response is active, or whose base is a build of the update.</param>
/// <param name="ToCome">Devices on which it is offered or being installed.</param>
/// <param name="InSafari">Of those to come: Safari already runs it.</param>
/// <param name="ToComeBy">Those to come by step, in the words of the model's <c>ReleasePresence</c>.</param>
public sealed record HolderRow(string Name, long Having, long ToCome, long InSafari, Counts ToComeBy);
