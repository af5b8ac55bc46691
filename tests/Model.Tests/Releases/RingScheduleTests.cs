using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Releases;

/// <summary>Rings are promoted in their order: by time, by the health of the ring before, or by an operator.</summary>
public sealed class RingScheduleTests
{
    private static readonly VirtualTime Published = Day(1);

    private static readonly ReleaseDecider Decider = new(RolloutSettings.AllAtOnce, DateTimeOffset.UnixEpoch);

    private static readonly ImmutableArray<Ring> Four =
    [
        RingOf("pilot", new RingPromotion.Offset(TimeSpan.Zero)),
        RingOf("early", new RingPromotion.After(TimeSpan.FromDays(2))),
        RingOf("main", new RingPromotion.Offset(TimeSpan.FromDays(5))),
        RingOf("last", new RingPromotion.ByApproval()),
    ];

    private static readonly ImmutableArray<Ring> Careful =
    [
        RingOf("pilot", new RingPromotion.Offset(TimeSpan.Zero)),
        RingOf("main", new RingPromotion.AfterHealth(TimeSpan.FromDays(3), Success: 0.9, Least: 10)),
    ];

    private static readonly ReleaseState Draft =
        ReleaseState.Undrafted(Plain().Releases[0]) with { Rings = Four, Phase = new ReleasePhase.Draft() };

    [Fact]
    public void Each_ring_is_promoted_at_its_moment_and_the_last_one_by_an_operator()
    {
        var release = Lived(Draft, Day(20), (Published, new ReleaseCommand.Publish(null)));
        Assert.Equal([Day(1), Day(3), Day(6), VirtualTime.Never], release.Standings!.All.Select(one => one.Since));

        release = Lived(
            Draft, Day(20), (Published, new ReleaseCommand.Publish(null)),
            (Day(9), new ReleaseCommand.Promote("last")));
        Assert.Equal([Day(1), Day(3), Day(6), Day(9)], release.Standings!.All.Select(one => one.Since));
    }

    [Fact]
    public void A_promotion_by_hand_promotes_all_rings_before_it_and_the_next_one_counts_from_then()
    {
        var release = Lived(
            Draft, Day(20), (Published, new ReleaseCommand.Publish(null)),
            (Day(2), new ReleaseCommand.Promote("early")));

        Assert.Equal([Day(1), Day(2), Day(6), VirtualTime.Never], release.Standings!.All.Select(one => one.Since));
        Assert.Empty(Decide(release, new ReleaseCommand.Promote("early"), Day(20)));
    }

    [Fact]
    public void A_held_ring_and_those_after_it_wait_until_it_is_promoted_by_hand()
    {
        var held = Lived(
            Draft, Day(20), (Published, new ReleaseCommand.Publish(null)),
            (Day(2), new ReleaseCommand.HoldRing("early", "calls")));
        Assert.Equal([true, false, false, false], held.Standings!.All.Select(one => one.IsOpen));
        Assert.True(RingSchedule.Next(Four, held.Standings, RingFacts.None, Day(20)).IsNever);

        var release = Lived(held, Day(30), (Day(20), new ReleaseCommand.Promote("early")));
        Assert.Equal(
            [Day(1), Day(20), Day(20), VirtualTime.Never], release.Standings!.All.Select(one => one.Since));
    }

    [Fact]
    public void A_ring_that_is_held_while_open_keeps_its_moment()
    {
        var release = Lived(
            Draft, Day(5), (Published, new ReleaseCommand.Publish(null)),
            (Day(4), new ReleaseCommand.HoldRing("pilot", "calls")));
        Assert.Equal(VirtualTime.Never, release.Standings!.OfferedFrom(0, TimeSpan.Zero));
        Assert.True(release.Standings.All[1].IsOpen);

        release = Lived(release, Day(9), (Day(5), new ReleaseCommand.Promote("pilot")));
        Assert.Equal(Day(1), release.Standings!.OfferedFrom(0, TimeSpan.Zero));
        Assert.Equal(Day(8), release.Standings!.OfferedFrom(0, TimeSpan.FromDays(7)));
    }

    [Fact]
    public void A_pause_delays_promotions_and_a_withdrawal_ends_them()
    {
        var paused = Lived(
            Draft, Day(12), (Published, new ReleaseCommand.Publish(null)), (Day(2), new ReleaseCommand.Pause("why")),
            (Day(10), new ReleaseCommand.Resume("fine")));
        Assert.Equal([Day(1), Day(10), Day(10)], paused.Standings!.All.Take(3).Select(one => one.Since));

        var withdrawn = Lived(
            Draft, Day(12), (Published, new ReleaseCommand.Publish(null)),
            (Day(2), new ReleaseCommand.Withdraw("harm", false)));
        Assert.Equal([true, false, false, false], withdrawn.Standings!.All.Select(one => one.IsOpen));
        Assert.Empty(Decide(withdrawn, new ReleaseCommand.Promote("last"), Day(12)));
    }

