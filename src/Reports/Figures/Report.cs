using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RsrActors.Reports.Numbers;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Figures;

/// <summary>
/// What a run came to: a function of its events and of the scenario, but for <see cref="Run"/>, which belongs to one
/// execution. The order of the members is the order of the keys in <c>report.json</c>.
/// </summary>
/// <param name="Version">The program's.</param>
/// <param name="Adoption">Each virtual hour from the start, and the end.</param>
public sealed record Report(
    string Scenario,
    ulong Seed,
    string Version,
    DateTimeOffset Start,
    int Devices,
    decimal VirtualSeconds,
    long Events,
    long Epochs,
    string HistoryHash,
    InvariantFigures Invariants,
    ImmutableArray<ReleaseFigures> Releases,
    SigningFigures Signing,
    ImmutableArray<AdoptionHour> Adoption,
    ImmutableArray<SoftwareUpdateFigures> SoftwareUpdates,
    [property: JsonPropertyOrder(1)] RunFigures Run)
{
    /// <summary>
    /// The shape of <c>report.json</c>. One more whenever a key is renamed, removed or changes its meaning.
    /// </summary>
    public const int CurrentFormat = 2;

    [JsonPropertyOrder(-1)]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The whole fleet at the end; not there when no response was published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FleetProtectionFigures? Protection { get; init; }

    /// <summary>The enforcements that managed devices were ordered to obey, in their order.</summary>
    public ImmutableArray<EnforcementFigures> Enforcements { get; init; } = [];

    /// <summary>Not there in a run without crash analytics.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrashFigures? Crashes { get; init; }

    /// <summary>Not there when no release has a regression.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WithoutRegressions? WithoutRegressions { get; init; }
}

public sealed record InvariantFigures(long Checked, long Broken);

/// <summary>What the devices got from the signing service.</summary>
/// <param name="Issued">Tickets made for a request.</param>
/// <param name="Reused">Installations that took the ticket of an earlier one and asked for none.</param>
/// <param name="Refused">Refusals, by the status that came with them.</param>
public sealed record SigningFigures(long Issued, long Reused, Counts Refused);

/// <summary>The fleet at one moment, after everything that happened up to and at it.</summary>
/// <param name="Base">Enrolled devices without an active response.</param>
/// <param name="Active">Devices by the response that is active on them.</param>
public sealed record AdoptionHour(long Ms, long Base, Counts Active);

/// <summary>One software update in the fleet; devices count once.</summary>
/// <param name="Installed">Counted under the version that was offered, should a platform call it otherwise.</param>
public sealed record SoftwareUpdateFigures(string Version, long Offered, long Installed, Counts FailedAttempts);

/// <summary>How this execution went; no other need be like it.</summary>
/// <param name="EventsPerSecond">Of wall time.</param>
/// <param name="Wakes">One entity, one moment.</param>
/// <param name="ProcessorSeconds">Of all threads together.</param>
/// <param name="CollectionSeconds">Of wall time in which everything stood still for the collector of garbage.</param>
public sealed record RunFigures(
    decimal WallSeconds, long EventsPerSecond, long Wakes, long Windows, long PeakMemoryBytes, int Threads,
    decimal ProcessorSeconds = 0, decimal CollectionSeconds = 0)
{
    /// <summary>Of a run that nobody timed.</summary>
    public static readonly RunFigures None = new(0, 0, 0, 0, 0, 0);

    /// <param name="events">Of this execution, without those before a resume.</param>
    public static RunFigures Of(
        TimeSpan wall, long events, long wakes, long windows, long peakMemoryBytes, int threads,
        TimeSpan processor, TimeSpan collection) => new(
        FixedDecimals.Seconds((long)wall.TotalMilliseconds),
        (long)Math.Round(events / Math.Max(wall.TotalSeconds, 0.001)),
        wakes,
        windows,
        peakMemoryBytes,
        threads,
        FixedDecimals.Seconds((long)processor.TotalMilliseconds),
        FixedDecimals.Seconds((long)collection.TotalMilliseconds));
}
