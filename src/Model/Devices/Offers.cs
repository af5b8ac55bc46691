using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>What a check of the catalogue finds for a device.</summary>
public abstract record Offer
{
    private Offer()
    {
    }

    /// <param name="Enforced">True when a management order enforces the response.</param>
    public sealed record Response(string Release, bool Enforced = false) : Offer;

    /// <summary>The vendor has revoked the response that is active or staged.</summary>
    public sealed record Revocation(string Release) : Offer;

    /// <param name="Enforced">True when a management order enforces the update.</param>
    public sealed record Update(UpdateEntry Entry, bool Enforced = false) : Offer;

    /// <summary>The device has to ask the update service for a release before it takes it up.</summary>
    public sealed record Request(string Release, bool IsUpdate, bool ByHand) : Offer;
}

/// <summary>
/// Which response of a catalogue fits a device (selection as in Apple's SUCorePolicyExtensionSplatUpdate: newer than
/// what is installed; a revoked one only when it is the installed one).
/// </summary>
public readonly partial struct Offers(World world, Publications published, DeviceState state)
{
    private readonly Catalogue _catalogue = published.Catalogue;

    private DeviceMoments Moments => new(world, state);

    /// <summary>What a check at a moment finds; null when it finds nothing.</summary>
    /// <param name="byHand">
    /// True when a person checks: then the ramp does not apply, and revocations are left to the automatic polls.
    /// </param>
    /// <param name="granted">The release for which the device has a grant; null for none.</param>
    public Offer? Find(VirtualTime at, bool byHand, string? granted = null)
    {
        if (!byHand && Revoked() is { } revoked)
            return new Offer.Revocation(revoked);
        if (state.Phase is DevicePhase.Staged || Moments.Unblocked(at) != at)
            return null;

        var best = (Offer.Response?)null;
        var bestVersion = InstalledVersion();
        foreach (var entry in _catalogue.Responses)
        {
            var enforced = Enforcement(entry.Release) is { } order && order.At <= at;
            if (Candidate(entry) is { } version && IsAbove(version, bestVersion, entry.Release, enforced)
                && (enforced || (OfferedFrom(entry.Rings) <= at && (byHand || AdmittedFrom(entry) <= at)))
                && !IsBlocked(entry.Release, at, enforced))
            {
                (best, bestVersion) = (new(entry.Release, enforced), version);
            }
        }

        if (best is not null)
        {
            return NeedsGrant(best.Release, best.Enforced, granted)
                ? new Offer.Request(best.Release, false, byHand)
                : best;
        }

        var update = Update(at, byHand);
        return update is not null && NeedsGrant(update.Entry.Release, update.Enforced, granted)
            ? new Offer.Request(update.Entry.Release, true, byHand)
            : update;
    }

    private bool NeedsGrant(string release, bool enforced, string? granted) =>
        !enforced && granted != release && world.Grants.Needs(release, state.Traits);

    /// <summary>The first moment at or after <paramref name="after"/> at which a check finds something.</summary>
    public VirtualTime NextCheck(VirtualTime after)
    {
        var moments = Moments;
        after = VirtualTime.Max(after, _catalogue.EffectiveAt);
        if (Revoked() is not null)
            return moments.Life.NextPoll(after);
        if (state.Phase is DevicePhase.Staged)
            return VirtualTime.Never;

        var next = VirtualTime.Never;
        var installed = InstalledVersion();
        foreach (var entry in _catalogue.Responses)
        {
            if (Candidate(entry) is not { } version)
                continue;
            if (Enforcement(entry.Release) is { } order && IsAbove(version, installed, entry.Release, enforced: true)
                && BlockEnd(entry.Release, enforced: true) is { } free)
            {
                next = VirtualTime.Min(next, Heard(order, VirtualTime.Max(after, free), moments));
            }

            if (version <= installed || BlockEnd(entry.Release, enforced: false) is not { } open)
                continue;
            next = VirtualTime.Min(
                next, NextCheck(AdmittedFrom(entry), VirtualTime.Max(after, open), OfferedFrom(entry.Rings), moments));
        }

        return VirtualTime.Min(next, NextCheckForUpdate(after, moments));
    }

    /// <summary>The first poll since the ramp admits the device, or check by hand.</summary>
    private static VirtualTime NextCheck(
        VirtualTime admittedFrom, VirtualTime after, VirtualTime offeredFrom, DeviceMoments moments)
    {
        if (offeredFrom.IsNever)
            return VirtualTime.Never;
        var from = VirtualTime.Max(after, offeredFrom);
        var byHand = moments.NextCheckByHand(from);
        return admittedFrom.IsNever
            ? byHand
            : VirtualTime.Min(moments.NextPoll(VirtualTime.Max(from, admittedFrom)), byHand);
    }

    /// <summary>When a device finds what is enforced: at a poll since the order, or at the deadline.</summary>
    private VirtualTime Heard(ManagementOrder.Enforce order, VirtualTime after, DeviceMoments moments)
    {
        var heard = VirtualTime.Max(VirtualTime.Max(after, order.At), state.Traits.AwayUntil);
        var (poll, deadline) = (moments.NextPoll(heard), DeadlineRules.DeadlineOf(order, state, moments));
        return deadline >= heard ? VirtualTime.Min(poll, deadline) : poll;
    }

    /// <summary>From when on the ring of the device is offered a release.</summary>
    private VirtualTime OfferedFrom(RingStandings? rings) => rings is null || world.RingOf(state.Traits) is not { } ring
        ? VirtualTime.Zero
        : rings.OfferedFrom(state.Traits.Ring, ring.Deferral);

    /// <summary>
    /// What the catalogue says about a software update that the device is at work with; null for nothing.
    /// </summary>
    public UpdateEntry? EntryOf(UpdateJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _catalogue.FindUpdate(state.Platform, state.Os.Build, job.OsBuild);
    }

    /// <summary>Whether a release is offered for this device's platform and base.</summary>
    public bool IsOffered(string release) => _catalogue.Find(release) is { } entry && Candidate(entry) is not null;

    /// <summary>
    /// Whether a release is offered and has a higher version than the response that is active or being fetched.
    /// </summary>
    public bool IsNewer(string release) =>
        _catalogue.Find(release) is { } entry && Candidate(entry) is { } version && version > InstalledVersion();

    /// <summary>
    /// Whether the deadline of an enforcement is at this moment. A device that has not polled before checks the
    /// catalogue then.
    /// </summary>
    public bool IsDeadline(VirtualTime at)
    {
        foreach (var entry in _catalogue.Responses)
        {
            if (Enforcement(entry.Release) is { } order && DeadlineRules.DeadlineOf(order, state, Moments) == at)
                return true;
        }

        foreach (var entry in _catalogue.Updates)
        {
            if (IsCandidate(entry) && Enforcement(entry.Release) is { } order
                && DeadlineRules.DeadlineOf(order, state, Moments) == at)
                return true;
        }

        return false;
    }

    private string? Revoked()
    {
        if (!state.Traits.AutomaticUpdates || (state.LacksAntipatch && state.Phase is not DevicePhase.Staged))
            return null;
        var installed = state.Phase is DevicePhase.Staged staged ? staged.Job.Release
            : state.Phase is DevicePhase.Resting or DevicePhase.FetchingUpdate or DevicePhase.UpdateReady
                ? state.Active?.Release
            : null;
        return installed is not null && _catalogue.Find(installed) is { Status: CatalogueStatus.WithdrawnAndRemoved }
            ? installed
            : null;
    }

    private RestoreVersion? Candidate(CatalogueEntry entry) => entry.Status == CatalogueStatus.Offered
        ? world.Release(entry.Release).TargetFor(state.Platform, state.Os.Build)?.RestoreVersion
        : null;

    /// <summary>
    /// The version that a response must exceed: that of the response being fetched, else of the active one, else of the
    /// base.
    /// </summary>
    private RestoreVersion InstalledVersion()
    {
        var release = state.Phase is DevicePhase.Fetching fetching ? fetching.Job.Release : state.Active?.Release;
        return release is null
            ? default
            : world.Release(release).TargetFor(state.Platform, state.Os.Build)!.RestoreVersion;
    }

    private ManagementOrder.Enforce? Enforcement(string release) =>
        ManagementRules.EnforcementOf(release, state, published);

    /// <summary>An enforced response replaces an offer of the same response that waits for its person.</summary>
    private bool IsAbove(RestoreVersion version, RestoreVersion installed, string release, bool enforced) =>
        version > installed
        || (enforced && version == installed && state.Phase is DevicePhase.Fetching { Job: var job }
            && job.Release == release && job.Source != OfferSource.Management);

    private VirtualTime AdmittedFrom(CatalogueEntry entry) => entry.Admission is null
        ? AdmittedFrom(Purpose.Ramp, world.PlaceOf(entry.Release), entry.Percent)
        : RampDraws.AdmittedFrom(
            world, state.Traits.Number, entry.Release, entry.Percent, entry.Admission, state.Traits);

    /// <summary>From when on a share of the fleet admits the device; never when it does not.</summary>
    private VirtualTime AdmittedFrom(Purpose purpose, int place, double percent) =>
        state.Traits.Dice.Uniform(purpose, place) * 100 < percent ? VirtualTime.Zero : VirtualTime.Never;

    /// <param name="enforced">
    /// True when a management order enforces the release. Then blocks by a person's decision and blocks with an end do
    /// not count.
    /// </param>
    private bool IsBlocked(string release, VirtualTime at, bool enforced)
    {
        foreach (var block in state.Blocked)
        {
            if (block.Release == release && !(enforced && YieldsToOrders(block))
                && block.Holds(at, _catalogue.EffectiveAt))
                return true;
        }

        return false;
    }

    private static bool YieldsToOrders(ReleaseBlock block) => block.IsPermanent || !block.Until.IsNever;

    /// <summary>
    /// When the last block on a release ends; null when a block is permanent or lasts until the catalogue changes.
    /// </summary>
    private VirtualTime? BlockEnd(string release, bool enforced)
    {
        var end = VirtualTime.Zero;
        foreach (var block in state.Blocked)
        {
            if (block.Release != release || (enforced && YieldsToOrders(block)))
                continue;
            if (!block.IsPermanent && !block.Until.IsNever)
                end = VirtualTime.Max(end, block.Until);
            else if (block.Holds(end, _catalogue.EffectiveAt))
                return null;
        }

        return end;
    }
}
