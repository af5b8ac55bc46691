using System.Collections.Immutable;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// A device's rules at a wake. No clock, no dice of its own, no actors: time, world and catalogue are arguments. What
/// follows from a piece of work is decided by <see cref="WorkDecider"/>.
/// </summary>
public static class DeviceDecider
{
    public static DeviceDecision Decide(
        DeviceState state, VirtualTime at, ImmutableArray<Message> mail, World world, Publications published)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(published);
        var beside = new Background(state, at, world) { WasDue = DeviceCalendar.NextRoutineCheck(state, at, world) == at };
        PersonRules.Decide(ref beside, mail, published);
        ManagementRules.Decide(ref beside, published);
        AnalyticsRules.Decide(ref beside, published);
        if (mail.IsEmpty && !beside.WasDue)
            return Proceed(state, at, mail, world, published);

        // The wake may have been for what happens beside it alone: then the phase goes on waiting.
        var before = beside.Decision;
        state = beside.State;
        if (!mail.Any(message => message.Body is TicketAnswer)
            && DeviceCalendar.PhaseDue(state, at, world, published) != at)
            return before;
        var then = Proceed(state, at, mail, world, published);
        return new(before.Events.AddRange(then.Events), before.Mail.AddRange(then.Mail), then.Work);
    }

    /// <summary>
    /// What is decided at a moment for which no part of a device has to be awake: it joins the fleet, a crash is noted,
    /// a day's totals are sent; and what is due next. Null when there is more to it than that.
    /// </summary>
    public static (DeviceDecision Decision, VirtualTime NextDue)? Routine(
        DeviceState state, VirtualTime at, World world, Publications published)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(published);
        if (state.Phase is DevicePhase.Unenrolled)
        {
            var enrolled = Enrol(state, world);
            return (
                DeviceDecision.Happened(enrolled),
                DeviceCalendar.NextDue(DeviceFold.Evolve(state, enrolled, at, world), at.Next(), world, published));
        }

        // None of it changes the phase, so that what the phase waits for is asked for once.
        var phaseDue = DeviceCalendar.PhaseDue(state, at, world, published);
        if (phaseDue == at || ManagementRules.NextDue(state, at, VirtualTime.Never, published) == at
            || !AnalyticsRules.IsRoutine(state, at, world))
        {
            return null;
        }

        var beside = new Background(state, at, world);
        AnalyticsRules.Decide(ref beside, published);
        return (beside.Decision, DeviceCalendar.NextDue(beside.State, at.Next(), phaseDue, world, published));
    }

    /// <summary>The next step of what the device is in the middle of.</summary>
    private static DeviceDecision Proceed(
        DeviceState state, VirtualTime at, ImmutableArray<Message> mail, World world, Publications published)
    {
        var moments = new DeviceMoments(world, state);
        foreach (var message in mail)
        {
            if (message.Body is TicketAnswer answer && state.Phase is DevicePhase.AwaitingTicket awaiting)
                return Personalise(state, awaiting.Job, answer, world);
        }

        return state.Phase switch
        {
            DevicePhase.Unenrolled => DeviceDecision.Happened(Enrol(state, world)),
            DevicePhase.Resting => Rest(state, at, world, published, moments),
            DevicePhase.Fetching p when at == p.From => BeginDownload(state, p, at, world, published, moments),
            DevicePhase.Fetching p when at < p.From => CheckOffers(state, at, world, published, moments),
            DevicePhase.Fetching p => DeviceDecision.After(CheckDownload(state, p.Job, world)),
            DevicePhase.Requesting p => RequestTicket(state, p.Job, world),
            // Management may have forbidden it since the download began.
            DevicePhase.Preparing { Job: var job } when ManagementForbids(state, job) =>
                ForbiddenByManagement(job, InstallStep.Stage, at, world),
            DevicePhase.Preparing p => DeviceDecision.After(Stage(state, p.Job, world)),
            DevicePhase.Staged p when at == DeviceCalendar.RestartDue(p, state, at, published) =>
                RestartInto(state, p, at, world, published, moments),
            DevicePhase.Staged p when at == p.SafariAt => DeviceDecision.Happened(new SafariRelaunched(p.Job.Release)),
            DevicePhase.Staged => CheckOffers(state, at, world, published, moments),
            DevicePhase.Starting p => DeviceDecision.After(new DeviceWork.BringUp(
                p.Job.Release, VariantOf(state, p.Job.Release, world),
                !Chance(state, world, world.Faults.DidNotStart, Purpose.DidNotStart, p.Job))),
            DevicePhase.Removing p => DeviceDecision.After(new DeviceWork.Revert(
                p.Releases[^1], VariantOf(state, p.Releases[^1], world))),
            DevicePhase.Returning p => ComeBack(state, p, at, world, moments),
            DevicePhase.FetchingUpdate p => UpdateRules.Fetch(state, p, at, world, published, moments),
            DevicePhase.UpdateReady p => UpdateRules.Install(state, p, at, world, published, moments),
            DevicePhase.Updating p => DeviceDecision.After(
                new DeviceWork.SealSystemVolume(state.Platform, p.Job.OsBuild)),
            _ => DeviceDecision.Nothing,
        };
    }

    /// <summary>Asks the signing service for a ticket on the device's nonce of this moment.</summary>
    internal static DeviceDecision RequestTicket(
        DeviceState state, InstallJob job, World world, params ImmutableArray<DeviceEvent> before)
    {
        var variant = VariantOf(state, job.Release, world);
        var latency = world.Scenario.Signing.Latency;
        var delay = state.Traits.Dice.Between(
            latency.From, latency.To, Purpose.RequestLatency, world.DrawOf(job.Release, job.Attempt));
        var request = new TicketRequest(
            job.Release, variant, state.Traits.Model.ChipId, state.Traits.Ecid, state.Nonce, job.Attempt);
        return new(
            before.Add(new TicketRequested(job.Release, state.Nonce, job.Attempt)),
            [new(EntityId.SigningService, delay, request)],
            null);
    }

    /// <summary>Looks at the catalogue, if this is a moment for it.</summary>
    internal static DeviceDecision CheckOffers(
        DeviceState state, VirtualTime at, World world, Publications published, DeviceMoments moments)
    {
        var offers = new Offers(world, published, state);
        var polls = moments.Life.NextPoll(at) == at;
        var deadline = !polls && offers.IsDeadline(at);
        var byHand = !polls && !deadline && moments.Life.NextCheckByHand(at) == at;
        if (!polls && !deadline && !byHand)
            return DeviceDecision.Nothing;

        var source = polls && state.Traits.AutomaticUpdates ? OfferSource.Automatic : OfferSource.User;
        return offers.Find(at, byHand) switch
        {
            null => DeviceDecision.Nothing,
            Offer.Revocation found => StartVendorRemoval(state, found.Release, world, published.Catalogue),
            Offer.Response { Enforced: true } found => DeviceDecision.Happened(
                new ResponseOffered(found.Release, OfferSource.Management)),
            Offer.Response found when state.Managed is { AllowInstallation: false } => DeviceDecision.Happened(
                new InstallAttemptFailed(
                    found.Release, InstallStep.Offer, DeviceFault.ManagementForbids, 1,
                    at + world.Install.ManagementRetry)),
            Offer.Response found => DeviceDecision.Happened(new ResponseOffered(found.Release, source)),
            Offer.Update found => DeviceDecision.Happened(
                new SoftwareUpdateOffered(found.Entry.Version, found.Entry.Build, source)),
            var other =>
                throw new ArgumentOutOfRangeException(nameof(published), other, "A new finding needs a rule here."),
        };
    }

    /// <summary>The gates before a restart. Whoever restarts by hand is not kept from it by using the device.</summary>
    internal static DeviceFault? ShutGate(DeviceMoments moments, VirtualTime at, int needsPercent, bool byHand)
    {
        var (percent, charging) = moments.Battery(at);
        if (percent < needsPercent && !charging)
            return DeviceFault.BatteryLow;
        return !byHand && moments.Life.InUse(at) ? DeviceFault.DeviceInUse : null;
    }

    internal static string VariantOf(DeviceState state, string release, World world) =>
        DeviceCalendar.TargetOf(state, release, world).Variant;

    private static Enrolled Enrol(DeviceState state, World world) => new(
        state.Platform, state.Traits.Model.Name, state.Os.Version, state.Os.Build, state.Traits.Model.ChipId,
        state.Traits.Ecid, state.Os.BootTicketDigest, state.Os.SystemVolumeSeal,
        state.Traits.ApplicationsOf(world.Fleet),
        state.SharesAnalytics, state.Traits.AutomaticUpdates, state.Traits.LockdownMode, state.Managed);

    private static DeviceDecision Rest(
        DeviceState state, VirtualTime at, World world, Publications published, DeviceMoments moments)
    {
        if (state.Active is { } active && moments.Regrets(active) == at && state.Managed is not { AllowRemoval: false })
        {
            return DeviceDecision.Happened(
                new RemovalStarted(RemovalCause.User, [.. state.Applied.Select(one => one.Release)]));
        }

        foreach (var block in state.Blocked)
        {
            if (block.IsPermanent && moments.Reapplies(block) == at && state.Active is null
                && state.Managed is not { AllowInstallation: false }
                && new Offers(world, published, state).IsOffered(block.Release))
            {
                return DeviceDecision.Happened(new ResponseOffered(block.Release, OfferSource.User));
            }
        }

        return CheckOffers(state, at, world, published, moments);
    }

    private static DeviceDecision BeginDownload(
        DeviceState state, DevicePhase.Fetching phase, VirtualTime at, World world, Publications published, DeviceMoments moments)
    {
        var job = phase.Job;
        if (!new Offers(world, published, state).IsOffered(job.Release))
            return DeviceDecision.Happened(new InstallAbandoned(job.Release, DeviceFault.NoLongerOffered, job.Attempt));
        if (ManagementForbids(state, job))
            return ForbiddenByManagement(job, InstallStep.Download, at, world);
        if (state.Traits.Dice.Chance(
            world.Faults.StorageFull, Purpose.StorageFull, world.DrawOf(job.Release, job.Attempt + 64 * job.GateTries)))
        {
            return DeviceDecision.Happened(new InstallAttemptFailed(
                job.Release, InstallStep.Download, DeviceFault.StorageFull, job.Attempt,
                moments.GateAgain(at, DeviceFault.StorageFull, needsPercent: 0)));
        }

        // Patch and ticket of an earlier installation are still here: there is nothing to download and nobody to ask.
        return state.Reusable(job.Release) is not null && job.FreshDownloads == 0
            ? DeviceDecision.After(new DeviceWork.ReuseTicket(
                job.Release, VariantOf(state, job.Release, world), state.Binding, state.Nonce))
            : DeviceDecision.Nothing;
    }

    private static bool ManagementForbids(DeviceState state, InstallJob job) =>
        state.Managed is { AllowInstallation: false } && job.Source != OfferSource.Management;

    private static DeviceDecision ForbiddenByManagement(
        InstallJob job, InstallStep step, VirtualTime at, World world) =>
        DeviceDecision.Happened(new InstallAttemptFailed(
            job.Release, step, DeviceFault.ManagementForbids, job.Attempt, at + world.Install.ManagementRetry));

    private static DeviceWork.CheckDownload CheckDownload(DeviceState state, InstallJob job, World world) => new(
        job.Release,
        VariantOf(state, job.Release, world),
        Chance(state, world, world.Faults.NetworkInterrupted, Purpose.NetworkInterrupted, job),
        Damage(state, world, world.Faults.PatchDamaged, Purpose.PatchDamaged, job));

    private static DeviceDecision Personalise(DeviceState state, InstallJob job, TicketAnswer answer, World world)
    {
        var rolls = Chance(state, world, world.Faults.NonceRolled, Purpose.NonceRolled, job);
        var nonce = rolls ? DeviceState.NonceOf(state.Traits, state.NonceGeneration + 1) : state.Nonce;
        var work = new DeviceWork.Personalise(answer, VariantOf(state, job.Release, world), state.Binding, nonce);
        return rolls ? DeviceDecision.After(work, new NonceRolled()) : DeviceDecision.After(work);
    }

    private static DeviceWork.Stage Stage(DeviceState state, InstallJob job, World world) => new(
        job.Release,
        VariantOf(state, job.Release, world),
        Damage(state, world, world.Faults.ImageDamaged, Purpose.ImageDamaged, job),
        Damage(state, world, world.Faults.SealBroken, Purpose.SealBroken, job));

    private static DeviceDecision RestartInto(
        DeviceState state, DevicePhase.Staged phase, VirtualTime at, World world, Publications published, DeviceMoments moments)
    {
        var job = phase.Job;
        var needs = world.Install.For(state.Platform).ResponseBattery;

        // At the deadline of an enforcement the countdown runs out, whoever uses the device.
        var forced = ManagementRules.EnforcementOf(job.Release, state, published) is { } enforced
            && enforced.Deadline <= at;
        return ShutGate(moments, at, needs, forced || job.Source == OfferSource.User) is { } gate
            ? DeviceDecision.Happened(new InstallAttemptFailed(
                job.Release, InstallStep.Activate, gate, job.Attempt, moments.GateAgain(at, gate, needs)))
            : DeviceDecision.Happened(new Restarted(RestartReason.InstallResponse));
    }

    /// <summary>
    /// The vendor takes back the latest response. The one before it comes back with the same restart if it may and its
    /// ticket still holds; otherwise it goes too, and the base runs. What is only staged is discarded.
    /// </summary>
    private static DeviceDecision StartVendorRemoval(
        DeviceState state, string release, World world, Catalogue catalogue)
    {
        if (state.Phase is DevicePhase.Staged staged)
        {
            var started = new RemovalStarted(RemovalCause.Vendor, [release]);
            return staged.InSafari
                ? DeviceDecision.Happened(started)
                : DeviceDecision.Happened(started, new ResponsesRemoved([release], state.RunningBuild(world)));
        }

        var stays = state.Applied.Length > 1
            && state.Applied[^2].NonceGeneration == state.NonceGeneration
            && catalogue.Find(state.Applied[^2].Release) is not
                { Status: CatalogueStatus.Withdrawn or CatalogueStatus.WithdrawnAndRemoved };
        return DeviceDecision.Happened(new RemovalStarted(
            RemovalCause.Vendor, stays ? [release] : [.. state.Applied.Select(one => one.Release)]));
    }

    private static DeviceDecision ComeBack(
        DeviceState state, DevicePhase.Returning phase, VirtualTime at, World world, DeviceMoments moments)
    {
        var left = state with { Applied = state.Applied.RemoveAll(one => phase.Releases.Contains(one.Release)) };
        var removed = new ResponsesRemoved(phase.Releases, left.RunningBuild(world));
        if (left.Active is not { } earlier || earlier == state.Active)
            return DeviceDecision.Happened(removed);

        var (percent, charging) = moments.Battery(phase.Down);
        return DeviceDecision.Happened(
            removed,
            new ResponseActivated(earlier.Release, left.RunningBuild(world), at - phase.Down, percent, charging));
    }

    private static bool Chance(DeviceState state, World world, double probability, Purpose purpose, InstallJob job) =>
        state.Traits.Dice.Chance(probability, purpose, world.DrawOf(job.Release, job.Attempt));

    private static ulong? Damage(DeviceState state, World world, double probability, Purpose purpose, InstallJob job) =>
        Chance(state, world, probability, purpose, job)
            ? state.Traits.Dice.Bits(Purpose.DamagedBit, world.DrawOf(job.Release, job.Attempt)).Low
            : null;
}
