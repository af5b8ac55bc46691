using System.Runtime.CompilerServices;
using RsrActors.Model.Simulation;
using Xunit.Sdk;

namespace RsrActors.TestKit;

/// <summary>
/// What the history of a device, a release or a service has to be by now. Expectations that belong together follow each
/// other; whatever fails names the seed, the moment, and the whole history.
/// </summary>
/// <typeparam name="TMember">Of what it is expected.</typeparam>
public sealed class Expectation<TMember> where TMember : FleetMember
{
    /// <summary>The place in the history behind what was found last.</summary>
    private readonly int _from;

    internal Expectation(TMember member, int from = 0) => (Member, _from) = (member, from);

    /// <summary>Of whom it is expected.</summary>
    public TMember Member { get; }

    /// <summary>It has happened, at any time until now.</summary>
    /// <param name="such">What more is to be true of the event.</param>
    public Expectation<TMember> ToHave<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null) where T : IEvent =>
        Find(0, such) is { } place
            ? new(Member, place + 1)
            : throw Unlike($"to have {Words<T>(condition)}, and it has none");

    /// <summary>It has happened so many times, and not more often.</summary>
    public Expectation<TMember> ToHave<T>(int times) where T : IEvent => Member.All<T>().Count() is var found && found == times
        ? this
        : throw Unlike(
            $"to have {typeof(T).Name} {Model.Words.Count(times, "time")}, and it has it "
            + Model.Words.Count(found, "time"));

    /// <summary>It has not happened.</summary>
    /// <param name="such">What is not to be true of any such event.</param>
    public Expectation<TMember> NotToHave<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null) where T : IEvent =>
        Find(0, such) is null ? this : throw Unlike($"not to have {Words<T>(condition)}, and it has");

    /// <summary>It has happened after what was expected before.</summary>
    /// <param name="such">What more is to be true of the event.</param>
    public Expectation<TMember> Then<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null) where T : IEvent =>
        Find(_from, such) is { } place
            ? new(Member, place + 1)
            : throw Unlike($"to have {Words<T>(condition)} {Afterwards}, and it has none");

    /// <summary>It has not happened after what was expected before.</summary>
    /// <param name="such">What is not to be true of any such event.</param>
    public Expectation<TMember> ThenNever<T>(
        Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null) where T : IEvent =>
        Find(_from, such) is null ? this : throw Unlike($"not to have {Words<T>(condition)} {Afterwards}, and it has");

    /// <summary>Lets virtual time pass until it has happened.</summary>
    /// <param name="time">At most so much.</param>
    /// <param name="such">What more is to be true of the event.</param>
    public async Task ToHaveWithin<T>(
        TimeSpan time, Func<T, bool>? such = null, [CallerArgumentExpression(nameof(such))] string? condition = null) where T : IEvent
    {
        if (!await Member.Fleet.ComesTo(() => Find(0, such) is not null, time))
            throw Unlike($"to have {Words<T>(condition)} within {time}, and it has none");
    }

    /// <summary>Any other expectation that a sentence can say.</summary>
    /// <param name="sentence">How the expectation goes on: "to be patient, and it is not".</param>
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
