using System.Runtime.CompilerServices;
using RsrActors.Model.Simulation;
using Xunit.Sdk;

namespace RsrActors.TestKit;

/// <summary>
/// What the history of a device, a release or a service has to be by now. Expectations can be chained. A failure names
/// the seed and the moment, and shows the whole history.
/// </summary>
/// <typeparam name="TMember">A device, a release or a service.</typeparam>
public sealed class Expectation<TMember> where TMember : FleetMember
{
    /// <summary>The index in the history after the event that was found last.</summary>
    private readonly int _from;

    internal Expectation(TMember member, int from = 0) => (Member, _from) = (member, from);

    /// <summary>The device, release or service of which it is expected.</summary>
    public TMember Member { get; }

    /// <summary>The event has happened, at any time until now.</summary>
    /// <param name="such">A condition that the event has to meet.</param>
    public Expectation<TMember> ToHave<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null)
        where T : IEvent =>
        Find(0, such) is { } place
            ? new(Member, place + 1)
            : throw Unlike($"to have {Words<T>(condition)}, and it has none");

    /// <summary>The event has happened exactly so many times.</summary>
    public Expectation<TMember> ToHave<T>(int times) where T : IEvent =>
        Member.All<T>().Count() is var found && found == times
            ? this
            : throw Unlike(
                $"to have {typeof(T).Name} {Model.Words.Count(times, "time")}, and it has it "
                + Model.Words.Count(found, "time"));

    /// <summary>The event has not happened.</summary>
    /// <param name="such">A condition that no such event may meet.</param>
    public Expectation<TMember> NotToHave<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null)
        where T : IEvent =>
        Find(0, such) is null ? this : throw Unlike($"not to have {Words<T>(condition)}, and it has");

    /// <summary>The event has happened after the one that was expected before.</summary>
    /// <param name="such">A condition that the event has to meet.</param>
    public Expectation<TMember> Then<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null)
        where T : IEvent =>
        Find(_from, such) is { } place
            ? new(Member, place + 1)
            : throw Unlike($"to have {Words<T>(condition)} {Afterwards}, and it has none");

    /// <summary>The event has not happened after the one that was expected before.</summary>
    /// <param name="such">A condition that no such event may meet.</param>
    public Expectation<TMember> ThenNever<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null)
        where T : IEvent =>
        Find(_from, such) is null ? this : throw Unlike($"not to have {Words<T>(condition)} {Afterwards}, and it has");

    /// <summary>Lets virtual time pass until the event has happened.</summary>
    /// <param name="time">At most this duration of virtual time.</param>
    /// <param name="such">A condition that the event has to meet.</param>
    public async Task ToHaveWithin<T>(
        TimeSpan time, Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null)
        where T : IEvent
    {
        if (!await Member.Fleet.ComesTo(() => Find(0, such) is not null, time))
            throw Unlike($"to have {Words<T>(condition)} within {time}, and it has none");
    }

    /// <summary>Any other expectation, with its message.</summary>
    /// <param name="sentence">The end of the message: "to be patient, and it is not".</param>
    public Expectation<TMember> That(Func<TMember, bool> holds, string sentence)
    {
        ArgumentNullException.ThrowIfNull(holds);
        return holds(Member) ? this : throw Unlike(sentence);
    }

    private string Afterwards =>
        _from == 0 ? "at all" : $"after {Member.Events[_from - 1].Event.GetType().Name}, its event {_from}";

    private static string Words<T>(string? condition) =>
        condition is null ? typeof(T).Name : $"{typeof(T).Name} such that {condition}";

    private int? Find<T>(int from, Func<T, bool>? such)
    {
        for (var place = from; place < Member.Events.Count; place++)
        {
            if (Member.Events[place].Event is T happened && such?.Invoke(happened) is not false)
                return place;
        }

        return null;
    }

    private XunitException Unlike(string sentence) =>
        Failure.Of(Member.Fleet, $"Expected {Member} {sentence}.", Member);
}
