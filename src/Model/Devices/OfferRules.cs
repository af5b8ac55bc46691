using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>A device's check of the catalogue: at a poll, at a deadline or by hand, and what follows from it.</summary>
internal static class OfferRules
{
    /// <summary>Checks the catalogue, if a poll, a deadline or a check by hand is due now.</summary>
    public static DeviceDecision Check(in Situation now)
    {
        var (state, at, life, offers) = (now.State, now.At, now.Moments.Life, now.Offers);
        var polls = life.NextPoll(at) == at;
        var deadline = !polls && offers.IsDeadline(at);
        var byHand = !polls && !deadline && life.NextCheckByHand(at) == at;
        if (!polls && !deadline && !byHand)
            return DeviceDecision.Nothing;

        var source = polls && state.Traits.AutomaticUpdates ? OfferSource.Automatic : OfferSource.User;
        return offers.Find(at, byHand) is { } found ? Answer(now, found, source) : DeviceDecision.Nothing;
    }

    /// <summary>What follows from a finding.</summary>
    /// <param name="source">How it was found, where management does not enforce it.</param>
    public static DeviceDecision Answer(in Situation now, Offer found, OfferSource source)
    {
        var forbids = now.State.Managed is { AllowInstallation: false };
        return found switch
        {
            Offer.Revocation one => RemovalRules.StartByVendor(now, one.Release),
            Offer.Response { Enforced: true } one => DeviceDecision.Happened(
                new ResponseOffered(one.Release, OfferSource.Management)),
            Offer.Response one when forbids => Forbidden(now, one.Release),
            Offer.Request { IsUpdate: false } one when forbids => Forbidden(now, one.Release),
            Offer.Request one => GrantRules.Ask(now, one.Release, one.ByHand),
            Offer.Response one => DeviceDecision.Happened(new ResponseOffered(one.Release, source)),
            Offer.Update one => DeviceDecision.Happened(
                Offered(one.Entry, SourceOf(one, source, now.State.Traits))),
            _ => throw new ArgumentOutOfRangeException(nameof(found), found, "A new finding needs a rule here."),
        };
    }

    internal static SoftwareUpdateOffered Offered(UpdateEntry entry, OfferSource source) =>
        new(entry.Version, entry.Build, source) { Release = entry.Release };

    /// <summary>A device on which only responses install themselves leaves a software update to its person.</summary>
    private static OfferSource SourceOf(Offer.Update found, OfferSource source, Traits traits) =>
        found.Enforced ? OfferSource.Management
        : source == OfferSource.Automatic && !traits.AutomaticSoftwareUpdates ? OfferSource.User
        : source;

    private static DeviceDecision Forbidden(in Situation now, string release) => DeviceDecision.Happened(
        new InstallAttemptFailed(
            release, InstallStep.Offer, DeviceFault.ManagementForbids, 1,
            now.At + now.World.Install.ManagementRetry));
}
