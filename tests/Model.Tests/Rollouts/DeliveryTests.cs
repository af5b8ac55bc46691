using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>Flagger, Argo Rollouts, GrowthBook, and rings by the calendar.</summary>
public sealed class DeliveryTests
{
    private static readonly FlaggerMetric SuccessRate = new(FlaggerChecks.SuccessRate, 99, null);
    private static readonly FlaggerMetric CrashedShare = new(FlaggerChecks.CrashedShare, null, 1);

    [Theory]
    [InlineData(99.0, null, 99.0, true)]
    [InlineData(99.0, null, 98.9, false)]
    [InlineData(null, 500.0, 500.0, true)]
    [InlineData(null, 500.0, 501.0, false)]
    [InlineData(1.0, 2.0, 1.5, true)]
    [InlineData(1.0, 2.0, 2.5, false)]
    [InlineData(99.0, null, null, false)] // No values found.
    public void Flagger_checks_a_range(double? least, double? most, double? value, bool passes) =>
        Assert.Equal(passes, new FlaggerMetric("m", least, most).Passes(value));

    [Fact]
    public void Flagger_adds_up_failures_and_rolls_back_at_the_tick_after_the_last_one()
    {
        var checks = new FlaggerChecks([SuccessRate], Threshold: 3, TimeSpan.FromMinutes(1));
        var state = checks.Tick(default, [100]).State; // The first tick has no checks.
        List<string> decisions = [];
        foreach (var value in new double?[] { 50, 100, null, 100, 50, 100 })
        {
            var answer = checks.Tick(state, [value]);
            state = answer.State;
            decisions.Add(answer.Decision.GetType().Name);
        }

        Assert.Equal(["Hold", "Continue", "Hold", "Continue", "Hold", "Halt"], decisions);
    }

    [Fact]
    public void Flagger_has_no_checks_at_its_first_tick() => Assert.IsType<RuleDecision.Continue>(
        new FlaggerChecks([SuccessRate], 1, TimeSpan.FromMinutes(1)).Tick(default, [null]).Decision);

    [Fact]
    public void Flagger_counts_one_failure_when_two_checks_fail()
    {
        var checks = new FlaggerChecks([SuccessRate, CrashedShare], 9, TimeSpan.FromMinutes(1));

        var answer = checks.Tick(new(0, 1), [50, 50]);

        Assert.Equal(1, answer.State[0]);
        Assert.Equal("install-success-rate is 50", answer.Decision.Because.Sentence);
        Assert.Equal(
            "crashed-share is 50", checks.Tick(new(0, 1), [100, 50]).Decision.Because.Sentence);
    }

    [Fact]
    public void Flagger_without_data_loses_its_ticks_and_rolls_back()
    {
        var rule = Asking.Built("flagger", ("threshold", Asking.Number(2)));
        var (state, percent) = (RuleState.Empty, rule.Ramp.FirstPercent);
        List<string> course = [];
        for (var minute = 0; minute <= 5; minute++)
        {
            var answer = RuleDecider.Ask(
                rule, state, RolloutEvidence.Empty, Asking.At(TimeSpan.FromMinutes(minute), percent));
            state = answer.State;
            percent = answer.Decision is RuleDecision.Advance advance ? advance.Percent : percent;
            course.Add($"{answer.Decision.GetType().Name} {percent}");
        }

        Assert.Equal(
            ["Continue 0", "Advance 10", "Hold 10", "Hold 10", "Halt 10", "Continue 10"], course);
    }

    [Fact]
    public void Flagger_goes_one_weight_further_at_each_tick_and_does_not_catch_up()
    {
        var rule = Asking.Built(
            "flagger", ("threshold", Asking.Number(9)), ("step-weight", Asking.Number(20)),
            ("max-weight", Asking.Number(50)), ("crashed-share", Asking.Number(100)));
        var (state, percent) = (RuleState.Empty, rule.Ramp.FirstPercent);
        List<double> course = [];
        foreach (var passes in new[] { true, true, false, true, true, true })
        {
            var moment = Asking.At(TimeSpan.FromMinutes(course.Count + 1), percent);
            var evidence = RolloutEvidence.Empty with
            {
                Windows =
                [
                    new(
                        SliceKey.Whole, moment.Now - TimeSpan.FromMinutes(1), moment.Now,
                        new() { Succeeded = 99, FailedStart = passes ? 1 : 2 }, default, default),
                ],
            };
            var answer = RuleDecider.Ask(rule, state, evidence, moment);
            state = answer.State;
            percent = answer.Decision is RuleDecision.Advance advance ? advance.Percent : percent;
            course.Add(percent);
        }

        Assert.Equal([20, 40, 40, 50, 100, 100], course);
    }

