using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RsrActors.Model.Devices.States;
using RsrActors.Reports.Traces;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Figures;

/// <summary>
/// One release in the fleet. A device counts once, unless a figure's comment says "each time". docs/report.md says
/// which figures add up to which.
/// </summary>
public sealed record ReleaseFigures
{
    /// <summary>The release's id, such as 16.5.1-a.</summary>
    public required string Id { get; init; }

    /// <summary>drafted, published, paused, withdrawn or superseded.</summary>
    public required string State { get; init; }

    /// <summary>From the scenario's start to its publication; null when it was not published.</summary>
    public required decimal? PublishedSeconds { get; init; }

    /// <summary>From the scenario's start to its withdrawal; null when it was not withdrawn.</summary>
    public required decimal? WithdrawnSeconds { get; init; }

    /// <summary>
    /// From the scenario's start to the publication of the response that took its place; null when none has.
    /// </summary>
    public required decimal? SupersededSeconds { get; init; }

    /// <summary>
    /// Devices that were on one of its prerequisite builds at publication, or later before it was withdrawn or
    /// superseded.
    /// </summary>
    public required long Eligible { get; init; }

    /// <summary>Devices to which it was offered.</summary>
    public required long Offered { get; init; }

    /// <summary>The same, by how they found the first offer: <see cref="FoundBy"/>.</summary>
    public required Counts OfferedBy { get; init; }

    /// <summary>All offers, each time, by how the device found the offer.</summary>
    public required Counts Offers { get; init; }

    /// <summary>Devices on which it was active at least once.</summary>
    public required long Activated { get; init; }

    /// <summary>The same, by how they found the offer that was first installed.</summary>
    public required Counts ActivatedBy { get; init; }

    /// <summary>Devices of an inventory on which it is active from the start; absent when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ActiveFromStart { get; init; }

    /// <summary>Devices on which it is the active response at the end.</summary>
    public required long ActiveNow { get; init; }

    /// <summary>Those on which it was active and is no longer, by <see cref="ActivityEnd"/>.</summary>
    public required Counts EndedBy { get; init; }

    /// <summary>Devices on which Safari alone ran it before the restart.</summary>
    public required long BrowserProtected { get; init; }

    /// <summary>Devices from which it was removed at least once, whether it was active there or not.</summary>
    public required long Removed { get; init; }

    /// <summary>Removals, each time, by cause.</summary>
    public required Counts Removals { get; init; }

    /// <summary>The same removals, by what it was on the device: <see cref="Figures.RemovedFrom"/>.</summary>
    public required Counts RemovedFrom { get; init; }

    /// <summary>From withdrawal to the last removal so far; null when one of them did not happen.</summary>
    public required decimal? SecondsToLastRemoval { get; init; }

    /// <summary>Devices that gave up an installation of it at least once.</summary>
    public required long Abandoned { get; init; }

    /// <summary>Failed attempts, each time, by fault; closed gates are included.</summary>
    public required Counts FailedAttempts { get; init; }

    /// <summary>The same failed attempts, by step.</summary>
    public required Counts FailedSteps { get; init; }

    /// <summary>How fast it reached its devices; empty when it was not published.</summary>
    public required ImmutableArray<ReachFigures> Reach { get; init; }

    /// <summary>Which devices have its fixes at the end; null when it was not published.</summary>
    public required ProtectionFigures? Protection { get; init; }

    /// <summary>
    /// What the ramp alone has cost; null when it admitted all devices at once, and where a server grants.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RampFigures? Ramp { get; init; }
}

/// <summary>
/// How long devices waited for a ramp: from the publication to the moment at which a device was within the ramp. The
/// device's next poll comes later, and rings are not part of it.
/// </summary>
public sealed record RampFigures
{
    /// <summary>Eligible devices that were within the ramp by the end of the run.</summary>
    public required long Devices { get; init; }

    /// <summary>Their mean wait; null without devices.</summary>
    public required decimal? MeanSeconds { get; init; }

