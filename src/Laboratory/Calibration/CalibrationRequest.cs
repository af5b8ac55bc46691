using System.Collections.Immutable;

namespace RsrActors.Laboratory.Calibration;

/// <summary>What a command line asks for: everything on which the result depends, beside the observed points.</summary>
public sealed record CalibrationRequest
{
    /// <summary>The name of a scenario that comes with the program, or a path to a file.</summary>
    public required string Scenario { get; init; }

    /// <summary>Settings of all runs, each <c>key=value</c>.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>All chance of the calibration follows from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The release or software update that was observed; null for the first one that the script publishes.
    /// </summary>
    public string? Release { get; init; }

    /// <summary>What is fitted, as <see cref="FreeParameter.Read"/> takes it; null for the usual keys.</summary>
    public string? Free { get; init; }

    /// <summary>How many devices were observed; null for the scenario's fleet.</summary>
    public int? ObservedDevices { get; init; }

    /// <summary>
    /// The devices of each run; null for the scenario's fleet, and <see cref="MostDevices"/> at most.
    /// </summary>
    public int? Devices { get; init; }

    /// <summary>Runs of the fitted behaviour for the residuals, and of a forecast.</summary>
    public int Replicates { get; init; } = 8;

    /// <summary>Whether there are fewer runs, for a first look: <see cref="CalibrationSchedule.Quick"/>.</summary>
    public bool IsQuick { get; init; }

    /// <summary>How far a forecast looks, in days since the publication; null for a calibration.</summary>
    public double? ForecastDays { get; init; }

    /// <summary>
    /// A run of more devices would say little more: the noise of a fit is mostly that of what was observed.
    /// </summary>
    public const int MostDevices = 4000;
}
