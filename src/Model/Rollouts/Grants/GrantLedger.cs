using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Grants;

/// <summary>How far a device is with its grant.</summary>
public enum GrantPhase
{
    /// <summary>Granted, and not started.</summary>
    Granted,

    /// <summary>Started, and not ended.</summary>
    Started,

    Succeeded,

    /// <summary>Ended without success.</summary>
    Failed,
}

/// <summary>The last grant of one device.</summary>
/// <param name="Heard">When the server heard of the device last.</param>
public sealed record Grant(long Device, VirtualTime At, VirtualTime Heard, GrantPhase Phase)
{
    public bool IsInProgress => Phase is GrantPhase.Granted or GrantPhase.Started;
}

/// <summary>
/// Counts of all grants so far. A device whose earlier grant the server still has counts once; one that is granted
/// again later counts again.
/// </summary>
/// <param name="Notified">Granted.</param>
/// <param name="Ended">Ended, whatever the result.</param>
/// <param name="Succeeded">Ended with success.</param>
/// <param name="TimedOut">Given up by the server, because they had not ended within the timeout.</param>
public readonly record struct GrantTotals(long Notified, long Ended, long Succeeded, long TimedOut);

/// <summary>
/// The grants of one release, as the vendor's server keeps them. A grant is kept while a count of the rule needs it: in
/// progress, or within the rule's period; of the others there are totals. The grants are sorted, so that a count is no
/// walk through them.
/// </summary>
public sealed record GrantLedger
{
    public static readonly GrantLedger Empty = new();

    private GrantLedger()
    {
    }

    /// <summary>Whether a halt, or a person, has disabled the update.</summary>
    public bool IsDisabled { get; init; }

    public GrantTotals Totals { get; private init; }

    /// <summary>The grants that are kept, in the order of the devices.</summary>
    public IEnumerable<Grant> Grants => Kept.Values;

    private ImmutableSortedDictionary<long, Grant> Kept { get; init; } = ImmutableSortedDictionary<long, Grant>.Empty;

    /// <summary>In progress, and not known to have timed out, by the moment of the grant.</summary>
    private ImmutableSortedSet<(VirtualTime At, long Device)> Open { get; init; } = [];

    /// <summary>In progress for longer than the timeout, by the moment at which the device was heard last.</summary>
    private ImmutableSortedSet<(VirtualTime Heard, long Device)> Late { get; init; } = [];

    /// <summary>Ended, by the moment of the grant.</summary>
    private ImmutableSortedSet<(VirtualTime At, long Device)> Ended { get; init; } = [];

    /// <summary>The ledger of stored grants.</summary>
    public static GrantLedger Of(IEnumerable<Grant> grants, GrantTotals totals, bool isDisabled)
    {
        ArgumentNullException.ThrowIfNull(grants);
        var kept = grants.ToImmutableSortedDictionary(grant => grant.Device, grant => grant);
        return new()
        {
            Kept = kept,
            Open = [.. kept.Values.Where(grant => grant.IsInProgress).Select(Granted)],
            Ended = [.. kept.Values.Where(grant => !grant.IsInProgress).Select(Granted)],
            Totals = totals,
            IsDisabled = isDisabled,
        };
    }

    public Grant? Find(long device) => Kept.GetValueOrDefault(device);