    public static TheoryData<ArgoMetric, ArgoCounts, ArgoPhase, ArgoPhase> Argo => new()
    {
        { new(FailureLimit: 2), new(0, 3, 0, 0, 0, 0), ArgoPhase.Failed, ArgoPhase.Failed },
        { new(FailureLimit: 3), new(0, 3, 0, 0, 0, 0), ArgoPhase.Running, ArgoPhase.Successful },
        { new(FailureLimit: -1), new(0, 99, 0, 0, 0, 0), ArgoPhase.Running, ArgoPhase.Successful },
        { new(InconclusiveLimit: 2), new(0, 0, 3, 0, 0, 0), ArgoPhase.Inconclusive, ArgoPhase.Inconclusive },
        { new(), new(0, 0, 0, 5, 5, 0), ArgoPhase.Error, ArgoPhase.Error },
        { new(), new(0, 0, 0, 4, 4, 0), ArgoPhase.Running, ArgoPhase.Successful },
        { new(), default, ArgoPhase.Pending, ArgoPhase.Successful },
        { new(FailureLimit: 4, ConsecutiveSuccessLimit: 4, Count: 10), new(5, 3, 0, 0, 0, 4), ArgoPhase.Successful,
            ArgoPhase.Successful },
        { new(FailureLimit: 4, ConsecutiveSuccessLimit: 4, Count: 10), new(4, 5, 0, 0, 0, 4), ArgoPhase.Failed,
            ArgoPhase.Failed },
        { new(Count: 2), new(2, 0, 0, 0, 0, 2), ArgoPhase.Successful, ArgoPhase.Successful },
        { new(Count: 3), new(2, 0, 0, 1, 0, 2), ArgoPhase.Running, ArgoPhase.Successful }, // Errors do not count.
        { new(HasInterval: false), new(1, 0, 0, 0, 0, 1), ArgoPhase.Successful, ArgoPhase.Successful },
        { new(), new(99, 0, 0, 0, 0, 99), ArgoPhase.Running, ArgoPhase.Successful }, // An interval alone has no end.
        { new(), new(0, 1, 1, 5, 5, 0), ArgoPhase.Error, ArgoPhase.Error }, // Error, inconclusive, failed.
        { new(), new(0, 1, 1, 0, 0, 0), ArgoPhase.Inconclusive, ArgoPhase.Inconclusive },
    };

    [Theory, MemberData(nameof(Argo))]
    public void Argo_assesses_a_metric_in_its_order(
        ArgoMetric metric, ArgoCounts counts, ArgoPhase running, ArgoPhase terminating)
    {
        Assert.Equal(running, metric.Assess(counts));
        Assert.Equal(terminating, metric.Assess(counts, terminating: true));
    }

    [Theory]
    [InlineData(true, null, ArgoPhase.Successful)]
    [InlineData(false, null, ArgoPhase.Failed)]
    [InlineData(null, true, ArgoPhase.Failed)]
    [InlineData(null, false, ArgoPhase.Successful)]
    [InlineData(true, true, ArgoPhase.Failed)]
    [InlineData(true, false, ArgoPhase.Successful)]
    [InlineData(false, true, ArgoPhase.Failed)]
    [InlineData(false, false, ArgoPhase.Inconclusive)]
    [InlineData(null, null, ArgoPhase.Successful)]
    public void Argo_measures_by_two_conditions(bool? success, bool? failure, ArgoPhase phase) =>
        Assert.Equal(phase, ArgoMetric.Measure(success, failure));

