using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Tests.Rollouts;

public sealed class HawkBitTests
{
    [Theory]
    [InlineData(2, 5, 10, true)]
    [InlineData(1, 5, 50, false)]
    [InlineData(1, 5, 20, false)] // 20 % is not more than 20 %.
    [InlineData(0, 5, 0, false)]
    [InlineData(1, 5, 0, true)]
    [InlineData(0, 0, 10, false)]
    [InlineData(0, 5, 10, false)]
    [InlineData(5, 5, 100, false)]
    [InlineData(3, 10, 30, false)] // Also where the quotient is not a number of single precision.
    [InlineData(7, 100, 7, false)]
    [InlineData(29, 100, 29, false)]
    public void More_than_a_share_of_failures_halts(long errors, long total, int percent, bool halts)
    {
        var decision = Asking.Decide(
            new GroupErrors(Groups: 2, percent),
            Asking.Of(new() { Eligible = total, FailedInstallation = errors }, "2"), Asking.AtHour(1));

        Assert.Equal(
            halts, decision is RuleDecision.Halt { Effects: HaltEffects.StopOffering | HaltEffects.PauseUntilResumed });
    }

    [Theory]
    [InlineData(4, 5, 80, true)]
    [InlineData(3, 5, 80, false)]
    [InlineData(1, 5, 20, true)]
    [InlineData(0, 0, 100, true)]
    [InlineData(0, 5, 0, true)]
    public void A_share_of_successes_starts_the_next_group(long finished, long total, int percent, bool advances) =>
        Assert.Equal(advances, Asked(
            new GroupsRamp("groups", [50, 50], percent, TimeSpan.FromSeconds(10)),
            new() { Eligible = total, Succeeded = finished }) is RuleDecision.Promote { Group: 2, Percent: 100 });

    [Fact]
    public void A_group_that_has_ended_starts_the_next_one_even_if_all_have_failed() =>
        Assert.IsType<RuleDecision.Promote>(Asked(
            new GroupsRamp("groups", [50, 50], 100, TimeSpan.FromSeconds(10)),
            new() { Eligible = 5, FailedStart = 4, Rejected = 1 }));

    [Fact]
    public void An_error_is_seen_before_a_success()
    {
        var rule = Asking.Built("hawkbit", ("error", Asking.Number(20)), ("success", Asking.Number(50)));

        var answer = RuleDecider.Ask(
            rule, RuleState.Empty, Asking.Of(new() { Eligible = 5, FailedStart = 2, Succeeded = 3 }, "1"),
            Asking.AtHour(1, 10));

        var halt = Assert.IsType<RuleDecision.Halt>(answer.Decision);
        Assert.Equal("group 1: 2 of 5 failed, more than 20 %", halt.Because.Sentence);
        Assert.Equal(
            [new Figure("group", 1), new Figure("failed", 2), new Figure("total", 5)],
            halt.Because.Figures.AsEnumerable());
    }

    [Fact]
    public void A_person_resumes_and_the_same_group_does_not_pause_it_again()
    {
        var rule = Asking.Built("hawkbit", ("error", Asking.Number(20)), ("success", Asking.Number(50)));
        var bad = Asking.Of(new() { Eligible = 5, FailedStart = 2, Succeeded = 3 }, "1");
        var halted = RuleDecider.Ask(rule, RuleState.Empty, bad, Asking.AtHour(1, 10));

        var resumed = RuleDecider.Ask(rule, RuleDecider.Resume(rule, halted.State), bad, Asking.AtHour(2, 10));
        var worse = bad with
        {
            Slices = [.. bad.Slices, .. Asking.Of(new() { Eligible = 9, FailedStart = 9 }, "2").Slices],
        };

        Assert.IsType<RuleDecision.Promote>(resumed.Decision);
        Assert.IsType<RuleDecision.Halt>(RuleDecider.Ask(rule, resumed.State, worse, Asking.AtHour(3, 30)).Decision);
    }

    [Fact]
    public void Groups_start_one_after_another()
    {
        var rule = Asking.Default("hawkbit");
        var state = RuleState.Empty;
        List<(int, double)> started = [];
        var percent = rule.Ramp.FirstPercent;
        for (var hour = 0; hour < 6; hour++)
        {
            var evidence = RolloutEvidence.Empty with
            {
                Slices = [.. Enumerable.Range(1, 4).SelectMany(group => Asking.Of(
                    new() { Eligible = 100, Succeeded = group <= hour ? 50 : 49 }, group.ToString()).Slices)],
            };
            var answer = RuleDecider.Ask(rule, state, evidence, Asking.AtHour(hour, percent));
            if (answer.Decision is RuleDecision.Promote promote)
            {
                percent = promote.Percent;
                started.Add((promote.Group, percent));
            }

            state = answer.State;
        }

        Assert.Equal([(2, 30.0), (3, 60.0), (4, 100.0)], started);
    }

    private static RuleDecision Asked(GroupsRamp ramp, InstallCounts first) =>
        ramp.Ask(default, Asking.Of(first, "1"), Asking.AtHour(1, 50)).Decision;
}
