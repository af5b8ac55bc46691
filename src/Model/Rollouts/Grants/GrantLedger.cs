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
/// The grants of one release, as the vendor's server keeps them. It holds one entry for each device that was granted,
/// and sorted places that make every count a search: nothing is counted one by one.
/// </summary>
public sealed class GrantLedger
{
    private readonly ImmutableSortedDictionary<long, Grant> _grants;
    private readonly ImmutableSortedSet<(VirtualTime At, long Device)> _byTime;
    private readonly ImmutableSortedSet<(VirtualTime At, long Device)> _open;
    private readonly long _succeeded;

    private GrantLedger(
        ImmutableSortedDictionary<long, Grant> grants, ImmutableSortedSet<(VirtualTime, long)> byTime,
        ImmutableSortedSet<(VirtualTime, long)> open, long succeeded, bool isDisabled)
    {
        (_grants, _byTime, _open, _succeeded, IsDisabled) = (grants, byTime, open, succeeded, isDisabled);
    }

    public static readonly GrantLedger Empty = new(
        ImmutableSortedDictionary<long, Grant>.Empty, ImmutableSortedSet<(VirtualTime, long)>.Empty,
        ImmutableSortedSet<(VirtualTime, long)>.Empty, 0, isDisabled: false);

    /// <summary>Whether a halt, or a person, has disabled the update.</summary>
    public bool IsDisabled { get; }

    /// <summary>The form in which it is stored, in the order of the devices.</summary>
    public IEnumerable<Grant> Grants => _grants.Values;

    public static GrantLedger Of(IEnumerable<Grant> grants, bool isDisabled)
    {
        ArgumentNullException.ThrowIfNull(grants);
        return grants.Aggregate(Empty, (ledger, grant) => ledger.With(grant)).Disabled(isDisabled);
    }

    public Grant? Find(long device) => _grants.GetValueOrDefault(device);

    public GrantLedger Disabled(bool isDisabled) => new(_grants, _byTime, _open, _succeeded, isDisabled);

    /// <summary>What a rule sees at a moment.</summary>
    public GrantCounts Counts(IGrantRule rule, VirtualTime now)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var inTime = After(_open, Before(now, rule.Timeout));
        return new(
            GrantedInPeriod: _byTime.Count - Through(_byTime, Before(now, rule.Period)),
            InProgress: inTime,
            TimedOut: _open.Count - inTime - Unheard(rule, now),
            Ended: _grants.Count - _open.Count,
            Notified: _grants.Count,
            Succeeded: _succeeded);
    }

    /// <summary>
    /// A device asks. One that is granted and has not started gets the same answer again; one that has started gets
    /// none, and null says so.
    /// </summary>
    public (GrantAnswer? Answer, GrantLedger Ledger) Ask(long device, IGrantRule rule, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(moment);
        if (Find(device) is { IsInProgress: true } open)
        {
            return open.Phase is GrantPhase.Started
                ? (null, this)
                : (GrantAnswer.Granted.Now, With(open with { Heard = moment.Now }));
        }

        if (IsDisabled)
            return (new GrantAnswer.Refused(GrantRefusal.UpdatesDisabled), this);
        var answer = rule.Ask(Counts(rule, moment.Now), moment);
        return answer switch
        {
            GrantAnswer.Granted => (answer, With(new(device, moment.Now, moment.Now, GrantPhase.Granted))),
            GrantAnswer.Refused { Halt: not null } => (answer, Disabled(true)),
            _ => (answer, this),
        };
    }

    /// <summary>The server hears of a device. What is not granted, or has ended, stays as it is.</summary>
    public GrantLedger Heard(long device, GrantPhase phase, VirtualTime now) =>
        Find(device) is { IsInProgress: true } open ? With(open with { Phase = phase, Heard = now }) : this;

    /// <summary>What is granted and has not started is cancelled; what has started goes on.</summary>
    public GrantLedger CancelQueued() => Of(_grants.Values.Where(grant => grant.Phase is not GrantPhase.Granted), true);

    private GrantLedger With(Grant grant)
    {
        var (byTime, open, succeeded) = (_byTime, _open, _succeeded);
        if (Find(grant.Device) is { } before)
        {
            byTime = byTime.Remove((before.At, before.Device));
            open = open.Remove((before.At, before.Device));
            succeeded -= before.Phase is GrantPhase.Succeeded ? 1 : 0;
        }

        return new(
            _grants.SetItem(grant.Device, grant), byTime.Add((grant.At, grant.Device)),
            grant.IsInProgress ? open.Add((grant.At, grant.Device)) : open,
            succeeded + (grant.Phase is GrantPhase.Succeeded ? 1 : 0), IsDisabled);
    }

    /// <summary>Timed-out devices that were not heard for so long that they count no more.</summary>
    private long Unheard(IGrantRule rule, VirtualTime now)
    {
        if (rule.Validity == TimeSpan.MaxValue)
            return 0;
        var (timedOut, unheardSince) = (Before(now, rule.Timeout), Before(now, rule.Validity));
        return _open
            .TakeWhile(open => open.At < timedOut)
            .Count(open => _grants[open.Device].Heard <= unheardSince);
    }

    private static VirtualTime Before(VirtualTime now, TimeSpan span) =>
        span.TotalMilliseconds >= long.MaxValue / 4 ? new(long.MinValue / 2) : now - span;

    /// <summary>Entries at a moment or later.</summary>
    private static long After(ImmutableSortedSet<(VirtualTime, long)> set, VirtualTime from)
    {
        var place = set.IndexOf((from, long.MinValue));
        return set.Count - (place < 0 ? ~place : place);
    }

    /// <summary>Entries up to a moment, with it.</summary>
    private static int Through(ImmutableSortedSet<(VirtualTime, long)> set, VirtualTime to)
    {
        var place = set.IndexOf((to, long.MaxValue));
        return place < 0 ? ~place : place + 1;
    }
}
