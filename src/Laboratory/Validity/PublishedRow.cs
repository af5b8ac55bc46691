using System.Collections.Immutable;

namespace RsrActors.Laboratory.Validity;

/// <summary>What a published row may be used for. It is decided before anything is fitted.</summary>
public enum RowUse
{
    /// <summary>The behaviour of its population was fitted to it.</summary>
    Fit,

    /// <summary>It was kept out of the fit.</summary>
    Test,
}

/// <summary>A share that a population's measure defines, as it was published.</summary>
/// <param name="Name">What the row is called; the release when the file gives no name.</param>
/// <param name="Release">The software update or response, as the scenario names it.</param>
/// <param name="Without">A newer release whose devices are left out; null when they count.</param>
/// <param name="From">Since publication.</param>
/// <param name="To">The end of the interval over which the share is averaged; as From for a moment.</param>
/// <param name="Before">The part of the interval before the publication, which counts as nothing.</param>
/// <param name="Observed">From 0 to 1.</param>
/// <param name="IsLimit">Whether it was published only that the share was below <paramref name="Observed"/>.</param>
/// <param name="Why">Explains a large error; empty for none.</param>
public sealed record PublishedRow(
    string Name, string Release, string? Without, TimeSpan From, TimeSpan To, TimeSpan Before, double Observed,
    bool IsLimit, RowUse Use, string Why)
{
    /// <summary>The moments of which the average is taken: the middle of each day, or the one moment.</summary>
    public ImmutableArray<TimeSpan> Moments => To == From
        ? [From]
        :
        [
            .. Enumerable.Range(0, (int)Math.Ceiling((To - From).TotalDays))
                .Select(day => From + TimeSpan.FromDays(day + 0.5)),
        ];

    /// <summary>By what a simulated average over <see cref="Moments"/> is multiplied.</summary>
    public double Weight => To == From ? 1 : (To - From) / (To - From + Before);
}

/// <summary>Which share of devices was published.</summary>
public enum PublishedMeasure
{
    /// <summary>Devices that have the release, or a newer one, of all.</summary>
    Adoption,

    /// <summary>Devices that run again, of those that did not start with the software update.</summary>
    Restored,

    /// <summary>Devices that have installed the software update, whether or not they left it since, of all.</summary>
    Affected,
}

/// <summary>People of whose devices shares were published, and a scenario of them.</summary>
/// <param name="Scenario">The name of a scenario beside the rows, or of one that comes with the program.</param>
/// <param name="Of">Who they are.</param>
/// <param name="IsApple">Whether the release was one of Apple's.</param>
/// <param name="Source">Where the rows were published.</param>
public sealed record Population(
    string Scenario, string Of, bool IsApple, string Source, PublishedMeasure Measure,
    ImmutableArray<PublishedRow> Rows);
