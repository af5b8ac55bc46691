using System.Globalization;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

public sealed class UbuntuPhasedTests
{
    [Theory]
    [InlineData("phased-1.0-912e43bd1c1d4ba481f9f8ccab25f9ee", 24)]
    [InlineData("phased-1.0-00000000000000000000000000000001", 38)]
    [InlineData("rsr-16.5.1a-912e43bd1c1d4ba481f9f8ccab25f9ee", 13)]
    [InlineData("rsr-16.5.1a-aaaabbbbccccddddeeeeffff00001111", 63)]
    [InlineData("rsr-16.5.1a-00000000000000000000000000000001", 4)]
    [InlineData("rsr-16.5.1a-deadbeefdeadbeefdeadbeefdeadbeef", 90)]
    [InlineData("", 63)] // The rest is g++ 12 with libstdc++.
    [InlineData("a", 94)]
    [InlineData("abc", 18)]
    [InlineData("éü-1-x", 43)]
    [InlineData("linux-6.8.0-31.31-0123456789abcdef0123456789abcdef", 64)]
    public void Apt_draws_as_libstdc_does(string seed, int draw) => Assert.Equal(draw, AptDraw.Of(seed));

    [Theory]
    [InlineData(0, 997)]
    [InlineData(10, 11_052)]
    [InlineData(50, 50_663)]
    [InlineData(100, 100_000)]
    public void Apt_admits_one_part_in_101_more_than_the_percentage(double percent, int admitted) => Assert.Equal(
        admitted, Enumerable.Range(0, 100_000).Count(i =>
            percent >= 100 || AptDraw.Of($"phased-1.0-{i}") <= percent));

