using RsrActors.Model.Analytics;
using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>
/// Evidence arrives at the update service: it is added to what is known of its release, and a rule that is asked on
/// evidence, and reads this kind, is asked at the end of the moment.
/// </summary>
internal static class EvidenceArrivals
{
    private const EvidenceKinds AboutUse = EvidenceKinds.Use | EvidenceKinds.Control | EvidenceKinds.CrashKinds;

    private const EvidenceKinds AboutInstalls = EvidenceKinds.Offers | EvidenceKinds.Installs;

    /// <summary>A release is published: from now on it is known for how many devices it is made.</summary>
    public static UpdateServiceMemory Begin(UpdateServiceMemory memory, string release, World world)
    {
        if (!world.Evidence.NeedsOf(release).Reads(EvidenceKinds.Offers))
            return memory;
        var arrived = memory.Working.EvidenceOf(release).AtPublication(world.Evidence.EligibleFor(release));
        return memory with { Working = memory.Working.With(new ReleaseEvidence(release, arrived)) };
    }

    /// <summary>
    /// The signing service tells about tickets: to a vendor they are requests for the release, and grants.
    /// </summary>
    public static UpdateServiceMemory Take(UpdateServiceMemory memory, SigningTally tally, VirtualTime at, World world)
    {
        // A server that grants single devices counts its own requests and grants.
        if (world.Evidence.NeedsOf(tally.Release).Reads(EvidenceKinds.Offers)
            && world.Grants.RuleOf(tally.Release) is null)
        {
            var arrived = memory.Working.EvidenceOf(tally.Release).With(new TicketCounts(tally.Issued, tally.Refused));
            memory = memory with { Working = memory.Working.With(new ReleaseEvidence(tally.Release, arrived)) };
        }

        memory = memory with { Working = memory.Working.Reported(tally) };
        return Asking(memory, tally.Release, EvidenceKinds.Tickets, at, world);
    }

    public static UpdateServiceMemory Take(UpdateServiceMemory memory, ListPublished list, VirtualTime at, World world)
    {
        if (!world.Evidence.NeedsOf(list.Release).Reads(EvidenceKinds.List))
            return memory;
        var arrived = memory.Working.EvidenceOf(list.Release) with { Listed = list.Applications };
        memory = memory with { Working = memory.Working.With(new ReleaseEvidence(list.Release, arrived)) };
        return Asking(memory, list.Release, EvidenceKinds.List, at, world);
    }

    public static UpdateServiceMemory Take(
        UpdateServiceMemory memory, InstallReport report, VirtualTime at, World world)
    {
        var arrived = memory.Working.EvidenceOf(report.Release)
            .With(report, at, CalendarOf(memory, report.Release, world));
        memory = memory with { Working = memory.Working.With(new ReleaseEvidence(report.Release, arrived)) };
        return Asking(memory, report.Release, AboutInstalls, at, world);
    }

    public static UpdateServiceMemory Take(UpdateServiceMemory memory, UseNews news, VirtualTime at, World world)
    {
        foreach (var release in memory.State.Releases)
        {
            var id = release.Release.Id;
            if ((world.Evidence.NeedsOf(id).Kinds & AboutUse) == 0)
                continue;
            var before = memory.Working.EvidenceOf(id);
            var arrived = before.With(id, news, at, CalendarOf(memory, id, world));
            if (ReferenceEquals(before, arrived))
                continue;
            memory = memory with { Working = memory.Working.With(new ReleaseEvidence(id, arrived)) };
            memory = Asking(memory, id, AboutUse, at, world);
        }

        return memory;
    }

    private static EvidenceCalendar CalendarOf(UpdateServiceMemory memory, string release, World world) => new(
        world.Evidence.NeedsOf(release), memory.State.Find(release).PublishedAt, world.Scenario.Start.TimeOfDay);

    private static UpdateServiceMemory Asking(
        UpdateServiceMemory memory, string release, EvidenceKinds kinds, VirtualTime at, World world)
    {
        var rule = world.RolloutOf(memory.State.Find(release).Release).Rule;
        var standing = memory.Working.StandingOf(release);
        return rule.AsksOnEvidence && (rule.Reads.Kinds & kinds) != 0 && standing.Next > at
            ? memory with { Working = memory.Working.With(standing with { Next = at }) }
            : memory;
    }
}