    [Theory]
    [InlineData(RingHealth.Unknown, false)]
    [InlineData(RingHealth.Unhealthy, false)]
    [InlineData(RingHealth.Healthy, true)]
    public void A_ring_after_health_waits_for_its_time_and_for_the_ring_before_it(RingHealth health, bool promoted)
    {
        var standings = new RingStandings(Published, [new(Published, false), RingStanding.Waiting]);
        var facts = new RingFacts([health]);

        Assert.Empty(RingSchedule.Due(Careful, standings, facts, Day(3)));
        Assert.Equal(
            promoted ? [new DuePromotion(1, PromotedBy.Health)] : [],
            RingSchedule.Due(Careful, standings, facts, Day(4)).AsEnumerable());
        Assert.Equal(Day(4), RingSchedule.Next(Careful, standings, facts, Day(2)));
        Assert.Equal(
            promoted ? Day(4).Next() : VirtualTime.Never,
            RingSchedule.Next(Careful, standings, facts, Day(4).Next()));
    }

    [Theory]
    [InlineData(9, 0, 0, RingHealth.Unknown)]
    [InlineData(9, 1, 0, RingHealth.Healthy)]
    [InlineData(18, 2, 1, RingHealth.Unhealthy)]
    [InlineData(0, 10, 0, RingHealth.Unhealthy)]
    public void A_ring_is_healthy_when_enough_of_those_that_told_it_have_the_release_and_kept_it(
        int succeeded, int failed, int rolledBack, RingHealth health)
    {
        var evidence = RolloutEvidence.Empty with
        {
            Slices =
            [
                new(
                    new("pilot", default, ""),
                    new() { Succeeded = succeeded, FailedStart = failed, RolledBack = rolledBack }, default, default),
            ],
        };

        Assert.Equal([health, RingHealth.Unknown], RingFacts.Of(Careful, evidence).Health.AsEnumerable());
    }

    /// <summary>What is due at a moment was announced, and nothing is due before it.</summary>
    [Fact]
    public void Promotions_come_at_the_announced_moment() => Gen.Int[0, 2].Array[4].Sample(kinds =>
    {
        ImmutableArray<Ring> rings =
        [
            .. kinds.Select((kind, i) => RingOf($"r{i}", kind switch
            {
                0 => new RingPromotion.Offset(TimeSpan.FromHours(7 * i)),
                1 => new RingPromotion.After(TimeSpan.FromHours(5 * i)),
                _ => new RingPromotion.ByApproval(),
            })),
        ];
        var standings = new RingStandings(Published, [.. rings.Select(_ => RingStanding.Waiting)]);
        while (RingSchedule.Next(rings, standings, RingFacts.None, Published) is { IsNever: false } next)
        {
            if (next > Published)
                Assert.Empty(RingSchedule.Due(rings, standings, RingFacts.None, new(next.Milliseconds - 1)));
            var due = RingSchedule.Due(rings, standings, RingFacts.None, next);
            Assert.NotEmpty(due);
            foreach (var one in due)
                standings = standings with { All = standings.All.SetItem(one.Place, new(next, false)) };
        }
    });

    [Fact]
    public void Standings_are_equal_when_their_values_are()
    {
        RingStandings Make(bool held) => new(Published, [new(Day(2), held), RingStanding.Waiting]);

        Assert.Equal(Make(false), Make(false));
        Assert.Equal(Make(false).GetHashCode(), Make(false).GetHashCode());
        Assert.NotEqual(Make(false), Make(true));
    }

    private static Ring RingOf(string name, RingPromotion promotion) => new(name, [], 0.1, promotion);

    /// <summary>A release under commands, and promoted when time promotes it, until a moment.</summary>
    private static ReleaseState Lived(
        ReleaseState state, VirtualTime until, params (VirtualTime At, ReleaseCommand Command)[] commands)
    {
        var (after, next) = (VirtualTime.Zero, 0);
        while (true)
        {
            var due = state is { Phase: ReleasePhase.Ramping, Standings: { } standings }
                ? RingSchedule.Next(state.Rings, standings, RingFacts.None, after)
                : VirtualTime.Never;
            var told = next < commands.Length ? commands[next].At : VirtualTime.Never;
            var at = VirtualTime.Min(due, told);
            if (at > until)
                return state;
            var command = told <= due ? commands[next++].Command : new ReleaseCommand.PromoteDue(RingFacts.None);
            state = Decide(state, command, at).Aggregate(
                state, (one, happened) => ReleaseState.Evolve(one, happened, at));
            after = told <= due ? at : at.Next();
        }
    }

    private static ImmutableArray<ReleaseEvent> Decide(ReleaseState state, ReleaseCommand command, VirtualTime at) =>
        Decider.Decide(state, command, at).Events;
}
