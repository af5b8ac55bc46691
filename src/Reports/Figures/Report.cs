using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RsrActors.Reports.Numbers;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Figures;

/// <summary>
/// The outcome of a run. It is a function of the run's events and of the scenario, except for <see cref="Run"/>, which
/// describes one execution. The order of the properties is the order of the keys in <c>report.json</c>.
/// </summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Seed">The number from which all chance of the run follows.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Start">The moment of the real calendar at which the scenario starts.</param>
/// <param name="Devices">Devices of the fleet.</param>
/// <param name="VirtualSeconds">From the scenario's start to the end of the run.</param>
/// <param name="Events">All events of the run.</param>
/// <param name="Epochs">The parts in which the run was stored.</param>
/// <param name="HistoryHash">Of all events; equal histories have equal hashes.</param>
/// <param name="Invariants">Rules that no history may break.</param>
/// <param name="Releases">One for each response of the scenario.</param>
/// <param name="Signing">Tickets that were issued and refused.</param>
/// <param name="Adoption">At each hour of virtual time from the start, and at the end.</param>
/// <param name="SoftwareUpdates">Those that were offered or published, by version.</param>
/// <param name="Run">What this execution took; every execution has its own.</param>
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
    /// The number of the format of <c>report.json</c>. It grows when a key is renamed, removed or changes its meaning.
    /// </summary>
    public const int CurrentFormat = 2;

    /// <summary>The version of the format of this file.</summary>
    [JsonPropertyOrder(-1)]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Absent in a fleet that is drawn by shares.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InventoryFigures? Inventory { get; init; }

    /// <summary>The whole fleet at the end; absent when no response was published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FleetProtectionFigures? Protection { get; init; }

    /// <summary>The vulnerabilities of the scenario, in its order; absent when it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<VulnerabilityFigures>? Vulnerabilities { get; init; }

    /// <summary>
    /// The orders that were given while the run went on, by their source: <c>api</c>, <c>console</c> or <c>page</c>.
    /// Absent when there was none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Counts? LiveOrders { get; init; }

    /// <summary>What was decided about the rollouts, and why, in the order of time.</summary>
    public ImmutableArray<DecisionFigures> Decisions { get; init; } = [];

    /// <summary>The enforcements that were ordered for managed devices, in their order.</summary>
    public ImmutableArray<EnforcementFigures> Enforcements { get; init; } = [];

    /// <summary>Each release that was published in each ring; absent in a fleet without rings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<RingFigures>? Rings { get; init; }

    /// <summary>Who has the releases that were held, paused or withdrawn; absent when none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<HolderFigures>? Holders { get; init; }

    /// <summary>What it took: by mechanism and platform, of installations that succeeded.</summary>
    public ImmutableArray<EffortFigures> Effort { get; init; } = [];

    /// <summary>Absent when no step of a boot failed and no stored file was damaged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BootFigures? Boots { get; init; }

    /// <summary>Absent in a run without crash analytics.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrashFigures? Crashes { get; init; }

    /// <summary>Absent when no release has a regression.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WithoutRegressions? WithoutRegressions { get; init; }

    /// <summary>
    /// How many devices were protected at each full hour of virtual time from the scenario's start, after everything
    /// that happened up to and at that hour. Not stored.
    /// </summary>
    /// <remarks>
    /// In a scenario with vulnerabilities a device is protected when every process runs content without them, for each
    /// one that concerns its platform, also before that one is known. So with one vulnerability the first hour with
    /// half of the devices that it concerns is the first one at or after <see cref="ExposureFigures.ProtectedAfter"/>,
    /// if none lost its protection in between; with several, no hour before the latest of these moments has half of the
    /// devices if each concerns all of them. In a scenario without vulnerabilities a device is protected when it has
    /// the fixes of the response that is the newest one for its platform at that hour (<see
    /// cref="Model.Devices.States.Protection"/>), and no device is before the first publication. So the value at the
    /// end is that of <see cref="Protection"/>; with vulnerabilities the two differ by devices that have the fixes of
    /// the newest response and not of all vulnerabilities, or the other way round.
    /// </remarks>
    [JsonIgnore]
    public ImmutableArray<int> ProtectedByHour { get; init; } = [];
}

/// <summary>Rules that no history may break.</summary>
/// <param name="Checked">Rules that were checked.</param>
/// <param name="Broken">Of them, those that the history breaks.</param>
public sealed record InvariantFigures(long Checked, long Broken);

