using RsrActors.Model.Rollouts;

namespace RsrActors.Model.Tests.Rollouts;

public sealed class RolloutRuleTests
{
    private static readonly RolloutRule Phased = new(
        "phased", [new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(1), 10), new(TimeSpan.FromHours(24), 100)],
        HoldAboveRefused: 0.02);

    [Fact]
    public void All_at_once_is_the_whole_fleet_from_the_first_moment()
    {
        Assert.Equal(new RampStep(TimeSpan.Zero, 100), Assert.Single(RolloutRule.AllAtOnce.Steps));
        Assert.Equal(RolloutAdvice.Stay.Here, RolloutRule.AllAtOnce.Advise(new(TimeSpan.FromDays(9), 100, 10, 10)));
    }

    [Fact]
    public void A_linear_ramp_has_equal_steps()
    {
        var rule = RolloutRule.Linear(TimeSpan.FromHours(24), TimeSpan.FromHours(6));

        Assert.Equal(
            [new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(6), 25), new(TimeSpan.FromHours(12), 50),
                new(TimeSpan.FromHours(18), 75), new RampStep(TimeSpan.FromHours(24), 100)],
            rule.Steps.AsEnumerable());
        Assert.All(rule.Steps.Zip(rule.Steps.Skip(1)), pair =>
            Assert.Equal(
                pair.Second.After,
                rule.NextReview(pair.First.After + TimeSpan.FromMilliseconds(1), pair.First.Percent)));
    }

    [Theory]
    [InlineData(24, 7)]
    [InlineData(1, 24)]
    [InlineData(72, 0.5)]
    public void A_linear_ramp_ascends_to_the_whole_fleet_in_its_time(double over, double every)
    {
        var steps = RolloutRule.Linear(TimeSpan.FromHours(over), TimeSpan.FromHours(every)).Steps;

        Assert.Equal(TimeSpan.Zero, steps[0].After);
        Assert.Equal(new RampStep(TimeSpan.FromHours(over), 100), steps[^1]);
        Assert.All(steps.Zip(steps.Skip(1)), pair =>
            Assert.True(pair.First.After < pair.Second.After && pair.First.Percent <= pair.Second.Percent));
    }

    public static TheoryData<double, double, long, long, RolloutAdvice> Advice => new()
    {
        { 0, 1, 0, 0, RolloutAdvice.Stay.Here },
        { 0.99, 1, 0, 0, RolloutAdvice.Stay.Here },
        { 1, 1, 0, 0, new RolloutAdvice.Advance(10) },
        { 1, 1, 98, 2, new RolloutAdvice.Advance(10) }, // Not more than the limit.
        { 1, 1, 97, 3, new RolloutAdvice.Hold("phased", "3 of 100 ticket requests refused, more than 2 %") },
        { 1, 10, 0, 100, RolloutAdvice.Stay.Here },
        { 1, 50, 0, 0, RolloutAdvice.Stay.Here }, // The operator has set a higher percentage.
        { 23, 10, 0, 0, RolloutAdvice.Stay.Here },
        { 24, 10, 1, 0, new RolloutAdvice.Advance(100) },
        { 30, 1, 1, 0, new RolloutAdvice.Advance(100) }, // A ramp that was held catches up.
        { 30, 100, 0, 9, RolloutAdvice.Stay.Here },
    };

    [Theory, MemberData(nameof(Advice))]
    public void The_rollout_rule_decides_by_time_percent_and_refusals(
        double hours, double percent, long issued, long refused, RolloutAdvice advice) =>
        Assert.Equal(advice, Phased.Advise(new(TimeSpan.FromHours(hours), percent, issued, refused)));

    [Fact]
    public void A_rule_that_holds_is_asked_again_every_hour()
    {
        Assert.Equal(TimeSpan.FromHours(1), Phased.NextReview(TimeSpan.FromHours(1), percent: 1));
        Assert.Equal(TimeSpan.FromHours(2), Phased.NextReview(TimeSpan.FromHours(1.001), percent: 1));
        Assert.Equal(TimeSpan.FromHours(24), Phased.NextReview(TimeSpan.FromHours(3), percent: 10));
        Assert.Null(Phased.NextReview(TimeSpan.FromHours(3), percent: 100));
    }

    [Fact]
    public void A_held_ramp_stays_held_without_new_requests() => Assert.Equal(
        RolloutAdvice.Stay.Here, Phased.Advise(new(TimeSpan.FromHours(1), 1, 0, 0, Held: true)));

    [Fact]
    public void A_ramp_without_a_limit_of_refusals_is_never_held() => Assert.Equal(
        new RolloutAdvice.Advance(10),
        (Phased with { HoldAboveRefused = null }).Advise(new(TimeSpan.FromHours(1), 1, 0, 1_000)));
}
