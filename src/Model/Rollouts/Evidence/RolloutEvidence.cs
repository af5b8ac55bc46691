using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>
/// What has arrived at the vendor for one release at one moment. A rule sees nothing else: devices that share nothing
/// appear in it only by what the vendor's own servers see, and reports are late or lost as they are in the field.
/// </summary>
/// <remarks>
/// All lists are in a fixed order: slices by their key, windows by their time and then by their key, crash kinds by
/// application and signature. A total is a sum of slices.
/// </remarks>
public sealed record RolloutEvidence
{
    public static readonly RolloutEvidence Empty = new();

    /// <summary>Since the publication, by slice.</summary>
    public ImmutableArray<EvidenceSlice> Slices { get; init; } = [];

    /// <summary>
    /// What arrived on calendar days of the vendor (UTC), the latest last. Today is the last, and is not complete.
    /// </summary>
    public ImmutableArray<EvidenceWindow> Days { get; init; } = [];

    /// <summary>
    /// What arrived in windows of equal length on a grid that starts at the publication, the latest last.
    /// </summary>
    public ImmutableArray<EvidenceWindow> Windows { get; init; } = [];

    /// <summary>Kinds of crash that were reported on the release.</summary>
    public ImmutableArray<CrashKind> Kinds { get; init; } = [];

    /// <summary>The applications on the published list of those that the release affects.</summary>
    public ImmutableArray<string> Listed { get; init; } = [];

    public TicketCounts Tickets { get; init; }

    /// <summary>
    /// Devices that tell how their installation ends and have not, by slice and the hour of the offer. A rule reads
    /// <see cref="InstallCounts.Silent"/>.
    /// </summary>
    public ImmutableArray<EvidenceWait> Waits { get; init; } = [];

    /// <summary>Installs of all slices.</summary>
    public InstallCounts Installs => Slices.Aggregate(default(InstallCounts), (sum, slice) => sum + slice.Installs);

    /// <summary>Use on the release, of all slices.</summary>
    public UseCounts OnRelease => Slices.Aggregate(default(UseCounts), (sum, slice) => sum + slice.OnRelease);

    /// <summary>Use on the base in the same time, of all slices.</summary>
    public UseCounts OnBase => Slices.Aggregate(default(UseCounts), (sum, slice) => sum + slice.OnBase);

    /// <summary>Installs of one ring.</summary>
    public InstallCounts InstallsOf(string ring) => Slices
        .Where(slice => slice.Key.Ring == ring)
        .Aggregate(default(InstallCounts), (sum, slice) => sum + slice.Installs);

    /// <summary>The evidence of one ring alone; tickets and kinds of crash are not kept apart.</summary>
    public RolloutEvidence Of(string ring) => this with
    {
        Slices = [.. Slices.Where(slice => slice.Key.Ring == ring)],
        Days = [.. Days.Where(day => day.Key.Ring == ring)],
        Windows = [.. Windows.Where(window => window.Key.Ring == ring)],
    };

    /// <summary>The sum of the windows that end after <paramref name="from"/>, up to <paramref name="to"/>.</summary>
    public EvidenceSum Between(VirtualTime from, VirtualTime to) => Sum(Windows, from, to);

    /// <summary>The sum of the days that end after <paramref name="from"/>, up to <paramref name="to"/>.</summary>
    public EvidenceSum DaysBetween(VirtualTime from, VirtualTime to) => Sum(Days, from, to);

    private static EvidenceSum Sum(ImmutableArray<EvidenceWindow> windows, VirtualTime from, VirtualTime to)
    {
        var sum = default(EvidenceSum);
        foreach (var window in windows)
        {
            if (window.To > from && window.To <= to)
            {
                sum = new(
                    sum.Installs + window.Installs, sum.OnRelease + window.OnRelease, sum.OnBase + window.OnBase);
            }
        }

        return sum;
    }
}

/// <param name="OfferedIn">The hour of the offer, from the scenario's start.</param>
public readonly record struct EvidenceWait(SliceKey Key, int OfferedIn, long Devices);

/// <summary>The sum of some windows of evidence.</summary>
public readonly record struct EvidenceSum(InstallCounts Installs, UseCounts OnRelease, UseCounts OnBase);