    /// <summary>
    /// The mean wait by the published percentages alone: the integral of the share that was not admitted yet. Null when
    /// they do not reach 100 %, and where the device's own wait is the ramp.
    /// </summary>
    public required decimal? SecondsByPercentages { get; init; }
}

/// <summary>How fast a release reached the devices of a platform.</summary>
/// <param name="Platform">Or "all".</param>
/// <param name="Devices">Of the platform, eligible or not.</param>
/// <param name="Eligible">As in <see cref="ReleaseFigures"/>.</param>
/// <param name="Activated">Eligible devices on which it was active at least once.</param>
/// <param name="OfAll">From publication, when they reached each percentage of all devices of the platform.</param>
/// <param name="OfEligible">
/// From publication, when they reached each percentage of all devices that are eligible by the end.
/// </param>
public sealed record ReachFigures(
    string Platform, long Devices, long Eligible, long Activated, MilestoneFigures OfAll, MilestoneFigures OfEligible)
{
    /// <summary>
    /// The same of the eligible devices that were in contact at the start; absent in a fleet that is drawn by shares,
    /// and where all devices of the inventory were in contact.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContactReachFigures? InContact { get; init; }
}

/// <summary>
/// How fast a release reached the devices of an inventory that were in contact at the start: their last check-in was
/// less than two days before the day of the inventory. Devices that were away at the start are not among them, also
/// those that come back during the run.
/// </summary>
/// <param name="Eligible">Devices in contact that are eligible by the end, as in <see cref="ReachFigures"/>.</param>
/// <param name="Activated">Those of them on which it was active at least once.</param>
/// <param name="OfEligible">From publication, when they reached each percentage of these eligible devices.</param>
public sealed record ContactReachFigures(long Eligible, long Activated, MilestoneFigures OfEligible);

/// <summary>
/// Times from a moment, which the owner names; null for a percentage that is not reached by the end.
/// </summary>
/// <param name="SecondsTo50">To half of the devices.</param>
/// <param name="SecondsTo90">To 90 percent of them.</param>
/// <param name="SecondsTo95">To 95 percent of them.</param>
/// <param name="SecondsTo99">To 99 percent of them.</param>
public sealed record MilestoneFigures(
    decimal? SecondsTo50, decimal? SecondsTo90, decimal? SecondsTo95, decimal? SecondsTo99);

/// <summary>Devices at the end, as far as the fixes of one response are concerned.</summary>
public sealed record ProtectionFigures
{
    /// <summary>The fleet.</summary>
    public required long Devices { get; init; }

    /// <summary>Devices that run the fixes.</summary>
    public required long Protected { get; init; }

    /// <summary>The same, by <see cref="FixSource"/>.</summary>
    public required Counts ProtectedBy { get; init; }

    /// <summary>The others.</summary>
    public required long Exposed { get; init; }

    /// <summary>The same, by <see cref="ExposureReason"/>.</summary>
    public required Counts ExposedBy { get; init; }

    /// <summary>Exposed devices on which another response is active: an earlier one, or one for another base.</summary>
    public required long ExposedWithOther { get; init; }

    /// <summary>Exposed devices on which Safari alone runs the fixes and the rest waits for the restart.</summary>
    public required long ExposedButSafari { get; init; }

    /// <summary>
    /// Exposed devices that were silent at the start; absent where <see cref="ReachFigures.InContact"/> is.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SilentFigures? ExposedSilent { get; init; }
}

/// <summary>
/// Devices of an inventory that were silent at the start: their last check-in was two days or more before the day of
/// the inventory.
/// </summary>
/// <param name="Devices">All of them.</param>
/// <param name="Eligible">Those of them on a build that the response is for.</param>
public sealed record SilentFigures(long Devices, long Eligible);

/// <summary>The fleet at the end: each device is compared with the newest response for its platform.</summary>
/// <param name="Newest">
/// That response, by platform of the fleet; platforms for which none was published are left out.
/// </param>
/// <param name="Figures">The devices of the fleet.</param>
public sealed record FleetProtectionFigures(
    ImmutableSortedDictionary<string, string> Newest, ProtectionFigures Figures);
