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
public sealed class GrantLedger
{
    private readonly ImmutableSortedDictionary<long, Grant> _grants;

    /// <summary>In progress, and not known to have timed out, by the moment of the grant.</summary>
    private readonly ImmutableSortedSet<(VirtualTime, long)> _open;

    /// <summary>In progress for longer than the timeout, by the moment at which the device was heard last.</summary>
    private readonly ImmutableSortedSet<(VirtualTime, long)> _late;

    /// <summary>Ended, by the moment of the grant.</summary>
    private readonly ImmutableSortedSet<(VirtualTime, long)> _ended;

    private GrantLedger(
        ImmutableSortedDictionary<long, Grant> grants, ImmutableSortedSet<(VirtualTime, long)> open,
        ImmutableSortedSet<(VirtualTime, long)> late, ImmutableSortedSet<(VirtualTime, long)> ended,
        GrantTotals totals, bool isDisabled)
    {
        (_grants, _open, _late, _ended, Totals, IsDisabled) = (grants, open, late, ended, totals, isDisabled);
    }

    public static readonly GrantLedger Empty = new(
        ImmutableSortedDictionary<long, Grant>.Empty, [], [], [], default, isDisabled: false);

    /// <summary>Whether a halt, or a person, has disabled the update.</summary>
    public bool IsDisabled { get; }

    public GrantTotals Totals { get; }

    /// <summary>The grants that are kept, in the order of the devices.</summary>
    public IEnumerable<Grant> Grants => _grants.Values;

    /// <summary>The ledger of stored grants.</summary>
    public static GrantLedger Of(IEnumerable<Grant> grants, GrantTotals totals, bool isDisabled)
    {
        ArgumentNullException.ThrowIfNull(grants);
        var kept = grants.ToImmutableSortedDictionary(grant => grant.Device, grant => grant);
        return new(
            kept, [.. kept.Values.Where(grant => grant.IsInProgress).Select(Granted)], [],
            [.. kept.Values.Where(grant => !grant.IsInProgress).Select(Granted)], totals, isDisabled);
    }

    public Grant? Find(long device) => _grants.GetValueOrDefault(device);

    public GrantLedger Disabled(bool isDisabled) => new(_grants, _open, _late, _ended, Totals, isDisabled);

    /// <summary>What a rule sees at a moment.</summary>
    public GrantCounts Counts(IGrantRule rule, VirtualTime now)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var ledger = At(rule, now);
        var period = Before(now, rule.Period).Next();
        return new(
            GrantedInPeriod: After(ledger._open, period) + After(ledger._ended, period) + ledger._late.Count(
                late => ledger._grants[late.Item2].At >= period),
            InProgress: ledger._open.Count,
            TimedOut: ledger._late.Count + ledger.Totals.TimedOut,
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
            GrantAnswer.Refused { Halt: not null } => (answer, ledger.Disabled(true)),
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
        _grants.Values.Where(grant => grant.Phase is not GrantPhase.Granted), Totals, isDisabled: true);

    /// <summary>A person lets a disabled update go on: what has timed out counts no more.</summary>
    public GrantLedger Resumed(IGrantRule rule, VirtualTime now)
    {
        var ledger = At(rule, now);
        return ledger._late
            .Aggregate(ledger, static (one, late) => one.Without(one._grants[late.Item2]))
            .Disabled(false);
    }

    /// <summary>
    /// The same at a moment. What has timed out is given up, unless the rule counts it for as long as the device was
    /// heard; what has ended is dropped when it is older than the rule's period.
    /// </summary>
    private GrantLedger At(IGrantRule rule, VirtualTime now)
    {
        var ledger = this;
        var (timedOut, unheard) = (Before(now, rule.Timeout), Before(now, rule.Validity));
        var forgets = rule.Validity == TimeSpan.MaxValue;
        while (!ledger._open.IsEmpty && ledger._open[0] is var (at, device) && at < timedOut)
        {
            var grant = ledger._grants[device];
            ledger = forgets
                ? ledger.Without(grant).Counting(ledger.Totals with { TimedOut = ledger.Totals.TimedOut + 1 })
                : new(
                    ledger._grants, ledger._open.Remove((at, device)), ledger._late.Add((grant.Heard, device)),
                    ledger._ended, ledger.Totals, IsDisabled);
        }

        while (!ledger._late.IsEmpty && ledger._late[0] is var (heard, silent) && heard <= unheard)
            ledger = ledger.Without(ledger._grants[silent]);
        while (!ledger._ended.IsEmpty && ledger._ended[0] is var (old, done) && old <= Before(now, rule.Period))
            ledger = ledger.Without(ledger._grants[done]);
        return ledger;
    }

    private GrantLedger With(Grant grant)
    {
        var before = Find(grant.Device);
        var rest = before is null ? this : Without(before);
        var isLate = before is not null && _late.Contains((before.Heard, before.Device));
        var place = Granted(grant);
        var (ended, succeeded) = (Ended(grant) - Ended(before), Succeeded(grant) - Succeeded(before));
        return new(
            rest._grants.SetItem(grant.Device, grant),
            grant.IsInProgress && !isLate ? rest._open.Add(place) : rest._open,
            grant.IsInProgress && isLate ? rest._late.Add((grant.Heard, grant.Device)) : rest._late,
            grant.IsInProgress ? rest._ended : rest._ended.Add(place),
            Totals with
            {
                Notified = Totals.Notified + (before is null ? 1 : 0),
                Ended = Totals.Ended + ended,
                Succeeded = Totals.Succeeded + succeeded,
            },
            IsDisabled);

        static int Ended(Grant? one) => one is { IsInProgress: false } ? 1 : 0;

        static int Succeeded(Grant? one) => one is { Phase: GrantPhase.Succeeded } ? 1 : 0;
    }

    private GrantLedger Without(Grant grant) => new(
        _grants.Remove(grant.Device), _open.Remove(Granted(grant)), _late.Remove((grant.Heard, grant.Device)),
        _ended.Remove(Granted(grant)), Totals, IsDisabled);

    private GrantLedger Counting(GrantTotals totals) => new(_grants, _open, _late, _ended, totals, IsDisabled);

    private static (VirtualTime, long) Granted(Grant grant) => (grant.At, grant.Device);

    private static VirtualTime Before(VirtualTime now, TimeSpan span) =>
        span.TotalMilliseconds >= long.MaxValue / 4 ? new(long.MinValue / 2) : now - span;

    /// <summary>Entries at a moment or later.</summary>
    private static long After(ImmutableSortedSet<(VirtualTime, long)> set, VirtualTime from)
    {
        var place = set.IndexOf((from, long.MinValue));
        return set.Count - (place < 0 ? ~place : place);
    }
}
