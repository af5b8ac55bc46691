using System.Collections.Immutable;

namespace RsrActors.Host.Views;

/// <summary>What devices have reported about an application, on the base or under a response.</summary>
internal sealed record ApplicationRow
{
    public required string Application { get; init; }

    /// <summary>The response, or base.</summary>
    public required string Release { get; init; }

    public required string Platform { get; init; }

    /// <summary>Daily totals received.</summary>
    public required long Reports { get; init; }

    /// <summary>Devices that have reported; null on the base, where they are not counted.</summary>
    public required int? Devices { get; init; }

    /// <summary>Devices on which it has crashed; null on the base.</summary>
    public required int? CrashedDevices { get; init; }

    /// <summary>Hours of use.</summary>
    public required decimal Hours { get; init; }

    public required long Crashes { get; init; }

    /// <summary>Crashes in a thousand hours of use.</summary>
    public required double? PerThousandHours { get; init; }

    /// <summary>The lower end of its 95 % interval.</summary>
    public required double? Low95 { get; init; }

    /// <summary>The upper end of its 95 % interval.</summary>
    public required double? High95 { get; init; }
}

/// <summary>What is reported under a response, and what the test says about it.</summary>
internal sealed record CrashEvidenceRow
{
    /// <summary>The moment to which the counts apply.</summary>
    public required string CountedAt { get; init; }

    public required string Release { get; init; }

    public required string Application { get; init; }

    public required string Platform { get; init; }

    public required long Crashes { get; init; }

    /// <summary>Hours of use.</summary>
    public required decimal Hours { get; init; }

    /// <summary>Crashes that the base leads to expect in these hours.</summary>
    public required double? Expected { get; init; }

    /// <summary>Crashes divided by the expected crashes.</summary>
    public required double? Ratio { get; init; }

    /// <summary>The lower end of the ratio's 95 % interval.</summary>
    public required double? Low95 { get; init; }

    /// <summary>The upper end of the ratio's 95 % interval.</summary>
    public required double? High95 { get; init; }

    /// <summary>Two-sided, of the comparison with the base.</summary>
    public required double? PValue { get; init; }

    /// <summary>The logarithm of the likelihood ratio; null where it is not tested.</summary>
    public required double? Statistic { get; init; }

    /// <summary>The statistic signals from this value.</summary>
    public required double? Critical { get; init; }

    /// <summary>What the test says; null for nothing.</summary>
    public required string? Says { get; init; }

    /// <summary>The signal, with the counts of its moment; null for none.</summary>
    public required SignalView? Signalled { get; init; }
}

/// <param name="Expected">Crashes that the base led to expect.</param>
internal sealed record SignalView(string At, long Crashes, double? Expected);

/// <summary>The published list of the applications that a response affects.</summary>
/// <param name="EffectiveAt">When devices can get it.</param>
/// <param name="Evidence">What was known at each signal that led to it, in words.</param>
internal sealed record AffectedRow(
    string Release, string PublishedAt, string EffectiveAt, ImmutableArray<string> Applications, string Evidence);

/// <summary>A signal of the sequential test.</summary>
internal sealed record RegressionRow
{
    public required string At { get; init; }

    public required string Release { get; init; }

    public required string Application { get; init; }

    public required string Platform { get; init; }

    /// <summary>The scenario has no such regression.</summary>
    public required bool FalseAlarm { get; init; }

    public required long Crashes { get; init; }

    /// <summary>Hours of use; null in journals of model 2 and earlier.</summary>
    public required decimal? Hours { get; init; }

    /// <summary>Crashes that the base led to expect.</summary>
    public required double? Expected { get; init; }

    /// <summary>In a sentence.</summary>
    public required string Why { get; init; }
}
