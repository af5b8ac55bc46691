using RsrActors.Model.Contents;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// When things happen on one device. Durations and delays are functions of the device and of the attempt. No calendar
/// of a device is stored, because it can be computed again at any moment.
/// </summary>
public readonly partial struct DeviceMoments(World world, DeviceState state)
{
    public DailyLife Life { get; } = world.LifeOf(state.Traits);

    private Traits Traits => state.Traits;

    private Dice Dice => Traits.Dice;

    private Behaviour Behaviour => world.BehaviourOf(Traits);

    private PlatformTimings Timings => world.Install.For(Traits.Platform);

    private int Draw(InstallJob job) => world.DrawOf(job.Release, job.Attempt);

    /// <summary>The battery's charge in percent, and whether it is charging.</summary>
    public (int Percent, bool Charging) Battery(VirtualTime at) => Life.Battery(at, state.Unplugged);

    /// <summary>
    /// When the download of an offered response begins: after the offer, because a device has one wake at one moment;
    /// at the deadline of the device's ring at the latest.
    /// </summary>
    public VirtualTime DownloadStart(string release, OfferSource source, VirtualTime offered) =>
        VirtualTime.Min(DueBy(source, offered), UndueStart(release, source, offered));

    private VirtualTime UndueStart(string release, OfferSource source, VirtualTime offered)
    {
        offered = offered.Next();
        if (source is not OfferSource.User || Traits.Seeker)
            return offered;
        if (Traits.Restarts == RestartHabit.Never)
            return VirtualTime.Never;
        var decision = Dice.Exponential(Behaviour.Decide, Purpose.Decision, world.DrawOf(release, 0));
        return Life.WhenAwake(offered + decision);
    }

    public TimeSpan DownloadTime(InstallJob job, long bytes)
    {
        ArgumentNullException.ThrowIfNull(job);
        var slowdown = 1 + Dice.Uniform(Purpose.DownloadSpeed, Draw(job));
        return Traits.DownloadTime(bytes, slowdown);
    }

    public VirtualTime Prepared(InstallJob job, VirtualTime since)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Life.Done(
            since.Next(),
            Dice.Between(Timings.Preparation.From, Timings.Preparation.To, Purpose.Preparation, Draw(job)));
    }

    /// <summary>The first attempt to restart after <paramref name="ready"/>.</summary>
    public VirtualTime RestartAttempt(int draw, bool byHand, VirtualTime ready)
    {
        ready = ready.Next();
        var habit = byHand && Traits.Restarts != RestartHabit.Never ? RestartHabit.Promptly : Traits.Restarts;
        return habit switch
        {
            RestartHabit.Promptly => PromptRestart(draw, ready),
            RestartHabit.Overnight => Life.NextMaintenance(ready),
            RestartHabit.PutsOff => Life.NextMaintenance(
                ready + Dice.Exponential(Behaviour.PutOff, Purpose.RestartDelay, draw)),
            RestartHabit.Never => VirtualTime.Never,
            _ => throw new ArgumentOutOfRangeException(nameof(draw), habit, "A new habit needs a rule here."),
        };
    }

    /// <summary>
    /// The first attempt to restart into a staged response. A person who was told to install it restarts promptly, also
    /// a person who never acts on an offer.
    /// </summary>
    public VirtualTime RestartAttempt(InstallJob job, VirtualTime ready)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Source == OfferSource.Command
            ? Unblocked(PromptRestart(Draw(job), ready.Next()))
            : Opened(RestartAttempt(Draw(job), job.Source.IsByHand, ready), job.Source);
    }

    private VirtualTime PromptRestart(int draw, VirtualTime ready) =>
        Life.WhenAwake(ready + Dice.Exponential(TimeSpan.FromMinutes(20), Purpose.RestartDelay, draw));

    public VirtualTime SafariRelaunch(InstallJob job, VirtualTime staged)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Traits.Platform.IsMac
            ? Life.WhenAwake(staged.Next()
                + Dice.Exponential(Behaviour.RelaunchSafari, Purpose.SafariRelaunch, Draw(job)))
            : VirtualTime.Never;
    }

    /// <summary>What the person answers to the offer to relaunch Safari; null when the person ignores it.</summary>
    public bool? AcceptsRelaunch(InstallJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (Traits.Restarts == RestartHabit.Never)
            return null;
        var chance = Dice.Uniform(Purpose.RelaunchAnswer, Draw(job));
        return chance < Behaviour.AcceptRelaunch ? true
            : chance < Behaviour.AcceptRelaunch + Behaviour.DeclineRelaunch ? false
            : null;
    }

    public VirtualTime Up(int draw, VirtualTime down) =>
        down.Next() + Dice.Between(Timings.Restart.From, Timings.Restart.To, Purpose.Downtime, draw);

    public VirtualTime Up(InstallJob job, VirtualTime down)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Up(Draw(job), down);
    }

    /// <summary>When the person removes an active response; never for most people.</summary>
    public VirtualTime Regrets(AppliedResponse active)
    {
        ArgumentNullException.ThrowIfNull(active);
        var regrets = world.Release(active.Release).Regrets;
        var draw = world.DrawOf(active.Release, active.NonceGeneration);
        return Traits.Restarts != RestartHabit.Never && Dice.Chance(regrets.Share, Purpose.Regret, draw)
            ? Life.WhenAwake(active.ActivatedAt + Dice.Exponential(regrets.After, Purpose.RegretDelay, draw))
            : VirtualTime.Never;
    }

    /// <summary>When a person who removed a response installs it again; never for most people.</summary>
    public VirtualTime Reapplies(ReleaseBlock decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        var draw = world.DrawOf(decided.Release, 0);
        return decided.IsPermanent && Dice.Chance(Behaviour.Reapply, Purpose.Reapply, draw)
            ? Life.WhenAwake(
                decided.Since + Dice.Exponential(Behaviour.ReapplyAfter, Purpose.ReapplyDelay, draw))
            : VirtualTime.Never;
    }

    /// <summary>
    /// When a shut gate is tried again: after a time, which is the scenario's retry time if none is given. If the
    /// battery was too low, tries at which it is still too low are left out, for two days at most. So the device is not
    /// woken all night without a result.
    /// </summary>
    public VirtualTime GateAgain(VirtualTime at, DeviceFault gate, int needsPercent, TimeSpan? after = null)
    {
        var retry = after ?? world.Install.GateRetry;
        var again = at + retry;
        var latest = at + TimeSpan.FromDays(2);
        while (gate == DeviceFault.BatteryLow && again < latest && Battery(again) is var (percent, charging)
            && percent < needsPercent && !charging)
        {
            again += retry;
        }

        return Life.WhenOpen(again);
    }

    public VirtualTime Again(int draw, int attempt, VirtualTime at) =>
        Life.WhenOpen(at + world.Install.Retry.PauseAfter(attempt, Dice.Uniform(Purpose.Backoff, draw)));

    /// <summary>When a person has come to repair a device that does not boot.</summary>
    public VirtualTime HandsCome(VirtualTime at) => Life.WhenAwake(
        at.Next() + Dice.Exponential(world.Faults.Boot.HandsAfter, Purpose.HandsAfter, BootCourse.DrawAt(at)));

    /// <summary>When the stored files of a response are fetched again.</summary>
    public VirtualTime FetchedAgain(string release, VirtualTime at) => Life.Done(
        at.Next(), DownloadTime(InstallJob.First(release, OfferSource.Automatic),
            DeviceCalendar.TargetOf(state, release, world).Download));

    /// <summary>When a boot unlocks the Data volume; never, when the unlock is not its step, or fails.</summary>
    public VirtualTime UnlockedAt(DevicePhase.Restarting restart)
    {
        ArgumentNullException.ThrowIfNull(restart);
        return restart.UnlockedAt is { } unlocked
            && new BootCourse(world, state, restart).Trouble is not { Step: BootStep.DataUnlock }
            ? unlocked
            : VirtualTime.Never;
    }

    /// <summary>What the steps of a boot take, without waiting for a person.</summary>
    public TimeSpan BootTime(DevicePhase.Restarting restart) => new BootCourse(world, state, restart).Duration;

    /// <summary>The boot of a restart, with the moment at which it waits for its person.</summary>
    public DevicePhase.Restarting Booting(DevicePhase.Restarting restart) =>
        new BootCourse(world, state, restart).Waiting(Life);

    /// <summary>When the download of a response is complete.</summary>
    public VirtualTime Downloaded(DevicePhase.Fetching phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return Life.Done(
            phase.From,
            DownloadTime(phase.Job, DeviceCalendar.TargetOf(state, phase.Job.Release, world).Download));
    }

    // Software updates.

    /// <summary>When the download of a software update is complete.</summary>
    public VirtualTime UpdateDownloaded(DevicePhase.FetchingUpdate phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return Life.Done(
            phase.From,
            UpdateDownloadTime(phase.Job, DeviceCalendar.UpdateOf(state, phase.Job, world).Download));
    }

    /// <summary>When a downloaded update is unpacked and ready for the restart.</summary>
    public VirtualTime UpdatePrepared(DevicePhase.FetchingUpdate phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        var step = DeviceCalendar.StepOf(state, phase.Job, world);
        var (from, to) = UpdateRates.Time(step.Effort.Written, UpdateRates.Preparing(Traits.Platform));
        return Life.Done(
            UpdateDownloaded(phase).Next(),
            Dice.Between(
                from, to, Purpose.UpdatePreparation, world.DrawOfUpdate(phase.Job.Version, phase.Job.Attempt)));
    }

    public VirtualTime UpdateRestart(DevicePhase.FetchingUpdate phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        var byHand = phase.Job.Source == OfferSource.User;
        return Opened(RestartAttempt(phase.Job.Attempt, byHand, UpdatePrepared(phase)), phase.Job.Source);
    }

    /// <summary>
    /// When the download of an offered software update begins. A seeker starts it at once, however it was found. An
    /// automatic download waits for the delay, and then for its hours of the day. One that management orders waits for
    /// nothing.
    /// </summary>
    /// <param name="atOnce">Whether it takes the place of an older update whose download was about to begin.</param>
    public VirtualTime UpdateStart(string version, OfferSource source, VirtualTime offered, bool atOnce = false) =>
        VirtualTime.Min(DueBy(source, offered), UndueUpdateStart(version, source, offered, atOnce));

    private VirtualTime UndueUpdateStart(string version, OfferSource source, VirtualTime offered, bool atOnce)
    {
        offered = offered.Next();
        if (atOnce || Traits.Seeker || source == OfferSource.Management)
            return offered;
        if (source == OfferSource.Automatic)
        {
            var delay = Behaviour.UpdateDelay == TimeSpan.Zero
                ? TimeSpan.Zero
                : Dice.Weibull(
                    Behaviour.UpdateDelay, Behaviour.UpdateDelayShape, Purpose.UpdateDelay,
                    world.PlaceOfUpdate(version));
            return Life.WithinHours(offered + delay, Behaviour.UpdateFrom, Behaviour.UpdateUntil);
        }

        return Traits.Restarts == RestartHabit.Never
            ? VirtualTime.Never
            : Life.WhenAwake(offered + Dice.Exponential(
                Behaviour.UpdateDecide, Purpose.UpdateDecision, world.PlaceOfUpdate(version)));
    }

    public TimeSpan UpdateDownloadTime(UpdateJob job, long bytes)
    {
        ArgumentNullException.ThrowIfNull(job);
        var slowdown = 1 + Dice.Uniform(Purpose.UpdateDownload, world.DrawOfUpdate(job.Version, job.Attempt));
        return Traits.DownloadTime(bytes, slowdown);
    }

    public VirtualTime UpdateUp(UpdateJob job, VirtualTime down)
    {
        ArgumentNullException.ThrowIfNull(job);
        var (from, to) = UpdateDowntime(DeviceCalendar.StepOf(state, job, world).Effort);
        return down.Next() + Dice.Between(
            from, to, Purpose.UpdateDowntime, world.DrawOfUpdate(job.Version, job.Attempt));
    }

    /// <summary>
    /// The range that the scenario states; else two restarts, and the time for what is written at the platform's rates.
    /// </summary>
    private (TimeSpan From, TimeSpan To) UpdateDowntime(UpdateEffort effort)
    {
        if (Timings.UpdateRestart is { } stated)
            return (stated.From, stated.To);
        var (from, to) = UpdateRates.Time(effort.Written, UpdateRates.Replacing(Traits.Platform));
        var restarts = Traits.Platform.IsApple ? 2 : 1;
        return (restarts * Timings.Restart.From + from, restarts * Timings.Restart.To + to);
    }

    /// <summary>When a person comes to a device that does not start with a software update.</summary>
    public VirtualTime HandsCome(UpdateJob job, VirtualTime since)
    {
        ArgumentNullException.ThrowIfNull(job);
        var step = DeviceCalendar.StepOf(state, job, world);
        var loop = step.Update.BootLoop!;
        var wait = Dice.Exponential(loop.HandsAfter, Purpose.LoopHandsAfter, step.Place);
        if (Dice.Chance(loop.HardToReach, Purpose.HardToReach, step.Place))
            wait += Dice.Exponential(loop.HardToReachAfter, Purpose.HardToReachAfter, step.Place);
        return since.Next() + wait;
    }
}
