using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Crashes;

public sealed class DetectionRuleTests
{
    private static readonly DetectionRule Sequential = new DetectionRule.Sequential(new PoissonMaxSprt(0.05, 10));
    private static readonly DetectionRule Toy = new DetectionRule.ToyGate();
    private static readonly DetectionRule Play = new DetectionRule.PlayVitals();
    private static readonly DetectionRule Ubuntu = new DetectionRule.PhasedUpdates();
    private static readonly DetectionRule HawkBit = new DetectionRule.ShareOfGroup(5);
    private static readonly DetectionRule Aws = new DetectionRule.ShareOfReports(5, LeastReports: 20);

    public static TheoryData<DetectionRule, CrashView, bool> Rules => new()
    {
        { Sequential, Over(new(9, 4, 500, 9), new(6, 2, 500, 6)), true },
        { Sequential, Over(new(9, 4, 500, 9), new(6, 3.5, 500, 6)), false },
        { Sequential, Over(new(9, 4, 500, 9), new(60, 7, 500, 60)), false }, // The surveillance is over.
        { Sequential, Over(), false },

        { Toy, Over(new CrashTally(13, 10, 1000, 13)), true },
        { Toy, Over(new CrashTally(12, 10, 1000, 12)), false },
        { Toy, Over(new(50, 10, 1000, 50), new(12, 10, 1000, 12)), false }, // Its window is one epoch.
        { Toy, Over(new CrashTally(1, 0.01, 1, 1)), true },
        { Toy, Over(), false },

        { Play, Over(new CrashTally(200, 200, 10_000, 110)), true }, // The expected number does not matter.
        { Play, Over(new CrashTally(200, 10, 10_000, 109)), false },
        { Play, Over([.. Enumerable.Repeat(new CrashTally(1, 1, 100, 1), 27), new(9, 1, 100, 9)]), true },
        { Play, Over([.. Enumerable.Repeat(new CrashTally(1, 1, 100, 1), 27), new(2, 1, 100, 2)]), false },
        { Play, Over([new(99, 1, 100, 99), .. Enumerable.Repeat(new CrashTally(1, 1, 100, 1), 28)]), false },
        { Play, ByModel(new(5, 1, 900, 5), new(4, 1, 50, 5)), true },
        { Play, ByModel(new(5, 1, 900, 5), new(4, 1, 50, 4)), false },

        { Ubuntu, Over(new(10, 1, 500, 9), new(3, 2.9, 500, 3)), true },
        { Ubuntu, Over(new(10, 1, 500, 9), new(3, 3, 500, 3)), false },
        { Ubuntu, Over(new(1, 9, 500, 1, NewKinds: 1), new(0, 9, 500, 0)), true },
        { Ubuntu, Over(), false },

        { HawkBit, Of(new(100, 50, 6)), true },
        { HawkBit, Of(new(100, 50, 5)), false },
        { HawkBit, Of(new(0, 0, 0)), false },
        { HawkBit, Of(new(1000, 50, 50)), false }, // Devices without a crash count as well.

        { Aws, Of(new(1000, 20, 1)), true },
        { Aws, Of(new(1000, 21, 1)), false },
        { Aws, Of(new(1000, 19, 19)), false },
        { Aws, Of(new(0, 0, 0)), false },
        { new DetectionRule.ShareOfReports(0, LeastReports: 0), Of(new(10, 0, 0)), false },
    };

    [Theory, MemberData(nameof(Rules))]
    public void A_rule_signals_when_its_own_bound_is_passed(DetectionRule rule, CrashView view, bool signals)
    {
        var advice = rule.Judge(view);

        Assert.Equal(signals, advice is DetectionAdvice.Signal);
        if (advice is DetectionAdvice.Signal signal)
            Assert.Equal(rule.Name, signal.Rule);
    }

    [Fact]
    public void A_signal_has_its_reason() => Assert.Equal(
        new DetectionAdvice.Signal(
            "maxsprt", "15 crashes where 6 were expected: log likelihood ratio 4.744, critical 3.467952"),
        Sequential.Judge(Over(new(9, 4, 500, 9), new(6, 2, 500, 6))));

    public static TheoryData<DetectionRule, CrashView, string> Reasons => new()
    {
        { Toy, Over(new CrashTally(1, 0.001, 1, 1)), "1 crash on 1 device that day where 0.001 were expected" },
        { Toy, Over(new CrashTally(2, 0.126, 28, 1)), "2 crashes on 28 devices that day where 0.13 were expected" },
        { Play, Over(new CrashTally(1, 0, 1, 1)), "1 of 1 daily user had a crash in the last 28 days" },
        { Play, Over(new CrashTally(1, 0, 28, 1)), "1 of 28 daily users had a crash in the last 28 days" },
        { Play, ByModel(new(5, 1, 900, 5), new(4, 1, 50, 5)),
            "5 of 50 daily users of iPhone15,2 had a crash that day" },
        { Ubuntu, Over(new CrashTally(1, 0.004, 9, 1)), "1 crash that day where 0.004 were expected" },
        { Ubuntu, Over(new CrashTally(3, 1.256, 9, 1)), "3 crashes that day where 1.26 were expected" },
        { Ubuntu, Over(new CrashTally(1, 0, 9, 1, NewKinds: 1)), "1 kind of crash is new" },
        { Ubuntu, Over(new CrashTally(1, 0, 9, 1, NewKinds: 2)), "2 kinds of crash are new" },
        { HawkBit, Of(new(1, 1, 1)), "1 of 1 device failed, more than 5 %" },
        { Aws, Of(new(1000, 20, 1)), "1 of 20 devices that report failed, at least 5 %" },
    };

    [Theory, MemberData(nameof(Reasons))]
    public void A_reason_has_singular_and_plural_and_no_small_count_becomes_zero(
        DetectionRule rule, CrashView view, string why) =>
        Assert.Equal(new DetectionAdvice.Signal(rule.Name, why), rule.Judge(view));

    [Fact]
    public void Every_rule_has_a_name_of_its_own() =>
        Assert.Equal(
            6, new[] { Sequential, Toy, Play, Ubuntu, HawkBit, Aws }.Select(rule => rule.Name).Distinct().Count());

    private static CrashView Over(params ImmutableArray<CrashTally> epochs) => new(default, epochs, []);

    private static CrashView ByModel(CrashTally one, CrashTally other) =>
        new(default, [one + other], [("iPhone14,5", one), ("iPhone15,2", other)]);

    private static CrashView Of(CrashGroup group) => new(group, [], []);
}
