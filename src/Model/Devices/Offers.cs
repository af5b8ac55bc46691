using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>What a look at the catalogue would find.</summary>
public abstract record Finding
{
    private Finding()
    {
    }

    public sealed record Response(string Release) : Finding;

    /// <summary>The vendor takes back the response that is active, or staged.</summary>
    public sealed record Revocation(string Release) : Finding;

    public sealed record Update(UpdateEntry Entry) : Finding;
}

/// <summary>
/// Which response of a catalogue fits a device (selection as in Apple's SUCorePolicyExtensionSplatUpdate: newer than
/// what is installed; a revoked one only when it is the installed one).
/// </summary>
public readonly struct Offers(World world, Catalogue catalogue, DeviceState state)
{
    /// <summary>What a look at a moment finds; null when nothing.</summary>
    /// <param name="byHand">A person looks: the ramp does not apply, and revocations are left to the automatic polls.</param>
    public Finding? Find(VirtualTime at, bool byHand)
    {
        if (!byHand && Revoked() is { } revoked)
            return new Finding.Revocation(revoked);
        if (state.Phase is DevicePhase.Staged)
            return null;

        var best = (string?)null;
        var bestVersion = InstalledVersion();
        foreach (var entry in catalogue.Responses)
        {
            if (Candidate(entry) is { } version && version > bestVersion && (byHand || Admitted(entry)) && !IsBarred(entry.Release, at))
                (best, bestVersion) = (entry.Release, version);
        }

        if (best is not null)
            return new Finding.Response(best);
        return state.Phase is DevicePhase.Resting ? Update() : null;
    }

    /// <summary>The first moment at or after another at which a look finds something.</summary>
    public VirtualTime NextLook(VirtualTime after, DailyLife life)
    {
        after = VirtualTime.Max(after, catalogue.EffectiveAt);
        if (Revoked() is not null)
            return life.NextPoll(after);
        if (state.Phase is DevicePhase.Staged)
            return VirtualTime.Never;

        var next = VirtualTime.Never;
        var installed = InstalledVersion();
        foreach (var entry in catalogue.Responses)
        {
            if (Candidate(entry) is not { } version || version <= installed || BarEnd(entry.Release) is not { } open)
                continue;
            var from = VirtualTime.Max(after, open);
            if (Admitted(entry))
                next = VirtualTime.Min(next, life.NextPoll(from));
            next = VirtualTime.Min(next, life.NextCheckByHand(from));
        }

        if (state.Phase is DevicePhase.Resting && Update() is not null)
            next = VirtualTime.Min(next, VirtualTime.Min(life.NextPoll(after), life.NextCheckByHand(after)));
        return next;
    }

    /// <summary>Whether a release is offered to this kind of device at all.</summary>
    public bool IsOffered(string release) => catalogue.Find(release) is { } entry && Candidate(entry) is not null;

    private string? Revoked()
    {
        if (!state.Traits.AutomaticUpdates)
            return null;
        var installed = state.Phase is DevicePhase.Staged staged ? staged.Job.Release
            : state.Phase is DevicePhase.Resting or DevicePhase.FetchingUpdate or DevicePhase.UpdateReady ? state.Active?.Release
            : null;
        return installed is not null && catalogue.Find(installed) is { Status: CatalogueStatus.WithdrawnAndRemoved }
            ? installed
            : null;
    }

    private RestoreVersion? Candidate(CatalogueEntry entry) => entry.Status == CatalogueStatus.Offered
        ? world.Release(entry.Release).TargetFor(state.Platform, state.Os.Build)?.RestoreVersion
        : null;

    /// <summary>What a response must be above: the active one, the one already offered, else the base.</summary>
    private RestoreVersion InstalledVersion()
    {
        var release = state.Phase is DevicePhase.Fetching fetching ? fetching.Job.Release : state.Active?.Release;
        return release is null ? default : world.Release(release).TargetFor(state.Platform, state.Os.Build)!.RestoreVersion;
    }

    private bool Admitted(CatalogueEntry entry) =>
        state.Traits.Dice.Uniform(Purpose.Ramp, world.PlaceOf(entry.Release)) * 100 < entry.Percent;

    private Finding.Update? Update()
    {
        foreach (var entry in catalogue.Updates)
        {
            if (entry.Platform == state.Platform && entry.FromBuild == state.Os.Build)
                return new(entry);
        }

        return null;
    }

    private bool IsBarred(string release, VirtualTime at)
    {
        foreach (var bar in state.Barred)
        {
            if (bar.Release == release && bar.Holds(at, catalogue.EffectiveAt))
                return true;
        }

        return false;
    }

    /// <summary>When the last bar on a release ends; null when that is not known.</summary>
    private VirtualTime? BarEnd(string release)
    {
        var end = VirtualTime.Zero;
        foreach (var bar in state.Barred)
        {
            if (bar.Release != release)
                continue;
            if (!bar.ForGood && !bar.Until.IsNever)
                end = VirtualTime.Max(end, bar.Until);
            else if (bar.Holds(end, catalogue.EffectiveAt))
                return null;
        }

        return end;
    }
}
