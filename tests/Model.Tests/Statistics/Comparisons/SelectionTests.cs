using CsCheck;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Model.Statistics.Comparisons;

namespace RsrActors.Model.Tests.Statistics.Comparisons;

public sealed class SelectionTests
{
    private static readonly double[][] Systems = BestComparisonTests.Systems;

    private static readonly SelectionRule Rule = new() { Systems = 3, IndifferenceZone = 0.5, FirstStage = 5 };

    [Theory]
    [InlineData(2, 10, 0.334050, 6.01290)]
    [InlineData(2, 20, 0.137137, 5.21122)]
    [InlineData(3, 10, 0.472944, 8.51299)]
    [InlineData(5, 10, 0.634967, 11.42941)]
    [InlineData(5, 20, 0.237238, 9.01506)]
    public void The_constants_of_KN(int systems, int firstStage, double eta, double squaredH)
    {
        var rule = new SelectionRule { Systems = systems, IndifferenceZone = 1, FirstStage = firstStage };

        Assert.Equal(eta, rule.Eta, 6);
        Assert.Equal(squaredH, rule.SquaredH, 5);
    }

    [Fact]
    public void After_the_first_stage_all_three_systems_survive()
    {
        var state = After(Rule, 5);

        Assert.Equal(1.7360680, Rule.Eta, 7);
        Assert.Equal(13.8885438, Rule.SquaredH, 7);
        Assert.Equal([6.0, 2.8, 0.8], Rounded(state.VarianceOf, 12));
        Assert.Equal([333, 155, 44], Pairs.Select(pair => state.RoundsOf(pair.One, pair.Other)));
        Assert.Equal(333, state.LastRound);
        Assert.Equal([11, 13, 14.4], Enumerable.Range(0, 3).Select(state.MeanOf));
        Assert.Equal([16.4163, 7.5276, 1.9722], Rounded(state.AllowanceOf, 4));
        Assert.Equal<int>([0, 1, 2], state.Candidates);
        Assert.Equal(2, state.Leader);
    }

    [Theory]
    [InlineData(6, 1.6018)]
    [InlineData(7, 1.3373)]
    public void The_allowance_shrinks_with_each_round(int round, double allowance)
    {
        var state = After(Rule, round);

        Assert.Equal(round, state.Round);
        Assert.Equal(allowance, state.AllowanceOf(1, 2), 4);
        Assert.Equal(3, state.Candidates.Length);
    }

    [Fact]
    public void After_eight_rounds_the_second_system_is_eliminated()
    {
        var state = After(Rule, 8);

        Assert.Equal(1.1389, state.AllowanceOf(1, 2), 4);
        Assert.Equal<int>([0, 2], state.Candidates);
        Assert.Equal<Elimination>([new Elimination(1, 8)], state.Eliminations);
        Assert.Equal<int>([0, 2], state.Needing);
        Assert.Equal(9, state.Target);
    }

    [Theory]
    [InlineData(9, 4.0709)]
    [InlineData(10, 3.6388)]
    public void The_other_two_survive_two_more_rounds(int round, double allowance)
    {
        var state = After(Rule, round);

        Assert.Equal(allowance, state.AllowanceOf(0, 2), 4);
        Assert.Equal<int>([0, 2], state.Candidates);
    }

    [Fact]
    public void After_eleven_rounds_the_third_system_is_selected()
    {
        var state = After(Rule, 11);

        Assert.Equal(3.2853, state.AllowanceOf(0, 2), 4);
        Assert.True(state.HasEnded);
        Assert.Equal(2, state.Leader);
        Assert.Equal<Elimination>([new Elimination(1, 8), new Elimination(0, 11)], state.Eliminations);
        Assert.Empty(state.Needing);
        Assert.Equal(104.0 / 8, state.MeanOf(1));
    }

    [Fact]
    public void A_wider_indifference_zone_selects_at_the_end_of_the_first_stage()
    {
        var state = After(Rule with { IndifferenceZone = 1 }, 5);

        Assert.Equal(3.3888, state.AllowanceOf(0, 2), 4);
        Assert.Equal(0.6111, state.AllowanceOf(1, 2), 4);
        Assert.Equal<int>([2], state.Candidates);
    }

    [Fact]
    public void The_smaller_mean_is_selected_when_it_is_asked_for()
    {
        var state = Enumerable.Range(0, 12).Aggregate((Rule with { Better = Better.Smaller }).Start, (state, r) =>
            Enumerable.Range(0, 3).Aggregate(state, (now, system) => now.Add(system, 20 - Systems[system][r])));

        Assert.Equal(2, state.Leader);
        Assert.Equal(11, state.Round);
        Assert.Equal(20 - 161.0 / 11, state.MeanOf(2), 12);
    }

