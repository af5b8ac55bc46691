using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Fleet;

/// <summary>
/// What a cohort needs to know of its devices to keep their calendar. It is pure, except for the actors that it
/// describes.
/// </summary>
public interface IDeviceLogic<TState> where TState : class
{
    /// <summary>A device before anything has happened to it.</summary>
    TState NewDevice(int number);

    /// <summary>Whether the device has joined the fleet. A device joins by its first event.</summary>
    bool IsEnrolled(TState state);

    /// <summary>
    /// What happens at a moment to a device without an actor, without waking it: it enrols, or something is recorded
    /// about it. Null when it has to be woken.
    /// </summary>
    CohortProtocol.Asleep<TState>? Routine(TState state, VirtualTime at, Publications published);

    /// <summary>
    /// What a device without an actor does at a moment, when that needs no work of a procedure. Null when it has to be
    /// woken.
    /// </summary>
    /// <param name="mail">Its messages that are due.</param>
    CohortProtocol.Asleep<TState>? WithoutActor(
        TState state, VirtualTime at, ImmutableArray<Message> mail, Publications published) => null;

    TState Fold(TState state, RecordedEvent happened);

    /// <summary>
    /// The first moment at or after <paramref name="after"/> at which the device has something to do by itself.
    /// </summary>
    VirtualTime NextDue(TState state, VirtualTime after, Publications published);

    /// <summary>
    /// Which devices may be due at another moment because of newer publications; null when all of them may.
    /// </summary>
    Func<TState, bool>? ConcernedBy(Publications before, Publications after) => null;

    /// <summary>The device's actor (<see cref="CohortProtocol"/>).</summary>
    Props Actor(TState state);

    /// <summary>
    /// Whether the device is idle, so that its actor may stop while nothing is due. The actor has no data that the
    /// state does not contain.
    /// </summary>
    bool IsIdle(TState state);

    /// <summary>Answers a query from outside about the devices, between two windows; it changes nothing.</summary>
    /// <returns>Immutable.</returns>
    object AnswerQuery(object query, CohortView<TState> cohort) =>
        throw new ArgumentOutOfRangeException(nameof(query), query, "These devices answer no queries.");

    /// <summary>Makes the monitor that checks the devices' histories.</summary>
    ICohortMonitor<TState> Monitor(int first, int count);
}

/// <summary>A cohort between two windows. It may be read only, and only while the query is answered.</summary>
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
    /// <summary>Checks an event. It is called for every event, for those of one device in order.</summary>
    /// <returns>A sentence when an invariant is broken, else null.</returns>
    string? Observe(int device, RecordedEvent happened);

    /// <summary>Checks a device that goes back to sleep.</summary>
    /// <returns>A sentence when its state contradicts its history, else null.</returns>
    string? Inspect(int device, TState state);

    /// <summary>
    /// The findings about the events since the last call, for monitors over all processes; null for none.
    /// </summary>
    object? TakeFindings();

    /// <summary>Immutable.</summary>
    object? Capture();

    void Restore(object? captured);
}
