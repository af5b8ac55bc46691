using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// A device and the server that grants single devices: the device asks at a check, takes the release up when the grant
/// arrives, and tells when it starts and how it ends.
/// </summary>
public static class GrantRules
{
    /// <summary>The device asks. Nothing happens on it, so its history has no event.</summary>
    internal static DeviceDecision Ask(in Situation now, string release, bool byHand)
    {
        var traits = now.State.Traits;
        return new(
            [],
            [Sent(new GrantRequest(release, traits.Number, now.World.RingOf(traits)?.Name ?? "", byHand), now.World)],
            null);
    }

    /// <summary>
    /// A grant arrives; null when the device does not take it up. It may have begun something else meanwhile, or the
    /// release is not offered any more. The server gives such a grant up after its timeout.
    /// </summary>
    internal static DeviceDecision? TakeUp(in Situation now, GrantGiven grant)
    {
        var (state, at) = (now.State, now.At);
        var checks = state.Phase switch
        {
            DevicePhase.Fetching p => at < p.From,
            DevicePhase.Resting or DevicePhase.FetchingUpdate or DevicePhase.UpdateReady => true,
            _ => false,
        };
        if (!checks)
            return null;
        var found = now.Offers.Find(at, grant.ByHand, grant.Release);
        return found is Offer.Response { Release: var release, Enforced: false } && release == grant.Release
            || found is Offer.Update { Entry.Release: var update, Enforced: false } && update == grant.Release
                ? OfferRules.Answer(
                    now, found,
                    !grant.ByHand && state.Traits.AutomaticUpdates ? OfferSource.Automatic : OfferSource.User)
                : null;
    }

    /// <summary>The decision at the start of a download, with the report of it.</summary>
    internal static DeviceDecision Starting(in Situation now, string release, DeviceDecision decision)
    {
        if (!now.World.Grants.Needs(release, now.State.Traits) || decision.Events.Any(
                one => one is InstallAttemptFailed or InstallAbandoned or SoftwareUpdateAttemptFailed))
        {
            return decision;
        }

        return decision with
        {
            Mail = decision.Mail.Add(Report(now.State.Traits, release, GrantPhase.Started, now.World)),
        };
    }

    /// <summary>What the device tells about installations that have ended.</summary>
    public static IEnumerable<Outgoing> Ends(Traits traits, ImmutableArray<DeviceEvent> happened, World world)
    {
        foreach (var one in happened)
        {
            if (EndOf(one, world) is var (release, phase) && world.Grants.Needs(release, traits))
                yield return Report(traits, release, phase, world);
        }
    }

    private static (string Release, GrantPhase Phase)? EndOf(DeviceEvent happened, World world) => happened switch
    {
        ResponseActivated e => (e.Release, GrantPhase.Succeeded),
        InstallAbandoned e => (e.Release, GrantPhase.Failed),
        SoftwareUpdateInstalled e => (world.Update(e.To).Version, GrantPhase.Succeeded),
        SoftwareUpdateAttemptFailed { RetryAt: null } e => (world.Update(e.Version).Version, GrantPhase.Failed),
        BootLoopEnded e => (world.Update(e.Version).Version, GrantPhase.Failed),
        _ => null,
    };

    private static Outgoing Report(Traits traits, string release, GrantPhase phase, World world) =>
        Sent(new GrantReport(release, traits.Number, world.RingOf(traits)?.Name ?? "", phase), world);

    private static Outgoing Sent(object body, World world) =>
        new(EntityId.UpdateService, world.Scenario.Kernel.Lookahead, body);
}
