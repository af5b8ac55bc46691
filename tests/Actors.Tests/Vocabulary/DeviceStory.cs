using System.Collections.Immutable;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>The history of one device, in order.</summary>
public sealed class DeviceStory(int number, ImmutableArray<RecordedEvent> events, World world)
{
    public ImmutableArray<RecordedEvent> Events { get; } = events;

    /// <summary>The names of the events: what happened, in short.</summary>
    public string[] Outline => [.. Events.Select(e => e.Event.GetType().Name)];

    /// <summary>The outline without what a device does meanwhile: crashes, daily totals, lists, shut gates.</summary>
    public string[] Course =>
    [
        .. Events.Select(e => e.Event)
            .Where(e => e is not (DeviceEvent.ApplicationCrashed or DeviceEvent.CrashTotalsReported
                or DeviceEvent.AffectedApplicationsFetched or DeviceEvent.InstallAttemptFailed))
            .Select(e => e.GetType().Name),
    ];

    public IEnumerable<RecordedEvent> Moments<T>() where T : IEvent => Events.Where(e => e.Event is T);

    public IEnumerable<T> All<T>() where T : IEvent => Events.Select(e => e.Event).OfType<T>();

    /// <summary>One story for each offer: from the offer to the event before the next offer.</summary>
    public ImmutableArray<DeviceStory> Installations
    {
        get
        {
            int[] offers = [.. Enumerable.Range(0, Events.Length).Where(
                i => Events[i].Event is DeviceEvent.ResponseOffered)];
            return [.. offers.Select((from, i) =>
                new DeviceStory(number, Events[from..(i + 1 < offers.Length ? offers[i + 1] : Events.Length)], world))];
        }
    }

    /// <summary>The state of the device before its first event, and after each.</summary>
    public IEnumerable<DeviceState> States
    {
        get
        {
            var state = DeviceState.Unenrolled(world.TraitsOf(number), world);
            yield return state;
            foreach (var happened in Events)
                yield return state = DeviceFold.Evolve(state, (DeviceEvent)happened.Event, happened.At, world);
        }
    }

    /// <summary>The last state of the device. The story has to begin with the enrolment.</summary>
    public DeviceState State => States.Last();

    /// <summary>The state of the device just after a moment.</summary>
    public DeviceState StateAt(VirtualTime at) => States.ElementAt(Events.Count(happened => happened.At <= at));

    /// <summary>
    /// The crashes of an application under a response after which the diary of the device gives reason to remove the
    /// response. Whether the device may recommend that is not checked here.
    /// </summary>
    public IEnumerable<VirtualTime> ReasonsToRemove(string release, string application)
    {
        foreach (var (happened, state) in Events.Zip(States.Skip(1)))
        {
            if (happened.Event is DeviceEvent.ApplicationCrashed crashed && crashed.Release == release
                && crashed.Application == application && state.Active?.Release == release
                && RemovalAdvice.For(state, release, application, happened.At, world) is not null)
            {
                yield return happened.At;
            }
        }
    }

    /// <summary>Attempts that failed, each with the pause until the next one; null after the last.</summary>
    public IEnumerable<(DeviceEvent.InstallAttemptFailed Attempt, TimeSpan? Pause)> FailedAttempts
    {
        get
        {
            foreach (var happened in Events)
            {
                if (happened.Event is DeviceEvent.InstallAttemptFailed failed)
                    yield return (failed, failed.RetryAt is { } again ? again - happened.At : null);
            }
        }
    }
}