    [Theory]
    [InlineData("912e43bd1c1d4ba481f9f8ccab25f9ee", 13)]
    [InlineData("aaaabbbbccccddddeeeeffff00001111", 63)]
    [InlineData("00000000000000000000000000000001", 4)]
    [InlineData("deadbeefdeadbeefdeadbeefdeadbeef", 90)]
    public void A_machine_draws_for_a_release_as_apt_does_for_its_version(string machine, int draw)
    {
        var id = UInt128.Parse(machine, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        Assert.Equal(draw, AptDraw.Of("16.5.1-a", id));
        Assert.Equal(
            [false, true, true], new double[] { draw - 1, draw, 100 }.Select(percent => AptDraw.ByMachine.Admits(
                new(id, "16.5.1-a", 0, 0, percent, TimeSpan.Zero, TimeSpan.Zero))));
    }

    public static TheoryData<long[], long, double, double, bool> Rates => new()
    {
        { [4, 6, 5, 5, 4, 6], 3, 10, 6, true },
        { [40, 60, 50, 50, 40, 60], 4, 10, 6, true },
        { [40, 60, 50, 50, 40, 60], 12, 50, 12, false },
        { [40, 60, 50, 50, 40, 60], 15, 50, 12, false },
        { [4, 6, 5, 5, 4, 6], 0, 10, 6, false }, // No data of the new version today.
        { [], 1, 10, 6, true }, // Nothing is known of the version before.
        { [], 0, 10, 6, false },
        { [0, 0, 0, 0, 0], 3, 10, 23, true },
        { [0, 0, 0, 0, 0], 2, 10, 23, false },
        { [1, 0, 0, 0, 0], 3, 10, 23, true },
        { [1, 0, 0, 0, 0], 2, 10, 23, false }, // Two may be a fluke.
        { [0, 0, 9, 0, 0, 0], 4, 100, 12, false }, // Four days with 9, 0, 0, 0: an ordinary day of 6; 4 - 3 is 1.
        { [0, 0, 9, 0, 0, 0], 5, 100, 12, true },
        { [3], 4, 100, 24, true }, // A minute before midnight: 4 - 3 * 1439/1440 is more than 1.
    };

    [Theory, MemberData(nameof(Rates))]
    public void Today_is_compared_with_an_ordinary_day(
        long[] before, long today, double percent, double hour, bool halts)
    {
        var moment = AtTimeOfDay(TimeSpan.FromMinutes(Math.Min(hour * 60, 1439.9)), percent);

        var decision = Asking.Decide(new UbuntuCrashRate(), Crashes(before, today, moment), moment);

        Assert.Equal(halts, decision is RuleDecision.Halt { Effects: HaltEffects.LowerToZero });
    }

    [Theory]
    [InlineData(new long[] { 4, 6, 5, 5, 4, 6 }, 6)]
    [InlineData(new long[] { 40, 60, 50, 50, 40, 60 }, 58)]
    [InlineData(new long[] { 0, 0, 0 }, 0)]
    [InlineData(new long[] { 0, 1 }, 1)]
    [InlineData(new long[] { 0, 5 }, 5)]
    [InlineData(new long[] { 7 }, 7)]
    public void An_ordinary_day_is_the_mean_and_a_deviation(long[] days, double ordinary) =>
        Assert.Equal(ordinary, UbuntuCrashRate.OrdinaryDay(days));

    [Theory]
    [InlineData(3, 6, 10, 360, 2.85)]
    [InlineData(4, 58, 10, 360, 2.55)]
    [InlineData(12, 58, 50, 720, -2.5)]
    [InlineData(15, 58, 50, 720, 0.5)]
    [InlineData(15, 58, 0, 720, -14)] // The percentage 0 does not scale.
    public void The_difference_is_scaled_to_the_percentage_and_the_time_of_day(
        long today, double ordinary, double percent, int minute, double difference) =>
        Assert.Equal(difference, UbuntuCrashRate.Difference(today, ordinary, percent, minute), 12);

    [Fact]
    public void A_version_before_with_data_of_today_only_halts_nothing()
    {
        var moment = AtTimeOfDay(TimeSpan.FromHours(6), 10);
        var evidence = RolloutEvidence.Empty with
        {
            Days = [.. Asking.Days(moment, [(new() { Crashes = 90 }, new() { Crashes = 1 })])],
        };

        Assert.IsType<RuleDecision.Continue>(Asking.Decide(new UbuntuCrashRate(), evidence, moment));
    }

    public static TheoryData<CrashKind, bool> Kinds => new()
    {
        { new("Safari", "a+1", 9, 3, SeenOnBase: false), true },
        { new("Safari", "a+1", 9, 2, SeenOnBase: false), false },
        { new("Safari", "a+1", 99, 30, SeenOnBase: true), false },
        { new("Safari", "failed:a+1", 99, 30, SeenOnBase: false), false },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_new_kind_of_crash_on_more_than_two_devices_halts(CrashKind kind, bool halts) => Assert.Equal(
        halts,
        Asking.Decide(new NewCrashKind(), RolloutEvidence.Empty with { Kinds = [kind] }, Asking.AtHour(6))
            is RuleDecision.Halt);

    [Fact]
    public void The_ramp_takes_54_hours_and_is_checked_before_each_step()
    {
        var rule = Asking.Default("ubuntu-phased");
        var (state, percent, next) = (RuleState.Empty, rule.Ramp.FirstPercent, VirtualTime.Zero);
        List<(double, double)> steps = [(0, percent)];
        while (!next.IsNever)
        {
            var answer = RuleDecider.Ask(
                rule, state, RolloutEvidence.Empty, new(next, VirtualTime.Zero, Asking.Noon, percent));
            if (answer.Changes)
            {
                percent = Assert.IsType<RuleDecision.Advance>(answer.Decision).Percent;
                steps.Add(((next - VirtualTime.Zero).TotalHours, percent));
            }

            (state, next) = (answer.State, answer.Next);
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (i * 6.0, 10.0 + i * 10)), steps);
    }

    [Fact]
    public void A_halt_is_found_at_the_next_step_and_not_before()
    {
        var rule = Asking.Default("ubuntu-phased");
        var bad = RolloutEvidence.Empty with { Kinds = [new("Safari", "new", 5, 5, SeenOnBase: false)] };

        var between = RuleDecider.Ask(rule, RuleState.Empty, bad, Asking.AtHour(5.9, 10));
        var atStep = RuleDecider.Ask(rule, between.State, bad, Asking.AtHour(6, 10));

        Assert.False(between.Changes);
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(6), between.Next);
        var halt = Assert.IsType<RuleDecision.Halt>(atStep.Decision);
        Assert.Equal("Safari: new is new and affects 5 devices", halt.Because.Sentence);
        Assert.Equal([new Figure("devices", 5), new Figure("crashes", 5)], halt.Because.Figures.AsEnumerable());
        Assert.Equal(VirtualTime.Never, atStep.Next);
    }

    private static RuleMoment AtTimeOfDay(TimeSpan time, double percent) =>
        Asking.At(TimeSpan.FromHours(12) + time, percent);

    private static RolloutEvidence Crashes(long[] before, long today, RuleMoment moment) => new()
    {
        Days =
        [
            .. Asking.Days(moment, [
                .. before.Select(crashes => (default(UseCounts), new UseCounts { Crashes = crashes })),
                (new UseCounts { Crashes = today }, default),
            ]),
        ],
    };
}
