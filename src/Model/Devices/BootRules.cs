using System.Collections.Immutable;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// The boot at the end of every restart: what it brings up, and what follows when a step of it fails. The order of the
/// steps and the ways out are in <see cref="BootSteps"/>.
/// </summary>
internal static class BootRules
{
    /// <summary>Above the numbers of all attempts of an installation, so that the draws differ.</summary>
    private const int FirstReturn = 2048;

    public static DeviceWork.Boot WorkOf(in Situation now, DevicePhase.Restarting phase)
    {
        var (state, world) = (now.State, now.World);
        var course = new BootCourse(world, state, phase);
        var build = phase is DevicePhase.Updating update ? update.Job.OsBuild : state.Os.Build;
        var response = course.Response is { } release
            ? new BootedResponse(release, now.VariantOf(release), state.Binding, NonceFor(release, state))
            : null;
        return new(
            state.Platform, state.Traits.FileVault, build, world.BootBindingOf(state.Traits, build), response,
            phase is DevicePhase.Updating ? null : state.Os.BootTicketDigest, Starts(now, phase, response?.Release),
            course.Trouble);
    }

    /// <summary>All steps are done.</summary>
    public static DeviceDecision Succeeded(in Situation now, DeviceWork.Boot work, WorkResult.Booted booted) =>
        now.State.Phase switch
        {
            DevicePhase.Starting p =>
                DeviceDecision.Happened(Activated(now, p.Job.Release, p.Down, booted.TrustCaches)),
            DevicePhase.Returning p => RemovalRules.Returned(now, p, work, booted),
            DevicePhase.Updating p => UpdateRules.Started(now, p),
            DevicePhase.FallingBack p => UpdateRules.FellBack(now, p),
            var other => throw new ArgumentOutOfRangeException(nameof(now), other, "This phase does not boot."),
        };

    /// <summary>A step failed. What is more than a step of the boot is decided by the rules of the phase.</summary>
    public static DeviceDecision Failed(in Situation now, DeviceWork.Boot work, DeviceFault fault)
    {
        var (state, phase) = (now.State, (DevicePhase.Restarting)now.State.Phase);
        var step = work.Trouble?.Step ?? StepOf(fault);
        var fallback = BootSteps.FallbackOf(step, new BootCourse(now.World, state, phase).Content);
        var events = ImmutableArray.CreateBuilder<DeviceEvent>();
        if (fault == DeviceFault.StoredFileDamaged)
            events.Add(new StoredFileDamaged(Volume.Preboot, work.Trouble!.Stored!.Value, work.Response!.Release));
        events.Add(new BootStepFailed(step, fault, fallback));
        if (fallback == BootFallback.BaseContent)
        {
            events.AddRange(phase switch
            {
                DevicePhase.Starting p => Abandon(state, p.Job, fault),
                DevicePhase.Returning p => RemovalRules.DidNotComeBack(state, p, work.Response!.Release, fault),
                _ => throw new ArgumentOutOfRangeException(nameof(now), phase, "No response is brought up here."),
            });
        }

        return new(events.ToImmutable(), [], null);
    }

    public static ResponseActivated Activated(
        in Situation now, string release, VirtualTime down, ImmutableArray<Digest> trustCaches)
    {
        // The battery at the moment of the gate: the event tells why the restart was allowed to begin.
        var (percent, charging) = now.Moments.Battery(down);
        var build = now.TargetOf(release).Build.Text;
        return new(release, build, now.At - down, percent, charging) { TrustCaches = trustCaches };
    }

    /// <summary>A response whose start failed is removed again; it is not started a second time.</summary>
    private static ImmutableArray<DeviceEvent> Abandon(DeviceState state, InstallJob job, DeviceFault fault) =>
    [
        new InstallAttemptFailed(job.Release, InstallStep.Activate, fault, job.Attempt, null),
        new InstallAbandoned(job.Release, fault, job.Attempt),
        new RemovalStarted(
            RemovalCause.FailedActivation,
            [.. state.Applied.Select(one => one.Release).Where(one => one != job.Release), job.Release]),
    ];

    private static bool Starts(in Situation now, DevicePhase.Restarting phase, string? response)
    {
        var (state, world) = (now.State, now.World);
        return phase switch
        {
            DevicePhase.Starting p => !now.Chance(world.Faults.DidNotStart, Purpose.DidNotStart, p.Job),
            DevicePhase.Returning when response is not null && response != state.Active?.Release =>
                !state.Traits.Dice.Chance(
                    world.Faults.DidNotStart, Purpose.DidNotStart,
                    world.DrawOf(response, FirstReturn + state.NonceGeneration)),
            _ => true,
        };
    }

    /// <summary>
    /// The nonce that the response's ticket must have: the device's, or, for the response that was active before the
    /// restart, the one on which it became active.
    /// </summary>
    private static Digest NonceFor(string release, DeviceState state) =>
        state.Active is { } active && active.Release == release && state.Phase is not DevicePhase.Starting
            ? DeviceState.NonceOf(state.Traits, active.NonceGeneration)
            : state.Nonce;

    /// <summary>The step that fails with a fault that chance did not draw.</summary>
    private static BootStep StepOf(DeviceFault fault)
    {
        foreach (var step in Enum.GetValues<BootStep>())
        {
            if (BootSteps.FaultOf(step) == fault)
                return step;
        }

        throw new ArgumentOutOfRangeException(nameof(fault), fault, "This is no fault of a boot.");
    }
}
