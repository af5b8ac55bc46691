using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Grants;

/// <summary>All that the update service keeps of the grants of one release.</summary>
/// <param name="Requests">Requests so far, whatever the answer.</param>
/// <param name="OfRule">The ledger of the rollout rule; empty when the rule grants nothing.</param>
/// <param name="OfRings">The ledgers of rings that have a limit, by name in ordinal order.</param>
/// <param name="Attempts">For a rule with a penalty box: devices that have tried and not succeeded.</param>
public sealed record GrantBook(
    string Release, long Requests, GrantLedger OfRule, ImmutableSortedDictionary<string, GrantLedger> OfRings,
    ImmutableSortedDictionary<long, DeviceAttempts> Attempts)
{
    public static GrantBook New(string release) => new(
        release, 0, GrantLedger.Empty, ImmutableSortedDictionary.Create<string, GrantLedger>(StringComparer.Ordinal),
        ImmutableSortedDictionary<long, DeviceAttempts>.Empty);

    /// <summary>The ledger of a ring.</summary>
    public GrantLedger OfRing(string ring) => OfRings.GetValueOrDefault(ring, GrantLedger.Empty);

    /// <summary>
    /// A device asks. It needs a grant of its ring, if the ring has a limit, and one of the rule, if the rule grants;
    /// when one of them refuses, the other keeps nothing of the request.
    /// </summary>
    /// <returns>Null for the answer when the device has started already.</returns>
    public (GrantAnswer? Answer, GrantBook Book) Ask(
        GrantRequest request, IGrantRule? rule, AtMost? limit, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(moment);
        var book = this with { Requests = Requests + 1 };
        if (rule is NervesHubGrants hub)
        {
            var (standing, attempts) = hub.Box.Check(
                Attempts.GetValueOrDefault(request.Device, DeviceAttempts.None), isUpToDate: false, moment.Now);
            if (standing is DeviceStanding.Blocked)
            {
                return (
                    new GrantAnswer.Refused(GrantRefusal.PenaltyBox),
                    book with { Attempts = Attempts.SetItem(request.Device, attempts) });
            }
        }

        var (answer, inRing) = limit is null
            ? (GrantAnswer.Granted.Now, null)
            : OfRing(request.Ring).Ask(request.Device, limit, moment);
        if (answer is not GrantAnswer.Granted)
            return (answer, book);
        if (rule is not null)
        {
            (answer, var ofRule) = OfRule.Ask(request.Device, rule, moment);
            book = book with { OfRule = ofRule };
        }

        return (answer, answer is GrantAnswer.Granted && inRing is not null ? book.With(request.Ring, inRing) : book);
    }

    /// <summary>A device tells how far it is.</summary>
    public GrantBook Heard(GrantReport report, IGrantRule? rule, AtMost? limit, VirtualTime now)
    {
        ArgumentNullException.ThrowIfNull(report);
        var book = this with { OfRule = OfRule.Heard(report.Device, report.Phase, now) };
        if (limit is not null)
            book = book.With(report.Ring, OfRing(report.Ring).Heard(report.Device, report.Phase, now));
        if (rule is not NervesHubGrants)
            return book;
        return report.Phase switch
        {
            GrantPhase.Started => book with
            {
                Attempts = Attempts.SetItem(
                    report.Device, Attempts.GetValueOrDefault(report.Device, DeviceAttempts.None).With(now)),
            },
            GrantPhase.Succeeded => book with { Attempts = Attempts.Remove(report.Device) },
            _ => book,
        };
    }

    /// <summary>A halt cancels what is granted and has not started.</summary>
    public GrantBook CancelQueued() => this with
    {
        OfRule = OfRule.CancelQueued(),
        OfRings = OfRings.SetItems(OfRings.Select(
            one => KeyValuePair.Create(one.Key, one.Value.CancelQueued() with { IsDisabled = false }))),
    };

    /// <summary>A person lets the rollout go on.</summary>
    public GrantBook Resumed(IGrantRule rule, VirtualTime now) => this with { OfRule = OfRule.Resumed(rule, now) };

    private GrantBook With(string ring, GrantLedger ledger) =>
        this with { OfRings = OfRings.SetItem(ring, ledger) };
}
