using System.Collections.Immutable;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// A device's rules at a wake. They have no clock, no dice of their own and no actors: time, chance and state come with
/// the <see cref="Situation"/>. <see cref="WorkDecider"/> decides what follows from a procedure's work.
/// </summary>
/// <remarks>
/// <para>It calls, in this order: <see cref="UnlockRules"/>, <see cref="PersonRules"/>,
/// <see cref="ManagementRules"/>, <see cref="BackgroundRules"/> and <see cref="AnalyticsRules"/> for what happens
/// independently of the phase, then <see cref="DeviceCalendar"/> for whether the phase goes on. A phase of a response
/// goes on here; one of a software update in <see cref="UpdateRules"/>, a removal in <see cref="RemovalRules"/>, and a
/// boot in <see cref="BootRules"/>.</para>
/// <para><see cref="OfferRules"/> decides what follows from a check of the catalogue, and <see cref="GrantRules"/> what
/// follows from a grant. They call <see cref="Offers"/> for what the catalogue has for the device,
/// <see cref="RestartGates"/> for whether it may restart, and <see cref="DeviceMoments"/> for when something happens.
/// ARCHITECTURE.md has the table ("A device's rules").</para>
/// </remarks>
public static class DeviceDecider
{
    /// <summary>Decides a wake of the device: it has mail, or something is due now.</summary>
    public static DeviceDecision Decide(in Situation now, ImmutableArray<Message> mail)
    {
        var side = new SideEvents(now) { WasDue = DeviceCalendar.NextRoutineCheck(now) == now.At };
        UnlockRules.Decide(ref side);
        PersonRules.Decide(ref side, mail);
        ManagementRules.Decide(ref side);
        BackgroundRules.Decide(ref side);
        AnalyticsRules.Decide(ref side);
        if (mail.IsEmpty && !side.WasDue)
            return Proceed(now, mail);

        // If the wake was for such events only, the phase goes on waiting.
        var before = side.Decision;
        var after = side.Situation;
        var isAnswered = mail.Any(message => message.Body is TicketAnswer or GrantGiven);
        if (!isAnswered && DeviceCalendar.PhaseDue(after) != now.At)
            return before;
        var then = Proceed(after, mail);
        return new(before.Events.AddRange(then.Events), before.Mail.AddRange(then.Mail), then.Work);
    }

    /// <summary>
    /// Decides a moment that needs no wake: the device joins the fleet, a crash is noted, or a day's totals are sent.
    /// The result also says when something is due next. Null when the moment needs a wake.
    /// </summary>
    public static (DeviceDecision Decision, VirtualTime NextDue)? Routine(in Situation now)
    {
        if (now.State.Phase is DevicePhase.Unenrolled)
        {
            var enrolled = Enrol(now);
            var joined = DeviceFold.Evolve(now.State, enrolled, now.At, now.World);
            return (
                DeviceDecision.Happened(enrolled),
                DeviceCalendar.NextDue(new(joined, now.At.Next(), now.World, now.Published)));
        }

        // None of these events changes the phase, so its next moment is computed only once.
        var phaseDue = DeviceCalendar.PhaseDue(now);
        if (phaseDue == now.At || UnlockRules.NextDue(now) == now.At
            || ManagementRules.NextDue(now, VirtualTime.Never) == now.At
            || BackgroundRules.NextDue(now, VirtualTime.Never) == now.At
            || !AnalyticsRules.IsRoutine(now))
        {
            return null;
        }

        var side = new SideEvents(now);
        AnalyticsRules.Decide(ref side);
        return (
            side.Decision,
            DeviceCalendar.NextDue(new(side.State, now.At.Next(), now.World, now.Published), phaseDue));
    }