    /// <summary>What a rule sees at a moment.</summary>
    public GrantCounts Counts(IGrantRule rule, VirtualTime now)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var ledger = At(rule, now);
        var period = Before(now, rule.Period).Next();
        return new(
            GrantedInPeriod: After(ledger.Open, period) + After(ledger.Ended, period) + ledger.Late.Count(
                late => ledger.Kept[late.Device].At >= period),
            InProgress: ledger.Open.Count,
            TimedOut: ledger.Late.Count + ledger.Totals.TimedOut,
            Ended: ledger.Totals.Ended,
            Notified: ledger.Totals.Notified,
            Succeeded: ledger.Totals.Succeeded);
    }

    /// <summary>
    /// A device asks. One that is granted and has not started gets the same answer again; one that has started gets
    /// none, and null says so.
    /// </summary>
    public (GrantAnswer? Answer, GrantLedger Ledger) Ask(long device, IGrantRule rule, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(moment);
        var ledger = At(rule, moment.Now);
        if (ledger.Find(device) is { IsInProgress: true } open)
        {
            return open.Phase is GrantPhase.Started
                ? (null, ledger)
                : (GrantAnswer.Granted.Now, ledger.With(open with { Heard = moment.Now }));
        }

        if (IsDisabled)
            return (new GrantAnswer.Refused(GrantRefusal.UpdatesDisabled), ledger);
        var answer = rule.Ask(ledger.Counts(rule, moment.Now), moment);
        return answer switch
        {
            GrantAnswer.Granted => (answer, ledger.With(new(device, moment.Now, moment.Now, GrantPhase.Granted))),
            GrantAnswer.Refused { Halt: not null } => (answer, ledger with { IsDisabled = true }),
            _ => (answer, ledger),
        };
    }

    /// <summary>
    /// The server hears of a device. What is not granted, or has ended, or was given up, stays as it is.
    /// </summary>
    public GrantLedger Heard(long device, GrantPhase phase, VirtualTime now) =>
        Find(device) is { IsInProgress: true } open ? With(open with { Phase = phase, Heard = now }) : this;

    /// <summary>What is granted and has not started is cancelled; what has started goes on.</summary>
    public GrantLedger CancelQueued() => Of(
        Kept.Values.Where(grant => grant.Phase is not GrantPhase.Granted), Totals, isDisabled: true);

    /// <summary>A person lets a disabled update go on: what has timed out counts no more.</summary>
    public GrantLedger Resumed(IGrantRule rule, VirtualTime now)
    {
        var ledger = At(rule, now);
        return ledger.Late.Aggregate(ledger, static (one, late) => one.Without(one.Kept[late.Device])) with
        {
            IsDisabled = false,
        };
    }

    /// <summary>
    /// The same at a moment. What has timed out is given up, unless the rule counts it for as long as the device was
    /// heard; what has ended is dropped when it is older than the rule's period.
    /// </summary>
    private GrantLedger At(IGrantRule rule, VirtualTime now)
    {
        var ledger = this;
        var (timedOut, unheard, period) =
            (Before(now, rule.Timeout), Before(now, rule.Validity), Before(now, rule.Period));
        var forgets = rule.Validity == TimeSpan.MaxValue;
        while (!ledger.Open.IsEmpty && ledger.Open[0] is var open && open.At < timedOut)
        {
            var grant = ledger.Kept[open.Device];
            ledger = forgets
                ? ledger.Without(grant) with
                {
                    Totals = ledger.Totals with { TimedOut = ledger.Totals.TimedOut + 1 },
                }
                : ledger with
                {
                    Open = ledger.Open.Remove(open), Late = ledger.Late.Add((grant.Heard, grant.Device)),
                };
        }

        while (!ledger.Late.IsEmpty && ledger.Late[0] is var late && late.Heard <= unheard)
            ledger = ledger.Without(ledger.Kept[late.Device]);
        while (!ledger.Ended.IsEmpty && ledger.Ended[0] is var ended && ended.At <= period)
            ledger = ledger.Without(ledger.Kept[ended.Device]);
        return ledger;
    }

    private GrantLedger With(Grant grant)
    {
        var before = Find(grant.Device);
        var rest = before is null ? this : Without(before);
        var totals = Totals with
        {
            Notified = Totals.Notified + (before is null ? 1 : 0),
            Ended = Totals.Ended + HasEnded(grant) - HasEnded(before),
            Succeeded = Totals.Succeeded + HasSucceeded(grant) - HasSucceeded(before),
        };
        rest = rest with { Kept = rest.Kept.SetItem(grant.Device, grant), Totals = totals };
        if (!grant.IsInProgress)
            return rest with { Ended = rest.Ended.Add(Granted(grant)) };
        return before is not null && Late.Contains((before.Heard, before.Device))
            ? rest with { Late = rest.Late.Add((grant.Heard, grant.Device)) }
            : rest with { Open = rest.Open.Add(Granted(grant)) };

        static int HasEnded(Grant? one) => one is { IsInProgress: false } ? 1 : 0;

        static int HasSucceeded(Grant? one) => one is { Phase: GrantPhase.Succeeded } ? 1 : 0;
    }

    private GrantLedger Without(Grant grant) => this with
    {
        Kept = Kept.Remove(grant.Device),
        Open = Open.Remove(Granted(grant)),
        Late = Late.Remove((grant.Heard, grant.Device)),
        Ended = Ended.Remove(Granted(grant)),
    };

    private static (VirtualTime At, long Device) Granted(Grant grant) => (grant.At, grant.Device);

    private static VirtualTime Before(VirtualTime now, TimeSpan span) =>
        span.TotalMilliseconds >= long.MaxValue / 4 ? new(long.MinValue / 2) : now - span;

    /// <summary>Entries at a moment or later.</summary>
    private static long After(ImmutableSortedSet<(VirtualTime, long)> set, VirtualTime from)
    {
        var place = set.IndexOf((from, long.MinValue));
        return set.Count - (place < 0 ? ~place : place);
    }
}
