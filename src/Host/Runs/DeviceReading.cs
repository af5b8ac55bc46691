using RsrActors.Actors.Simulations;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Reports;
using RsrActors.Reports.Exposure;
using RsrActors.Running;

namespace RsrActors.Host.Runs;

/// <summary>
/// Reads the devices of a run at a moment from its events. The events are read twice: first in history order, for the
/// protection of each device or the reason why it is exposed (a few dozen bytes a device); then cohort by cohort, for
/// the state. Only the states of one cohort are in memory at a time.
/// </summary>
internal sealed class DeviceReading(RunDirectory directory)
{
    private readonly World _world = new(directory.Scenario);

    public World World => _world;

    /// <summary>The end of the closed epochs, or of the scenario if that is earlier.</summary>
    public VirtualTime StoredUntil()
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForRunning(_world));
        return VirtualTime.Min(directory.Scenario.End, stored.LastClosed()?.End ?? VirtualTime.Zero);
    }

    /// <summary>All devices in the order of their numbers.</summary>
    /// <param name="at">Events before this moment count; at most <see cref="StoredUntil"/>.</param>
    public IEnumerable<DeviceRow> RowsAt(VirtualTime at)
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
        var projection = new ReportProjection(_world, stored.Commands.AsScript());
        foreach (var happened in stored.EventsBetween(VirtualTime.Zero, at))
            projection.Apply(happened);
        var protection = projection.ProtectionAt(at);
        foreach (var (process, first, count) in FleetSimulation.CohortsOf(directory.Scenario))
        {
            foreach (var (state, enrolled, last) in StatesOf(stored, process, first, count, at))
            {
                yield return new()
                {
                    State = state,
                    Ring = _world.RingOf(state.Traits)?.Name,
                    Standing = state.StandingAt(at, _world),
                    RunningBuild = state.RunningBuild(_world),
                    Protection = enrolled is null ? default : protection(state.Traits.Number),
                    EnrolledAt = enrolled,
                    LastEventAt = last,
                };
            }
        }
    }

    /// <summary>The states of all devices in the order of their numbers; one cohort at a time is in memory.</summary>
    /// <param name="at">Events before this moment count; at most <see cref="StoredUntil"/>.</param>
    public IEnumerable<DeviceState> StatesAt(VirtualTime at)
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
        foreach (var (process, first, count) in FleetSimulation.CohortsOf(directory.Scenario))
        {
            foreach (var (state, _, _) in StatesOf(stored, process, first, count, at))
                yield return state;
        }
    }

    private (DeviceState State, VirtualTime? Enrolled, VirtualTime? Last)[] StatesOf(
        StoredRun stored, string process, int first, int count, VirtualTime at)
    {
        var states = new (DeviceState State, VirtualTime? Enrolled, VirtualTime? Last)[count];
        for (var i = 0; i < count; i++)
            states[i] = (DeviceState.Unenrolled(_world.TraitsOf(first + i), _world), null, null);
        foreach (var happened in stored.EventsBetween(VirtualTime.Zero, at, process))
        {
            ref var device = ref states[happened.Entity.Number - first];
            device.State = DeviceFold.Evolve(device.State, (DeviceEvent)happened.Event, happened.At, _world);
            device.Enrolled ??= happened.Event is DeviceEvent.Enrolled ? happened.At : null;
            device.Last = happened.At;
        }

        return states;
    }
}
