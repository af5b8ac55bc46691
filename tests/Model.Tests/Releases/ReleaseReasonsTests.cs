using System.Collections.Immutable;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Releases.ReleaseEvent;

namespace RsrActors.Model.Tests.Releases;

public sealed class ReleaseReasonsTests
{
    private static readonly Drafted Draft = new('a', []);
    private static readonly Published Published = new(5, RampSource.Rule);
    private static readonly RampAdvanced Further = new(10, RampSource.Rule);
    private static readonly RampAdvanced Far = new(50, RampSource.Operator);
    private static readonly RolloutHeld Held = new("phased", "too many refusals");
    private static readonly Paused Paused = new("a bug");
    private static readonly Resumed Resumed = new("no bug");
    private static readonly Superseded Superseded = new("16.5.1-c");
    private static readonly Withdrawn Withdrawn = new("web sites broke", true);

    /// <summary>A history, and its events that still hold.</summary>
    public static TheoryData<ReleaseEvent[], ReleaseEvent[]> Histories => new()
    {
        { [], [] },
        { [Draft], [Draft] },
        { [Draft, Published], [Published] },
        { [Draft, Published, Further, Far], [Published, Far] },
        { [Draft, Published, Further, Far, Resumed, Resumed], [Published, Far, Resumed] },
        { [Draft, Published, Held, Held], [Published, Held] },
        { [Draft, Published, Held, Further], [Published, Further] },
        { [Draft, Published, Further, Held], [Published, Further, Held] },
        { [Draft, Published, Held, Paused], [Published, Paused] },
        { [Draft, Published, Paused, Further], [Published, Paused, Further] },
        { [Draft, Published, Paused, Resumed], [Published, Resumed] },
        { [Draft, Published, Paused, Resumed, Paused], [Published, Paused] },
        { [Draft, Published, Further, Paused, Superseded], [Published, Superseded] },
        { [Draft, Published, Held, Withdrawn], [Published, Withdrawn] },
        { [Draft, Published, Superseded, Withdrawn], [Published, Superseded, Withdrawn] },
    };

    [Theory, MemberData(nameof(Histories))]
    public void Release_reasons_are_the_events_that_still_hold(ReleaseEvent[] history, ReleaseEvent[] still)
    {
        var recorded = history.Select((happened, i) =>
            new RecordedEvent(EntityId.Release("16.5.1-a"), i + 1, VirtualTime.Zero + TimeSpan.FromHours(i), happened));

        Assert.Equal(still, ReleaseReasons.StillHolds(recorded).Select(one => one.Event));
    }

    [Fact]
    public void Release_reasons_have_their_moments()
    {
        var noon = VirtualTime.Zero + TimeSpan.FromHours(12);
        ImmutableArray<RecordedEvent> history =
        [
            new(EntityId.Release("16.5.1-a"), 1, VirtualTime.Zero, Draft),
            new(EntityId.Release("16.5.1-a"), 2, noon, Published),
        ];

        Assert.Equal(noon, Assert.Single(ReleaseReasons.StillHolds(history)).At);
    }
}
