using CsCheck;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Tests.Statistics.Estimates;

public sealed class ReplicationRuleTests
{
    private static readonly MeanEstimate Bank = MeanEstimate.Of(MeanEstimateTests.Bank, 0.9);

    [Fact]
    public void The_need_of_Law_s_bank_for_an_absolute_precision_is_16() =>
        Assert.Equal(16, new Precision.Absolute(0.25).NeedAfter(Bank, 1000));

    [Fact]
    public void The_need_of_Law_s_bank_for_a_relative_precision_is_27() =>
        Assert.Equal(27, new Precision.Relative(0.1).NeedAfter(Bank, 1000));

    [Fact]
    public void A_need_above_the_most_is_told() =>
        Assert.Null(new Precision.Relative(0.1).NeedAfter(Bank, 26));

    [Fact]
    public void A_precision_that_is_met_needs_no_more() =>
        Assert.Equal(10, new Precision.Absolute(0.3222835).NeedAfter(Bank, 1000));

    [Fact]
    public void A_relative_precision_compares_with_gamma_divided_by_1_plus_gamma()
    {
        // Bank.RelativeHalfWidth is 0.158682; γ / (1 + γ) is the same at γ = 0.188612.
        Assert.False(new Precision.Relative(0.1886).IsMetBy(Bank));
        Assert.True(new Precision.Relative(0.1887).IsMetBy(Bank));
    }

    [Fact]
    public void A_mean_of_zero_meets_no_relative_precision()
    {
        var rule = new ReplicationRule(new Precision.Relative(0.5), AtLeast: 2, AtMost: 6);

        Assert.Equal(new ReplicationVerdict.MostReached(IsMet: false), After(rule, 1, -1, 1, -1, 1, -1).Verdict);
    }

    [Fact]
    public void Equal_values_stop_at_the_least_without_confirmations()
    {
        var rule = new ReplicationRule(new Precision.Relative(0.1), AtLeast: 3, AtMost: 100, Confirmations: 0);

        Assert.Equal(new ReplicationVerdict.Continue(3), After(rule, 0, 0).Verdict);
        Assert.Equal(new ReplicationVerdict.Enough(), After(rule, 0, 0, 0).Verdict);
    }

    [Fact]
    public void Five_more_replications_have_to_meet_the_precision_as_well()
    {
        var rule = new ReplicationRule(new Precision.Absolute(0.5), AtLeast: 3, AtMost: 100);

        Assert.Equal(new ReplicationVerdict.Continue(8), After(rule, 7, 7, 7).Verdict);
        Assert.Equal(new ReplicationVerdict.Continue(8), After(rule, 7, 7, 7, 7, 7, 7, 7).Verdict);
        Assert.Equal(new ReplicationVerdict.Enough(), After(rule, 7, 7, 7, 7, 7, 7, 7, 7).Verdict);
    }

    [Fact]
    public void A_half_width_that_is_small_by_luck_does_not_stop()
    {
        var atOnce = new ReplicationRule(new Precision.Absolute(1), AtLeast: 3, AtMost: 100, Confirmations: 0);
        var confirmed = new ReplicationRule(new Precision.Absolute(1), AtLeast: 3, AtMost: 100);

        Assert.Equal(new ReplicationVerdict.Enough(), After(atOnce, 10, 10.1, 10, 25).Verdict);

        var state = After(confirmed, 10, 10.1, 10, 25);
        Assert.Equal(0, state.MetInARow);
        Assert.IsType<ReplicationVerdict.Continue>(state.Verdict);
    }

    [Fact]
    public void The_prediction_counts_the_confirmations()
    {
        var rule = new ReplicationRule(new Precision.Absolute(0.25), 10, 1000, Confidence: 0.9);

        Assert.Equal(new ReplicationVerdict.Continue(16 + 5), After(rule, MeanEstimateTests.Bank).Verdict);
        Assert.Equal(new ReplicationVerdict.Continue(10 + 5), After(rule, MeanEstimateTests.Bank[..4]).Verdict);
    }

    [Fact]
    public void More_than_a_hundred_replications_need_more_confirmations()
    {
        var rule = new ReplicationRule(new Precision.Absolute(1), AtLeast: 250, AtMost: 1000);
        var state = After(rule, new double[261]);

        Assert.Equal(new ReplicationVerdict.Continue(262), state.Verdict);
        Assert.Equal(new ReplicationVerdict.Enough(), state.Add(0).Verdict);
    }

    [Fact]
    public void The_most_ends_a_cell_that_waits_for_confirmations() => Assert.Equal(
        new ReplicationVerdict.MostReached(IsMet: true),
        After(new(new Precision.Absolute(1), 3, 5), 1, 1, 1, 1, 1).Verdict);

    [Fact]
    public void A_value_that_never_happened_meets_no_precision() => Assert.Equal(
        new ReplicationVerdict.MostReached(IsMet: false),
        After(new(new Precision.Relative(0.5), 2, 4), 1, double.PositiveInfinity, 1, 1).Verdict);

    [Fact]
    public void A_rule_has_at_least_two_and_at_most_no_fewer()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplicationRule(new Precision.Absolute(1), 1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplicationRule(new Precision.Absolute(1), 5, 4));
    }

    [Fact]
    public void Replications_after_the_end_change_nothing_and_a_prediction_is_above_the_count() =>
        Gen.Double[0, 10].Array[60].Sample(values =>
        {
            var rule = new ReplicationRule(new Precision.Relative(0.3), 5, 50);
            var state = rule.Start;
            foreach (var value in values)
            {
                var next = state.Add(value);
                if (state.Verdict is ReplicationVerdict.Continue more)
                {
                    Assert.InRange(more.Need, state.Sample.Count + 1, 50);
                    Assert.Equal(state.Sample.Count + 1, next.Sample.Count);
                }
                else
                {
                    Assert.Same(state, next);
                }

                state = next;
            }

            Assert.IsNotType<ReplicationVerdict.Continue>(state.Verdict);
        });

    // Law's rule stops by luck: here its intervals contain the mean in 89 % of the cells, with confirmations in 93 %.
    [Fact]
    [Trait("Length", "Long")]
    public void Confirmations_keep_more_of_the_confidence_than_stopping_at_once()
    {
        var cells = LongTests.Times(3000);

        var (atOnce, confirmed) = (Coverage(cells, confirmations: 0), Coverage(cells, confirmations: 5));

        Assert.True(confirmed > atOnce, $"{confirmed} against {atOnce}");
        Assert.True(confirmed > 0.93 - 4 * Math.Sqrt(0.07 / cells), $"{confirmed}");
    }

    private static double Coverage(int cells, int confirmations)
    {
        var rule = new ReplicationRule(new Precision.Absolute(0.5), 3, 1000, Confirmations: confirmations);
        return Enumerable.Range(0, cells).Count(cell =>
        {
            var dice = new Dice(20230710, (ulong)cell);
            var state = rule.Start;
            for (var n = 0; !state.HasEnded; n++)
                state = state.Add(NormalQuantile.Of(dice.Uniform(Purpose.ToyDelay, n) + 1e-17));
            return MeanEstimate.Of(state.Sample).Interval.Contains(0);
        }) / (double)cells;
    }

    private static ReplicationState After(ReplicationRule rule, params double[] values) =>
        values.Aggregate(rule.Start, (state, value) => state.Add(value));
}