    [Fact]
    public void One_system_is_selected_at_once()
    {
        var state = new SelectionRule { Systems = 1, IndifferenceZone = 1 }.Start;

        Assert.True(state.HasEnded);
        Assert.Equal(0, state.Leader);
        Assert.Empty(state.Needing);
        Assert.Same(state, state.Add(0, 5));
    }

    [Fact]
    public void Equal_systems_end_after_the_first_stage_with_the_first_one()
    {
        var state = Enumerable.Range(0, 5).Aggregate(Rule.Start, (state, r) =>
            Enumerable.Range(0, 3).Aggregate(state, (now, system) => now.Add(system, r)));

        Assert.True(state.HasEnded);
        Assert.Equal(0, state.Leader);
        Assert.Equal(5, state.Round);
    }

    [Fact]
    public void All_systems_need_the_first_stage_and_then_one_replication_after_the_other()
    {
        Assert.Equal<int>([0, 1, 2], Rule.Start.Needing);
        Assert.Equal(5, Rule.Start.Target);
        Assert.Equal<int>([1, 2], Systems[0][..5].Aggregate(Rule.Start, (state, x) => state.Add(0, x)).Needing);
        Assert.Equal(6, After(Rule, 5).Target);
    }

    [Fact]
    public void The_order_in_which_systems_run_changes_nothing() =>
        Gen.Shuffle(Enumerable.Range(0, 36).Select(i => i % 3).ToArray())
            .Sample(order =>
            {
                var next = new int[3];
                var state = order.Aggregate(Rule.Start, (state, system) =>
                    state.Add(system, Systems[system][next[system]++]));

                Assert.Equal<Elimination>([new Elimination(1, 8), new Elimination(0, 11)], state.Eliminations);
                Assert.Equal(2, state.Leader);
                Assert.Equal(11, state.Round);
            });

    [Fact]
    public void A_selection_ends_at_the_latest_one_round_after_the_last_one() => Gen
        .Select(Gen.Double[-5, 5].Array[400].Array[3], Gen.Double[1, 5])
        .Sample((values, zone) =>
        {
            var state = (Rule with { IndifferenceZone = zone }).Start;
            for (var r = 0; !state.HasEnded && r < 400; r++)
            {
                state = Enumerable.Range(0, 3).Aggregate(state, (now, system) => now.Add(system, values[system][r]));
                if (state.Round > 0 && !state.HasEnded)
                    Assert.True(state.Round <= state.LastRound);
            }
        }, iter: 200);

    [Fact]
    public void What_never_happened_has_no_mean_to_select_by() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rule.Start.Add(0, double.PositiveInfinity));

    [Fact]
    public void A_confidence_below_a_blind_choice_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => (Rule with { Confidence = 0.3 }).Start);

    // All others are worse by exactly the zone, which is the hardest case.
    [Fact]
    [Trait("Length", "Long")]
    public void The_best_system_is_selected_as_often_as_the_confidence_says()
    {
        var selections = LongTests.Times(2000);
        var rule = new SelectionRule { Systems = 4, IndifferenceZone = 0.5 };
        var right = Enumerable.Range(0, selections).Count(selection =>
        {
            var dice = new Dice(20010101, (ulong)selection);
            var state = rule.Start;
            while (!state.HasEnded)
            {
                foreach (var system in state.Needing)
                    state = state.Add(system, Observation(dice, system, state.CountOf(system)));
            }

            return state.Leader == 2;
        });

        Assert.True(right >= selections * 0.95 - 4 * Math.Sqrt(selections * 0.05), $"{right} of {selections}");
    }

    private static readonly (int One, int Other)[] Pairs = [(0, 1), (0, 2), (1, 2)];

    private static IEnumerable<double> Rounded(Func<int, int, double> figure, int digits) =>
        Pairs.Select(pair => Math.Round(figure(pair.One, pair.Other), digits));

    private static double Observation(Dice dice, int system, int r) =>
        Normal(dice, r) + Normal(dice, 100_000 * (system + 1) + r) + (system == 2 ? 0.5 : 0);

    private static double Normal(Dice dice, int n) => NormalQuantile.Of(dice.Uniform(Purpose.ToyDelay, n) + 1e-17);

    private static SelectionState After(SelectionRule rule, int rounds) =>
        Enumerable.Range(0, rounds).Aggregate(rule.Start, (state, r) =>
            Enumerable.Range(0, 3).Aggregate(state, (now, system) => now.Add(system, Systems[system][r])));
}
