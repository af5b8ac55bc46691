using System.Runtime.CompilerServices;
using RsrActors.Model.Simulation;
using Xunit.Sdk;

namespace RsrActors.TestKit;

/// <summary>What a fleet as a whole has to be by now. A failure shows one history as an example.</summary>
public sealed class FleetExpectation
{
    private readonly RunningFleet _fleet;

    internal FleetExpectation(RunningFleet fleet) => _fleet = fleet;

    /// <summary>The event has happened to at least one device, release or service.</summary>
    /// <param name="such">A condition that the event has to meet.</param>
    public FleetExpectation ToHave<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null)
        where T : IEvent =>
        Find(such).Any() ? this : throw Unlike($"to have {Words<T>(condition)}, and it has none", _fleet.Devices[0]);

    /// <summary>The event has happened exactly so many times in the fleet.</summary>
    public FleetExpectation ToHave<T>(int times) where T : IEvent =>
        _fleet.All<T>().Count() is var found && found == times
            ? this
            : throw Unlike(
                $"to have {typeof(T).Name} {Model.Words.Count(times, "time")}, and it has it "
                + Model.Words.Count(found, "time"), Odd<T>(found > times));

    /// <summary>The event has happened to no device, release or service.</summary>
    /// <param name="such">A condition that no such event may meet.</param>
    public FleetExpectation NotToHave<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null)
        where T : IEvent =>
        Find(such).FirstOrDefault() is { Event: not null } found
            ? throw Unlike($"not to have {Words<T>(condition)}, and {found.Entity} has", _fleet.Member(found.Entity))
            : this;

    /// <summary>A response is active on at least this share of the devices.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="by">This response; any response when it is null.</param>
    public FleetExpectation ToBeProtected(double share, string? by = null) =>
        _fleet.ShareProtected(by) >= share ? this : throw Unprotected(share, by, "");

    /// <summary>No response is active on any device.</summary>
    public FleetExpectation ToRunTheBase() =>
        _fleet.Devices.FirstOrDefault(device => device.ActiveRelease is not null) is { } still
            ? throw Unlike($"to run the base, and {still} has {still.ActiveRelease} active", still)
            : this;

    /// <summary>Lets virtual time pass until a response is active on at least this share of the devices.</summary>
    /// <param name="time">At most this duration of virtual time.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="by">This response; any response when it is null.</param>
    public async Task ToBeProtectedWithin(TimeSpan time, double share, string? by = null)
    {
        if (!await _fleet.ComesTo(() => _fleet.ShareProtected(by) >= share, time))
            throw Unprotected(share, by, $" within {time}");
    }

    private static string Words<T>(string? condition) =>
        condition is null ? typeof(T).Name : $"{typeof(T).Name} such that {condition}";

    private IEnumerable<RecordedEvent> Find<T>(Func<T, bool>? such) =>
        _fleet.Events.Where(happened => happened.Event is T one && such?.Invoke(one) is not false);

    /// <summary>A member that has the event or, where it is missing, a device that does not have it.</summary>
    private FleetMember Odd<T>(bool tooMany) where T : IEvent => tooMany
        ? _fleet.Member(_fleet.Events.Last(happened => happened.Event is T).Entity)
        : _fleet.Devices.FirstOrDefault(device => !device.Has<T>()) ?? _fleet.Devices[0];

    private XunitException Unprotected(double share, string? by, string within) => Unlike(
        $"to be protected to {share:P0}{(by is null ? "" : $" by {by}")}{within}, "
        + $"and it is to {_fleet.ShareProtected(by):P0}",
        _fleet.Devices.First(device => !device.IsProtected(by is null ? null : _fleet.IdOf(by))));

    private XunitException Unlike(string sentence, FleetMember example) =>
        Failure.Of(_fleet, $"Expected the fleet {sentence}.", example);
}
