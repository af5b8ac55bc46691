using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// A software update on a device: more bytes, more battery, a longer restart. A response that is found meanwhile goes
/// first, for it is small; the update is offered again afterwards.
/// </summary>
internal static class UpdateRules
{
    public static DeviceDecision Fetch(
        DeviceState state, DevicePhase.FetchingUpdate phase, VirtualTime at, World world, Publications published, DeviceMoments moments)
    {
        if (at > phase.From && at == DeviceCalendar.UpdateDownloaded(phase, state, world, moments))
            return Downloaded(state, phase.Job, at, world, moments);
        return at > phase.From && at == DeviceCalendar.UpdateRestart(phase, state, world, moments)
            ? RestartInto(state, phase.Job, at, world, moments)
            : DeviceDecider.CheckOffers(state, at, world, published, moments);
    }

    public static DeviceDecision Install(
        DeviceState state, DevicePhase.UpdateReady phase, VirtualTime at, World world, Publications published, DeviceMoments moments) =>
        at == phase.RestartAt
            ? RestartInto(state, phase.Job, at, world, moments)
            : DeviceDecider.CheckOffers(state, at, world, published, moments);

    private static DeviceDecision Downloaded(
        DeviceState state, UpdateJob job, VirtualTime at, World world, DeviceMoments moments)
    {
        var draw = world.DrawOfUpdate(job.Version, job.Attempt);
        if (!state.Traits.Dice.Chance(world.Faults.NetworkInterrupted, Purpose.UpdateInterrupted, draw))
            return DeviceDecision.Nothing;
        var again = job.Attempt < world.Install.Retry.Attempts
            ? moments.Again(job.Attempt, job.Attempt, at)
            : at + TimeSpan.FromDays(1);
        return Failed(job, InstallStep.Download, DeviceFault.NetworkInterrupted, again);
    }

    private static DeviceDecision RestartInto(
        DeviceState state, UpdateJob job, VirtualTime at, World world, DeviceMoments moments)
    {
        var needs = world.Install.For(state.Platform).UpdateBattery;
        return DeviceDecider.ShutGate(moments, at, needs, job.Source == OfferSource.User) is { } gate
            ? Failed(job, InstallStep.Activate, gate, moments.GateAgain(at, gate, needs))
            : DeviceDecision.Happened(new Restarted(RestartReason.SoftwareUpdate));
    }

    private static DeviceDecision Failed(UpdateJob job, InstallStep step, DeviceFault fault, VirtualTime again) =>
        DeviceDecision.Happened(new SoftwareUpdateAttemptFailed(job.Version, step, fault, job.Attempt, again));
}
