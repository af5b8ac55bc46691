using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>What a release's evidence is sorted by.</summary>
/// <param name="Needs">What the release's rule reads.</param>
/// <param name="Published">Never, before the publication.</param>
/// <param name="StartOfDay">The time of day, in UTC, at <see cref="VirtualTime.Zero"/>.</param>
public sealed record EvidenceCalendar(EvidenceNeeds Needs, VirtualTime Published, TimeSpan StartOfDay);

/// <summary>
/// Adds what arrives to a release's evidence. All of it are sums, so the order of arrivals within one moment makes no
/// difference.
/// </summary>
public static class EvidenceBook
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// For how long a device to which a release was offered tells nothing before it is called silent: long enough for
    /// a night, a charger and a late report.
    /// </summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromDays(3);

    /// <summary>The evidence at the publication: only the devices for which the release is made are known.</summary>
    public static RolloutEvidence AtPublication(
        this RolloutEvidence before, IEnumerable<(SliceKey Slice, long Devices)> eligible)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(eligible);
        return eligible.Aggregate(before, (evidence, slice) => evidence with
        {
            Slices = With(evidence.Slices, slice.Slice, new(new() { Eligible = slice.Devices }, default, default)),
        });
    }

    /// <summary>
    /// The signing service tells how many ticket requests it has granted and refused so far. They are the requests and
    /// grants of all slices together.
    /// </summary>
    public static RolloutEvidence With(this RolloutEvidence before, TicketCounts tickets)
    {
        ArgumentNullException.ThrowIfNull(before);
        var installs = new InstallCounts
        {
            Requested = tickets.Issued + tickets.Refused - before.Tickets.Issued - before.Tickets.Refused,
            Granted = tickets.Issued - before.Tickets.Issued,
        };
        return before with
        {
            Tickets = tickets,
            Slices = With(before.Slices, SliceKey.Whole, new(installs, default, default)),
        };
    }

    /// <summary>
    /// What a server that grants single devices knows of its own grants: of all slices together, and at this moment.
    /// </summary>
    public static RolloutEvidence WithGrants(
        this RolloutEvidence before, long requested, long granted, long timedOut)
    {
        ArgumentNullException.ThrowIfNull(before);
        var installs = new InstallCounts { Requested = requested, Granted = granted, TimedOut = timedOut };
        return before with { Slices = With(before.Slices, SliceKey.Whole, new(installs, default, default)) };
    }

    /// <summary>A device tells how far it came.</summary>
    public static RolloutEvidence With(
        this RolloutEvidence before, InstallReport report, VirtualTime at, EvidenceCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(calendar);
        var news = new EvidenceSum(report.Counts, default, default);
        return InSpans(before, report.Slice, news, at, calendar) with
        {
            Slices = With(before.Slices, report.Slice, news),
            Waits = report.Counts.InProgress == 0
                ? before.Waits
                : With(before.Waits, new(report.Slice, report.OfferedIn, report.Counts.InProgress)),
        };
    }

    /// <summary>The same with the devices that are silent at a moment.</summary>
    public static RolloutEvidence At(this RolloutEvidence evidence, VirtualTime now)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var slices = evidence.Slices;
        foreach (var (key, hour, devices) in evidence.Waits)
        {
            if (VirtualTime.Zero + TimeSpan.FromHours(hour) + SilentAfter <= now)
                slices = With(slices, key, new(new() { Silent = devices }, default, default));
        }

        return evidence with { Slices = slices };
    }

    /// <summary>Crash analytics tells what was reported about a release.</summary>
    public static RolloutEvidence With(
        this RolloutEvidence before, string release, UseNews news, VirtualTime at, EvidenceCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(news);
        ArgumentNullException.ThrowIfNull(calendar);
        var evidence = before;
        foreach (var one in news.Use)
        {
            if (one.Release != release)
                continue;
            var slices = one.IsSince ? With(evidence.Slices, one.Slice, SumOf(one, one.Since)) : evidence.Slices;
            evidence = InSpans(evidence, one.Slice, SumOf(one, one.Use), at, calendar, one.IsSince) with
            {
                Slices = slices,
            };
        }

        foreach (var one in news.Kinds)
        {
            if (one.Release == release)
                evidence = evidence with { Kinds = With(evidence.Kinds, one) };
        }

        return evidence;
    }

    private static EvidenceSum SumOf(SliceUse one, UseCounts use) =>
        one.OnRelease ? new(default, use, default) : new(default, default, use);

    /// <summary>Adds to the calendar day and the window of the arrival, and drops those that no rule reads any more.
    /// </summary>
    private static RolloutEvidence InSpans(
        RolloutEvidence evidence, SliceKey slice, EvidenceSum news, VirtualTime at, EvidenceCalendar calendar,
        bool isSince = true)
    {
        var (needs, published) = (calendar.Needs, calendar.Published);
        if (needs.Reads(EvidenceKinds.Days))
        {
            var today = at - (calendar.StartOfDay + (at - VirtualTime.Zero)).Modulo(Day);
            evidence = evidence with
            {
                Days = With(evidence.Days, new(slice, today, today + Day, default, default, default), news)
                    .RemoveAll(day => day.From < today - Day * needs.Days),
            };
        }

        if (needs.Window > TimeSpan.Zero && !published.IsNever && isSince && at > published)
        {
            // What arrives exactly at the end of a window is the last that belongs to it.
            var place = ((at - published).Ticks - 1) / needs.Window.Ticks;
            var from = published + needs.Window * place;
            evidence = evidence with
            {
                Windows = With(
                        evidence.Windows, new(slice, from, from + needs.Window, default, default, default), news)
                    .RemoveAll(window => window.To <= at - needs.Span - needs.Window),
            };
        }

        return evidence;
    }

    private static TimeSpan Modulo(this TimeSpan time, TimeSpan divisor) =>
        new((time.Ticks % divisor.Ticks + divisor.Ticks) % divisor.Ticks);

    private static ImmutableArray<EvidenceSlice> With(
        ImmutableArray<EvidenceSlice> slices, SliceKey key, EvidenceSum news)
    {
        var place = 0;
        while (place < slices.Length && slices[place].Key.CompareTo(key) < 0)
            place++;
        var isKnown = place < slices.Length && slices[place].Key == key;
        var before = isKnown ? slices[place] : new(key, default, default, default);
        var after = new EvidenceSlice(
            key, before.Installs + news.Installs, before.OnRelease + news.OnRelease, before.OnBase + news.OnBase);
        return isKnown ? slices.SetItem(place, after) : slices.Insert(place, after);
    }

    private static ImmutableArray<EvidenceWait> With(ImmutableArray<EvidenceWait> waits, EvidenceWait news)
    {
        for (var i = waits.Length - 1; i >= 0; i--)
        {
            var (key, hour, devices) = waits[i];
            if (key != news.Key || hour != news.OfferedIn)
                continue;
            return devices + news.Devices == 0
                ? waits.RemoveAt(i)
                : waits.SetItem(i, news with { Devices = devices + news.Devices });
        }

        return waits.Add(news);
    }

    private static ImmutableArray<EvidenceWindow> With(
        ImmutableArray<EvidenceWindow> windows, EvidenceWindow empty, EvidenceSum news)
    {
        // News belong to the latest windows, so the search begins at the end.
        var place = windows.Length;
        while (place > 0 && Compare(windows[place - 1], empty) > 0)
            place--;
        var isKnown = place > 0 && Compare(windows[place - 1], empty) == 0;
        var before = isKnown ? windows[place - 1] : empty;
        var after = before with
        {
            Installs = before.Installs + news.Installs,
            OnRelease = before.OnRelease + news.OnRelease,
            OnBase = before.OnBase + news.OnBase,
        };
        return isKnown ? windows.SetItem(place - 1, after) : windows.Insert(place, after);

        static int Compare(EvidenceWindow left, EvidenceWindow right) =>
            left.From == right.From ? left.Key.CompareTo(right.Key) : left.From.CompareTo(right.From);
    }

    private static ImmutableArray<CrashKind> With(ImmutableArray<CrashKind> kinds, KindUse news)
    {
        var place = 0;
        while (place < kinds.Length && Compare(kinds[place], news) < 0)
            place++;
        var isKnown = place < kinds.Length && Compare(kinds[place], news) == 0;
        var before = isKnown ? kinds[place] : new(news.Application, news.Signature, 0, 0, false);
        var after = news.OnRelease
            ? before with { Crashes = before.Crashes + news.Crashes, Devices = before.Devices + news.Devices }
            : before with { SeenOnBase = true };
        return isKnown ? kinds.SetItem(place, after) : kinds.Insert(place, after);

        static int Compare(CrashKind left, KindUse right)
        {
            var byApplication = string.CompareOrdinal(left.Application, right.Application);
            return byApplication != 0 ? byApplication : string.CompareOrdinal(left.Signature, right.Signature);
        }
    }
}
