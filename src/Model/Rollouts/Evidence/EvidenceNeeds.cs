using RsrActors.Model.Platforms;

namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>The kinds of evidence. What no rule of a scenario reads is not collected.</summary>
[Flags]
public enum EvidenceKinds
{
    None = 0,

    /// <summary>Ticket requests that the signing service has issued and refused: <see cref="TicketCounts"/>.</summary>
    Tickets = 1,

    /// <summary>Offers, requests and grants: the vendor's own servers see them without any report.</summary>
    Offers = 2,

    /// <summary>Results of installations, and the devices that are silent.</summary>
    Installs = 4,

    /// <summary>Use and crashes on the release: active devices, device-hours, crashes, devices with a crash.</summary>
    Use = 8,

    /// <summary>The same on the base, at the same time and on the days before: the concurrent control.</summary>
    Control = 16,

    /// <summary>Kinds of crash, with the devices that each affects.</summary>
    CrashKinds = 32,

    /// <summary>Use and installs by calendar day: <see cref="RolloutEvidence.Days"/>.</summary>
    Days = 64,

    /// <summary>Use and installs on a grid of equal windows: <see cref="RolloutEvidence.Windows"/>.</summary>
    Windows = 128,

    /// <summary>Slices are kept apart by ring, or by the group of a ramp in groups.</summary>
    ByRing = 256,

    /// <summary>Slices are kept apart by platform.</summary>
    ByPlatform = 512,

    /// <summary>Slices are kept apart by model.</summary>
    ByModel = 1024,

    /// <summary>The published list of affected applications: <see cref="RolloutEvidence.Listed"/>.</summary>
    List = 2048,
}

/// <summary>The evidence that a ramp, a brake or a rule reads.</summary>
/// <param name="Window">The length of a window; zero when the windows are not read.</param>
/// <param name="Span">For how long before now the windows are read; zero when they are not read.</param>
/// <param name="Days">How many calendar days before today are read.</param>
public sealed record EvidenceNeeds(
    EvidenceKinds Kinds, TimeSpan Window = default, TimeSpan Span = default, int Days = 0)
{
    public static readonly EvidenceNeeds None = new(EvidenceKinds.None);

    public bool Reads(EvidenceKinds kinds) => (Kinds & kinds) == kinds;

    /// <summary>The key of a device's slice: what is not kept apart is left out.</summary>
    public SliceKey KeyOf(string ring, Platform platform, string model) =>
        (Kinds & (EvidenceKinds.ByRing | EvidenceKinds.ByPlatform | EvidenceKinds.ByModel)) == 0
            ? SliceKey.Whole
            : new(
                Reads(EvidenceKinds.ByRing) ? ring : "", Reads(EvidenceKinds.ByPlatform) ? platform : default,
                Reads(EvidenceKinds.ByModel) ? model : "");

    /// <summary>
    /// What serves both: all their kinds, the longest spans, and windows of which both lengths are multiples.
    /// </summary>
    public EvidenceNeeds And(EvidenceNeeds other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Kinds | other.Kinds, new TimeSpan(GreatestCommonDivisor(Window.Ticks, other.Window.Ticks)),
            Span > other.Span ? Span : other.Span, Math.Max(Days, other.Days));
    }

    private static long GreatestCommonDivisor(long left, long right)
    {
        while (right != 0)
            (left, right) = (right, left % right);
        return left;
    }
}
