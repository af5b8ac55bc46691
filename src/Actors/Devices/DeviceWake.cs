using System.Collections.Immutable;
using RsrActors.Actors.Fleet;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>
/// What follows from a device's decisions within one wake: its state, events and messages. It is the same whether the
/// device has an actor or not.
/// </summary>
internal static class DeviceWake
{
    /// <summary>Folds a decision into the state, and appends its events and its messages.</summary>
    public static DeviceState Absorb(
        DeviceState before, DeviceDecision decision, VirtualTime now, World world,
        ImmutableArray<RecordedEvent>.Builder events, ImmutableArray<Message>.Builder mail)
    {
        var state = DeviceFold.Record(before, decision.Events, now, world, events);
        foreach (var outgoing in decision.Mail)
            mail.Add(outgoing.Stamp(state.Id, now, mail.Count));
        if (world.Grants.IsUsed)
        {
            foreach (var report in GrantRules.Ends(state.Traits, decision.Events, world))
                mail.Add(report.Stamp(state.Id, now, mail.Count));
        }

        if (before.Stages == state.Stages)
            return state;
        foreach (var report in InstallStages.Reports(before, state, now, world))
            mail.Add(report.Stamp(state.Id, now, mail.Count));
        return state;
    }

    /// <summary>The answer to the wake, with all that was appended.</summary>
    public static CohortProtocol.Asleep<DeviceState> Asleep(
        in Situation now, ImmutableArray<RecordedEvent>.Builder events, ImmutableArray<Message>.Builder mail) => new(
        now.State.Traits.Number, now.State, events.DrainToImmutable(), mail.DrainToImmutable(),
        DeviceCalendar.NextDue(new(now.State, now.At.Next(), now.World, now.Published)));
}