    /// <summary>The next step of the device's phase.</summary>
    private static DeviceDecision Proceed(in Situation now, ImmutableArray<Message> mail)
    {
        var (state, at, world) = (now.State, now.At, now.World);
        foreach (var message in mail)
        {
            if (message.Body is TicketAnswer answer && state.Phase is DevicePhase.AwaitingTicket awaiting)
                return Personalise(now, awaiting.Job, answer);
            if (message.Body is TicketAnswer bootAnswer && state.Phase is DevicePhase.AwaitingBootTicket update)
                return UpdateRules.Personalise(now, update.Job, bootAnswer);
            if (message.Body is GrantGiven grant && GrantRules.TakeUp(now, grant) is { } taken)
                return taken;
        }

        return state.Phase switch
        {
            DevicePhase.Unenrolled => DeviceDecision.Happened(Enrol(now)),
            DevicePhase.Resting => Rest(now),
            DevicePhase.Fetching p when at == p.From =>
                GrantRules.Starting(now, p.Job.Release, BeginDownload(now, p)),
            DevicePhase.Fetching p when at < p.From => OfferRules.Check(now),
            DevicePhase.Fetching p => DeviceDecision.After(CheckDownload(now, p.Job)),
            DevicePhase.Requesting p => RequestTicket(now, p.Job),
            // Management may have forbidden it since the download began.
            DevicePhase.Preparing { Job: var job } when ManagementForbids(state, job) =>
                ForbiddenByManagement(now, job, InstallStep.Stage),
            DevicePhase.Preparing p => DeviceDecision.After(Stage(now, p.Job)),
            DevicePhase.Staged p when at == DeviceCalendar.RestartDue(p, now) => RestartInto(now, p),
            DevicePhase.Staged p when at == p.SafariAt => DeviceDecision.Happened(new SafariRelaunched(p.Job.Release)),
            DevicePhase.Staged => OfferRules.Check(now),
            DevicePhase.Removing p => RemovalRules.Restart(now, p),
            DevicePhase.FetchingUpdate p when at == p.From && now.Offers.Newer(p.Job, at) is { } newer =>
                DeviceDecision.Happened(OfferRules.Offered(newer, p.Job.Source) with { BeginsAtOnce = true }),
            DevicePhase.FetchingUpdate p when at == p.From => GrantRules.Starting(
                now, world.Update(p.Job.Version).Version, UpdateRules.Fetch(now, p)),
            DevicePhase.FetchingUpdate p => UpdateRules.Fetch(now, p),
            DevicePhase.UpdateReady p => UpdateRules.Install(now, p),
            DevicePhase.Updating p when !state.Platform.IsApple => UpdateRules.Started(now, p),
            DevicePhase.Updating p => DeviceDecision.After(UpdateRules.InstallWork(now, p.Job)),
            DevicePhase.Restarting p => DeviceDecision.After(BootRules.WorkOf(now, p)),
            DevicePhase.AwaitingHands => DeviceDecision.Happened(new Restarted(RestartReason.Repair)),
            DevicePhase.BootLooping p => DeviceDecision.Happened(
                new BootLoopEnded(p.Job.Version, state.Os.Build, at - p.Down)),
            _ => DeviceDecision.Nothing,
        };
    }

    /// <summary>Requests a ticket for the nonce that the device has now.</summary>
    internal static DeviceDecision RequestTicket(
        in Situation now, InstallJob job, params ImmutableArray<DeviceEvent> before)
    {
        var (state, world) = (now.State, now.World);
        var variant = now.VariantOf(job.Release);
        var request = new TicketRequest(
            TicketKind.Cryptex, job.Release, variant, state.Traits.Model.ChipId, state.Traits.BoardId,
            state.Traits.Ecid, state.Platform.ProductClass, state.Os.Build, state.Nonce,
            world.ContentOf(job.Release, variant).Objects, job.Attempt);
        return new(
            before.Add(new TicketRequested(job.Release, state.Nonce, job.Attempt)), [Sent(request, now)], null);
    }

    /// <summary>A request on its way to the signing service.</summary>
    internal static Outgoing Sent(TicketRequest request, in Situation now)
    {
        var latency = now.World.Scenario.Signing.Latency;
        var delay = now.State.Traits.Dice.Between(
            latency.From, latency.To, Purpose.RequestLatency, SigningDecider.DrawOf(request, now.World));
        return new(EntityId.SigningService, delay, request);
    }

    private static Enrolled Enrol(in Situation now)
    {
        var (traits, os) = (now.State.Traits, now.State.Os);
        return new(
            traits.Platform, traits.Model.Name, os.Version, os.Build, traits.Model.ChipId, traits.Ecid,
            os.BootTicketDigest, os.SystemVolumeSeal, traits.ApplicationsOf(now.World.Fleet),
            now.State.SharesAnalytics, traits.AutomaticUpdates, traits.LockdownMode, now.State.Managed)
        {
            Response = traits.Response,
        };
    }

    private static DeviceDecision Rest(in Situation now)
    {
        var (state, at, moments) = (now.State, now.At, now.Moments);
        if (state.Active is { } active && moments.Regrets(active) == at && !state.LacksAntipatch
            && state.Managed is not { AllowRemoval: false } && !UnlockRules.IsLocked(now))
        {
            return DeviceDecision.Happened(
                new RemovalStarted(RemovalCause.User, [.. state.Applied.Select(one => one.Release)]));
        }

        foreach (var block in state.Blocked)
        {
            if (block.IsPermanent && moments.Reapplies(block) == at && state.Active is null
                && state.Managed is not { AllowInstallation: false }
                && now.Offers.IsOffered(block.Release))
            {
                return DeviceDecision.Happened(new ResponseOffered(block.Release, OfferSource.User));
            }
        }

        return OfferRules.Check(now);
    }