    [Fact]
    public void Argo_counts_errors_in_a_row_and_successes_in_a_row()
    {
        var counts = default(ArgoCounts);
        foreach (var phase in new[] { ArgoPhase.Error, ArgoPhase.Error, ArgoPhase.Successful, ArgoPhase.Successful,
            ArgoPhase.Failed, ArgoPhase.Inconclusive, ArgoPhase.Error })
        {
            counts = counts.With(phase);
        }

        Assert.Equal(new ArgoCounts(2, 1, 1, 3, 1, 0), counts);
        Assert.Equal(4, counts.Count);
    }

    [Fact]
    public void Argo_tries_an_error_again_after_ten_seconds_and_aborts_after_five()
    {
        var rule = Asking.Default("argo");
        var (state, next) = (RuleState.Empty, VirtualTime.Zero + TimeSpan.FromMinutes(5));
        List<double> asked = [];
        RuleDecision decision;
        do
        {
            asked.Add((next - VirtualTime.Zero).TotalSeconds);
            var answer = RuleDecider.Ask(
                rule, state, RolloutEvidence.Empty, new(next, VirtualTime.Zero, Asking.Noon, 20));
            (decision, state, next) = (answer.Decision, answer.State, answer.Next);
        }
        while (!next.IsNever);

        Assert.Equal([300, 310, 320, 330, 340], asked);
        Assert.Equal(
            "error: 0 successful, 0 failed, 5 errors", Assert.IsType<RuleDecision.Halt>(decision).Because.Sentence);
    }

    [Fact]
    public void GrowthBook_reaches_everything_in_a_quarter_of_its_monitoring() => Assert.Equal(
        [(0, 10), (6, 25), (12, 50), (18, 75), (24, 100)],
        RampWait.Course(Asking.Default("growthbook").Ramp)
            .Select(step => ((int)step.After.TotalHours, (int)step.Percent)));

    [Theory]
    [InlineData(1000, 100, 1000, 10, 1, "Halt")]
    [InlineData(1000, 20, 1000, 10, 1, "Continue")]
    [InlineData(1000, 10, 1000, 100, 1, "Continue")] // It is one-sided.
    [InlineData(0, 0, 1000, 10, 1, "Continue")] // No data.
    [InlineData(0, 0, 0, 0, 1, "Continue")]
    [InlineData(1000, 20, 1000, 10, 96, "Clear")] // What is open at the end ships.
    [InlineData(0, 0, 0, 0, 96, "Clear")]
    public void GrowthBook_fails_when_the_interval_leaves_zero(
        long active, long crashed, long others, long othersCrashed, double hours, string decision) => Assert.Equal(
        decision,
        Asking.Decide(
            new SafeRollout(TimeSpan.FromDays(4)),
            Asking.Using(
                new() { ActiveDevices = active, CrashedDevices = crashed },
                new() { ActiveDevices = others, CrashedDevices = othersCrashed }),
            Asking.AtHour(hours)).GetType().Name);

    [Fact]
    public void Autopatch_s_rings_start_on_their_days()
    {
        var ramp = Assert.IsType<RingsRamp>(Asking.Default("autopatch").Ramp);

        Assert.Equal(
            [("Test", 0, 0, 0), ("Ring1", 1, 2, 2), ("Ring2", 5, 2, 2), ("Ring3", 9, 5, 2), ("Last", 10, 3, 2)],
            ramp.Rings.Select(ring =>
                (ring.Name, ring.Deferral.Days, ring.Deadline.Days, ring.Grace.Days)));
        Assert.Equal(
            [(0, 1), (1, 5), (5, 20), (9, 80), (10, 100)],
            RampWait.Course(ramp).Select(step => (step.After.Days, (int)step.Percent)));
    }

    [Fact]
    public void Rules_that_halt_on_nothing_are_those_whose_definition_says_so() => Assert.Equal(
        ["argo", "flagger", "kayenta"],
        RuleRegistry.Shipped.Presets
            .Where(preset => preset.Default.Brakes.Any(brake => brake.HaltsOnNothing))
            .Select(preset => preset.Name));
}
