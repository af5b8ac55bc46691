using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>Which software update of a catalogue fits a device.</summary>
public readonly partial struct Offers
{
    /// <summary>The first update that is offered, because the catalogue has the newest one first.</summary>
    private Offer.Update? Update(VirtualTime at, bool byHand)
    {
        if (at >= UpdatesUntil)
            return null;
        var onlyEnforced = state.Phase is not DevicePhase.Resting;
        foreach (var entry in _catalogue.Updates)
        {
            if (!IsCandidate(entry))
                continue;
            var enforced = Enforcement(entry.Release) is { } order && order.At <= at;
            var offered = !onlyEnforced && Reaches(entry, at, byHand);
            if ((enforced || offered) && !IsBlocked(entry.Release, at, enforced))
                return new(entry, enforced);
        }

        return null;
    }

    /// <summary>
    /// The newest update, when the download of an older one is about to begin; null when that is the newest itself,
    /// when management ordered it, or when the device has to ask for the newer one first.
    /// </summary>
    internal UpdateEntry? Newer(UpdateJob job, VirtualTime at)
    {
        if (job is not { Source: not OfferSource.Management, Attempt: 1, GateTries: 0 })
            return null;
        foreach (var entry in _catalogue.Updates)
        {
            if (!IsCandidate(entry) || !Reaches(entry, at, byHand: job.Source == OfferSource.User)
                || IsBlocked(entry.Release, at, enforced: false))
            {
                continue;
            }

            return entry.Build == job.OsBuild || NeedsGrant(entry.Release, enforced: false, granted: null)
                ? null
                : entry;
        }

        return null;
    }

    /// <summary>Whether its ring and management offer the device the update, and the ramp admits it.</summary>
    private bool Reaches(UpdateEntry entry, VirtualTime at, bool byHand) =>
        OfferedFrom(entry) <= at && (byHand || AdmittedFrom(entry) <= at);

    /// <summary>
    /// From when on the device is offered an update: when its ring is, and no earlier than its management's deferral.
    /// </summary>
    private VirtualTime OfferedFrom(UpdateEntry entry)
    {
        var ofRing = OfferedFrom(entry.Rings);
        if (entry.PublishedAt is not { } published || state.Managed is null)
            return ofRing;
        var management = state.Traits.Group?.Management ?? world.Fleet.Management;
        return VirtualTime.Max(
            ofRing, published + management.Deferrals.Of(state.Platform, state.Os.Version, entry.Version));
    }

    private VirtualTime NextCheckForUpdate(VirtualTime after, DeviceMoments moments)
    {
        if (after >= UpdatesUntil)
            return VirtualTime.Never;
        var (next, onlyEnforced) = (VirtualTime.Never, state.Phase is not DevicePhase.Resting);
        foreach (var entry in _catalogue.Updates)
        {
            if (!IsCandidate(entry))
                continue;
            if (Enforcement(entry.Release) is { } order && BlockEnd(entry.Release, enforced: true) is { } free)
                next = VirtualTime.Min(next, Heard(order, VirtualTime.Max(after, free), moments));
            if (!onlyEnforced && BlockEnd(entry.Release, enforced: false) is { } open)
            {
                next = VirtualTime.Min(
                    next,
                    NextCheck(AdmittedFrom(entry), VirtualTime.Max(after, open), OfferedFrom(entry), moments));
            }
        }

        return next < UpdatesUntil ? next : VirtualTime.Never;
    }

    /// <summary>
    /// Until when the device takes up an update that it finds: while it rests, and, if the update is enforced, until
    /// the download of one that waits for it begins.
    /// </summary>
    private VirtualTime UpdatesUntil => state.Phase switch
    {
        DevicePhase.Resting => VirtualTime.Never,
        DevicePhase.FetchingUpdate
        {
            Job: { Source: not OfferSource.Management, Attempt: 1, GateTries: 0 },
        } p => p.From,
        _ => VirtualTime.Zero,
    };

    private bool IsCandidate(UpdateEntry entry) => entry.Status == CatalogueStatus.Offered
        && entry.Platform == state.Platform && entry.FromBuild == state.Os.Build;

    private VirtualTime AdmittedFrom(UpdateEntry entry) => entry switch
    {
        { Percent: >= 100, Admission: null } => VirtualTime.Zero,
        { Admission: null } => AdmittedFrom(Purpose.UpdateRamp, world.PlaceOfUpdate(entry.Release), entry.Percent),
        _ => RampDraws.AdmittedFrom(
            world, state.Traits.Number, entry.Release, entry.Percent, entry.Admission, state.Traits),
    };
}