/// <summary>What the devices got from the signing service: here for responses.</summary>
/// <param name="Issued">Tickets that were issued for a request.</param>
/// <param name="Reused">Installations that used the ticket of an earlier one, and made no request.</param>
/// <param name="Refused">Requests without a ticket, by status; -1 when there was no answer.</param>
/// <param name="BootTickets">The same for software updates.</param>
public sealed record SigningFigures(long Issued, long Reused, Counts Refused, BootTicketFigures BootTickets);

/// <summary>Boot tickets, which devices request before they restart into a software update.</summary>
/// <param name="Issued">Tickets that were issued; each has a request of its own.</param>
/// <param name="Refused">Requests without a ticket, by status; -1 when there was no answer.</param>
public sealed record BootTicketFigures(long Issued, Counts Refused);

/// <summary>The fleet at one moment, after everything that happened up to and at it.</summary>
/// <param name="Ms">Milliseconds since the scenario's start.</param>
/// <param name="Base">Enrolled devices without an active response.</param>
/// <param name="Active">Devices by the response that is active on them.</param>
public sealed record AdoptionHour(long Ms, long Base, Counts Active)
{
    /// <summary>
    /// Protected devices by platform, of the platforms that ever had one: those with the fixes of the newest response,
    /// or, in a scenario with vulnerabilities, those without any of them. Absent in reports of earlier versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Counts? Protected { get; init; }
}

/// <summary>One software update in the fleet; devices count once.</summary>
/// <param name="Version">Its name: 16.6 also for Macs, where the version is 13.5.</param>
/// <param name="Offered">Devices to which it was offered.</param>
/// <param name="Installed">Devices that installed it.</param>
/// <param name="FailedAttempts">Failed attempts, each time, by fault; closed gates are included.</param>
public sealed record SoftwareUpdateFigures(string Version, long Offered, long Installed, Counts FailedAttempts)
{
    /// <summary>From the scenario's start to its publication; null when it was not published.</summary>
    public decimal? PublishedSeconds { get; init; }

    /// <summary>From the scenario's start to its withdrawal; null when it was not withdrawn.</summary>
    public decimal? WithdrawnSeconds { get; init; }

    /// <summary>Crashes that its regressions added, each time.</summary>
    public long CausedCrashes { get; init; }

    /// <summary>Absent when all devices start with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BootLoopFigures? BootLoop { get; init; }
}

/// <summary>Devices that did not start with a software update.</summary>
/// <param name="Devices">Devices that did not start.</param>
/// <param name="Restored">Devices that ran again later.</param>
/// <param name="Times">How many ran again by when, beside what was published about it.</param>
public sealed record BootLoopFigures(long Devices, long Restored, ImmutableArray<RestoredFigures> Times);

/// <summary>How many of the devices that did not start ran again by a moment.</summary>
/// <param name="AfterSeconds">Since the publication of the update.</param>
/// <param name="Restored">Devices that ran again by then; null when the run ends before.</param>
/// <param name="Share">Of the devices that did not start; null when all did, and when the run ends before.</param>
/// <param name="Published">The published share at that time; null when there is none.</param>
public sealed record RestoredFigures(decimal AfterSeconds, long? Restored, decimal? Share, decimal? Published);

/// <summary>Figures of this execution; every execution has its own.</summary>
/// <param name="WallSeconds">Wall time of the simulation.</param>
/// <param name="EventsPerSecond">Events per second of wall time.</param>
/// <param name="Wakes">A wake is one turn of one device at one moment, or one message that a service handled.</param>
/// <param name="Windows">Windows of virtual time.</param>
/// <param name="PeakMemoryBytes">The most memory that the process had at once.</param>
/// <param name="Threads">Threads that simulated.</param>
/// <param name="ProcessorSeconds">Processor time of all threads together.</param>
/// <param name="CollectionSeconds">Wall time for which garbage collection stopped all threads.</param>
public sealed record RunFigures(
    decimal WallSeconds, long EventsPerSecond, long Wakes, long Windows, long PeakMemoryBytes, int Threads,
    decimal ProcessorSeconds = 0, decimal CollectionSeconds = 0)
{
    /// <summary>Of a run without measurements.</summary>
    public static readonly RunFigures None = new(0, 0, 0, 0, 0, 0);

    /// <param name="events">Events of this execution, without those before a resume.</param>
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