    private static DeviceDecision BeginDownload(in Situation now, DevicePhase.Fetching phase)
    {
        var (job, state, world) = (phase.Job, now.State, now.World);
        if (!now.Offers.IsOffered(job.Release))
            return DeviceDecision.Happened(new InstallAbandoned(job.Release, DeviceFault.NoLongerOffered, job.Attempt));
        if (ManagementForbids(state, job))
            return ForbiddenByManagement(now, job, InstallStep.Download);
        // With patch and ticket of an earlier installation the device downloads and requests nothing.
        var reuses = state.Reusable(job.Release) is not null && job.FreshDownloads == 0;
        var needed = DeviceVolumes.NeededBy(job.Release, state, world)
            - (reuses ? DeviceVolumes.KeptOf(job.Release, state, world) : 0);
        var space = SpaceRules.Make(now, needed, onPreboot: true, spared: reuses ? job.Release : null);
        if (space.Short is { } lacking)
        {
            return DeviceDecision.Happened([
                .. space.Events,
                new InstallAttemptFailed(
                    job.Release, InstallStep.Download, DeviceFault.StorageFull, job.Attempt,
                    SpaceRules.Again(now, space, world.DrawOf(job.Release, job.Attempt + 64 * job.GateTries)))
                {
                    Space = lacking,
                },
            ]);
        }

        return reuses
            ? DeviceDecision.After(
                new DeviceWork.ReuseTicket(
                    job.Release, now.VariantOf(job.Release), state.Binding, state.Nonce,
                    now.StoredDamage(StoredFile.Ticket)),
                space.Events)
            : DeviceDecision.Happened(space.Events);
    }

    private static bool ManagementForbids(DeviceState state, InstallJob job) =>
        state.Managed is { AllowInstallation: false } && job.Source != OfferSource.Management;

    private static DeviceDecision ForbiddenByManagement(in Situation now, InstallJob job, InstallStep step) =>
        DeviceDecision.Happened(new InstallAttemptFailed(
            job.Release, step, DeviceFault.ManagementForbids, job.Attempt,
            now.At + now.World.Install.ManagementRetry));

    private static DeviceWork.CheckDownload CheckDownload(in Situation now, InstallJob job) => new(
        job.Release,
        now.VariantOf(job.Release),
        now.Chance(now.World.Faults.NetworkInterrupted, Purpose.NetworkInterrupted, job),
        now.Damage(now.World.Faults.PatchDamaged, Purpose.PatchDamaged, job));

    private static DeviceDecision Personalise(in Situation now, InstallJob job, TicketAnswer answer)
    {
        var state = now.State;
        var rolls = now.Chance(now.World.Faults.NonceRolled, Purpose.NonceRolled, job);
        var nonce = rolls ? DeviceState.NonceOf(state.Traits, state.NonceGeneration + 1) : state.Nonce;
        var work = new DeviceWork.Personalise(answer, now.VariantOf(job.Release), state.Binding, nonce);
        return rolls ? DeviceDecision.After(work, new NonceRolled()) : DeviceDecision.After(work);
    }

    private static DeviceWork.Stage Stage(in Situation now, InstallJob job) => new(
        job.Release,
        now.VariantOf(job.Release),
        now.Damage(now.World.Faults.ImageDamaged, Purpose.ImageDamaged, job),
        now.Damage(now.World.Faults.SealBroken, Purpose.SealBroken, job),
        now.StoredDamage(StoredFile.Patch));

    private static DeviceDecision RestartInto(in Situation now, DevicePhase.Staged phase)
    {
        var (job, at) = (phase.Job, now.At);
        var needs = AllMechanisms.Of(MechanismKind.RapidResponse)
            .BatteryNeeded(now.World.Install.For(now.State.Platform));

        // At a deadline the countdown ends, even while a person uses the device.
        var forced = DeadlineRules.IsForced(now, job.DueBy, job.Release);
        return RestartGates.Shut(now.Moments, at, needs, forced || job.Source.IsByHand) is { } gate
            ? DeviceDecision.Happened(new InstallAttemptFailed(
                job.Release, InstallStep.Activate, gate, job.Attempt,
                DeadlineRules.GateAgain(now, gate, needs, job.DueBy, job.Release)))
            : DeviceDecision.Happened(new Restarted(RestartReason.InstallResponse));
    }
}
