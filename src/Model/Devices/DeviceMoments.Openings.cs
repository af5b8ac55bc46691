using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>What the device's group and ring change: blocked days, maintenance windows, deadlines.</summary>
public readonly partial struct DeviceMoments
{
    private OpeningTimes Openings => world.OpeningTimesOf(Traits, Life);

    private Ring? Ring => world.RingOf(Traits);

    /// <summary>
    /// The moment itself; when its day is blocked for the device's group, the beginning of the next day that is not.
    /// </summary>
    public VirtualTime Unblocked(VirtualTime at) => Openings.Unblocked(at);

    /// <summary>When the first automatic poll is due that may find something: not on a blocked day.</summary>
    public VirtualTime NextPoll(VirtualTime after) => Openings.NextPoll(after);

    /// <summary>When the first check by hand is due that may find something: not on a blocked day.</summary>
    public VirtualTime NextCheckByHand(VirtualTime after)
    {
        var (openings, check) = (Openings, Life.NextCheckByHand(after));
        while (openings.IsBlocked(check))
            check = Life.NextCheckByHand(openings.Unblocked(check));
        return check;
    }

    /// <summary>
    /// When the ring of the device forces what it is offered now, before the grace; never when the ring has no
    /// deadline.
    /// </summary>
    public VirtualTime DueBy(OfferSource source, VirtualTime offered) =>
        source is not OfferSource.Command && Ring?.Deadline is { } deadline
            ? offered.Next() + deadline
            : VirtualTime.Never;

    /// <summary>When the ring of the device forces the restart into something that is ready at a moment.</summary>
    public VirtualTime RestartBy(VirtualTime dueBy, VirtualTime ready) => dueBy.IsNever
        ? VirtualTime.Never
        : Life.WhenOpen(Unblocked(VirtualTime.Max(dueBy, ready.Next() + Ring!.Grace)));

    /// <summary>A restart that no person starts waits for the maintenance window.</summary>
    private VirtualTime Opened(VirtualTime attempt, OfferSource source) =>
        source.IsByHand ? Unblocked(attempt) : Openings.InWindow(attempt);

    /// <summary>The job of a prepared update: from now on the deadline of the ring is that of the restart.</summary>
    internal UpdateJob Ready(DevicePhase.FetchingUpdate phase) =>
        phase.Job with { DueBy = RestartBy(phase.Job.DueBy, UpdatePrepared(phase)) };
}
