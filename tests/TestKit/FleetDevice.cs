using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>A device of a running fleet: its history, its state, and what its person does.</summary>
public sealed class FleetDevice : FleetMember
{
    private DeviceState? _state;
    private int _folded;

    internal FleetDevice(RunningFleet fleet, int number) : base(fleet, EntityId.Device(number)) => Number = number;

    /// <summary>From 0.</summary>
    public int Number { get; }

    /// <summary>The state of the device, as a fold of its events.</summary>
    public DeviceState State
    {
        get
        {
            _state ??= DeviceState.Unenrolled(Fleet.World.TraitsOf(Number), Fleet.World);
            for (; _folded < Events.Count; _folded++)
                _state = DeviceFold.Evolve(_state, (DeviceEvent)Events[_folded].Event, Events[_folded].At, Fleet.World);
            return _state;
        }
    }

    /// <summary>The response that is active; null on the base.</summary>
    public string? ActiveRelease => State.Active?.Release;

    /// <summary>The build that runs: the active response's, else the base's.</summary>
    public string RunningBuild => State.RunningBuild(Fleet.World);

    /// <summary>Its person takes it off its charger for so long. Its battery discharges meanwhile.</summary>
    public Task CutPower(TimeSpan lasting) => Fleet.Submit(new OperatorCommand.Unplug(Number, lasting));

    /// <summary>Its person removes all responses.</summary>
    public Task RemoveResponses() => Fleet.Submit(new OperatorCommand.RemoveResponses(Number));

    /// <summary>Its person installs a response, again or for the first time.</summary>
    public Task Install(string release) => Fleet.Submit(new OperatorCommand.Install(Number, Fleet.IdOf(release)));

    /// <summary>Its person shares analytics from now on, or stops sharing.</summary>
    public Task ShareAnalytics(bool share) => Fleet.Submit(new OperatorCommand.ShareAnalytics(Number, share));

    /// <param name="by">The response's id; any response when it is null.</param>
    internal bool IsProtected(string? by) => ActiveRelease is { } active && (by is null || active == by);
}
