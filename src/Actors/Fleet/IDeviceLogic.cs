using Akka.Actor;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Fleet;

/// <summary>
/// What a cohort has to know of its devices in order to keep their calendar. Pure, but for the actors it describes.
/// </summary>
public interface IDeviceLogic<TState> where TState : class
{
    /// <summary>A device before anything has happened to it.</summary>
    TState NewDevice(int number);

    /// <summary>
    /// What happens to a device at a moment without its being awake: it joins the fleet, or something is noted about
    /// it. Null when it has to be woken.
    /// </summary>
    CohortProtocol.Asleep<TState>? Routine(TState state, VirtualTime at, Publications published);

    TState Fold(TState state, RecordedEvent happened);

    /// <summary>The first moment at or after <paramref name="after"/> at which the device has something to do by itself.</summary>
    VirtualTime NextDue(TState state, VirtualTime after, Publications published);

    /// <summary>The actor that lives for the device (<see cref="CohortProtocol"/>).</summary>
    Props Actor(TState state);

    /// <summary>
    /// Nothing goes on in the device, so that its actor may go too when there is nothing to wake it for a while. It
    /// knows nothing that the state does not tell.
    /// </summary>
    bool IsIdle(TState state);

    /// <summary>Answers a query from outside about the devices, between two windows; it changes nothing.</summary>
    /// <returns>Immutable.</returns>
    object AnswerQuery(object query, CohortView<TState> cohort) =>
        throw new ArgumentOutOfRangeException(nameof(query), query, "Nobody here is asked that.");

    /// <summary>Watches over the devices' histories.</summary>
    ICohortMonitor<TState> Monitor(int first, int count);
}

/// <summary>A cohort as it is between two windows: for looking at, and only while the query is answered.</summary>
/// <param name="At">Everything before it is simulated.</param>
/// <param name="First">The first device's number; the others follow.</param>
/// <param name="NextDue">When each is woken next, mail excluded.</param>
public readonly record struct CohortView<TState>(
    VirtualTime At, int First, IReadOnlyList<TState> States, IReadOnlyList<VirtualTime> NextDue, Publications Published)
    where TState : class;

/// <summary>
/// Invariants over the histories of one cohort. It belongs to one actor; its state is captured with the cohort's.
/// </summary>
public interface ICohortMonitor<in TState> where TState : class
{
    /// <summary>Sees every event, each device's in order.</summary>
    /// <returns>A sentence when an invariant is broken, else null.</returns>
    string? Observe(int device, RecordedEvent happened);

    /// <summary>Looks at a device that goes back to sleep.</summary>
    /// <returns>A sentence when its state is not what its history says, else null.</returns>
    string? Inspect(int device, TState state);

    /// <summary>
    /// What monitors over all processes want to know of the events since the last call; null for nothing.
    /// </summary>
    object? TakeFindings();

    /// <summary>Immutable.</summary>
    object? Capture();

    void Restore(object? captured);
}
