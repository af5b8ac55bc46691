using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>Brakes that read crashes and use.</summary>
public sealed class CrashBrakeTests
{
    [Theory]
    [InlineData(1_200_000, 13_100, true)]
    [InlineData(1_200_000, 13_080, false)] // 1.09 % is not more than 1.09 %.
    [InlineData(1_200_000, 13_081, true)]
    [InlineData(0, 0, false)]
    public void Play_compares_the_share_of_daily_users(long active, long crashed, bool halts) => Assert.Equal(
        halts, Halts(new PlayVitals(), Day(active, crashed)));

    [Fact]
    public void Play_averages_over_28_days_and_forgets_older_ones()
    {
        var quiet = new UseCounts { ActiveDevices = 100, CrashedDevices = 1 };

        Assert.False(Halts(new PlayVitals(), [.. Enumerable.Repeat(quiet, 27), quiet with { CrashedDevices = 3 }]));
        Assert.True(Halts(new PlayVitals(), [.. Enumerable.Repeat(quiet, 27), quiet with { CrashedDevices = 4 }]));
        Assert.False(Halts(new PlayVitals(), [quiet with { CrashedDevices = 99 }, .. Enumerable.Repeat(quiet, 28)]));
    }

    [Theory]
    [InlineData(50, 4, false)] // 8 % is not more than 8 %.
    [InlineData(50, 5, true)]
    public void Play_looks_at_each_model(long active, long crashed, bool halts)
    {
        var moment = Asking.AtHour(1);
        var days = Asking.Days(moment, [(new() { ActiveDevices = 10_000 }, default)])
            .Concat(Asking.Days(moment, [(new() { ActiveDevices = active, CrashedDevices = crashed }, default)])
                .Select(day => day with { Key = day.Key with { Model = "iPhone15,2" } }));

        var decision = Asking.Decide(
            new PlayVitals(), RolloutEvidence.Empty with { Days = [.. days] }, moment);

        Assert.Equal(halts, decision is RuleDecision.Halt);
        if (halts)
        {
            Assert.Equal(
                "5 of 50 daily users of iPhone15,2 had a crash in 28 days", decision.Because.Sentence);
        }
    }

    public static TheoryData<UseCounts[], bool> ToyDays => new()
    {
        { [new() { Crashes = 13, Expected = 10, ActiveDevices = 1000 }], true },
        { [new() { Crashes = 12, Expected = 10, ActiveDevices = 1000 }], false },
        { [new() { Crashes = 1, Expected = 0.01, ActiveDevices = 1 }], true },
        { [new() { Crashes = 3, Expected = 10, ActiveDevices = 9 }, default], false },
        { [default], false },
        { [], false },
    };

    [Theory, MemberData(nameof(ToyDays))]
    public void The_toy_gate_compares_one_day(UseCounts[] days, bool halts) =>
        Assert.Equal(halts, Halts(new ToyGate(), days));

    [Theory]
    [InlineData(7, 2, "Continue")]
    [InlineData(9, 3, "Halt")]
    [InlineData(4, 5, "Continue")]
    [InlineData(0, 2.25, "Continue")]
    [InlineData(0, 2.2513, "Clear")]
    [InlineData(0, 0, "Continue")]
    public void Wald_s_test_halts_continues_and_clears(long crashes, double expected, string decision) =>
        Assert.Equal(decision, Decided(new WaldTest(new(2, 0.05, 0.1)), crashes, expected));

    [Theory]
    [InlineData(15, 6, "Halt")]
    [InlineData(15, 7.5, "Continue")]
    [InlineData(69, 10.5, "Clear")] // The surveillance is over.
    [InlineData(10, 10, "Continue")]
    [InlineData(1, 0, "Halt")]
    [InlineData(0, 0, "Continue")]
    public void MaxSprt_halts_within_its_limit_and_clears_after_it(long crashes, double expected, string decision) =>
        Assert.Equal(decision, Decided(new PoissonSequential(0.05, 10), crashes, expected));

    [Fact]
    public void MaxSprt_waits_for_its_least_number_of_crashes()
    {
        Assert.Equal("Continue", Decided(new PoissonSequential(0.05, 10, 4), 3, 0));
        Assert.Equal("Halt", Decided(new PoissonSequential(0.05, 10, 4), 4, 0));
    }

    [Theory]
    [InlineData(5, 1, false)] // 5.1 is below 20.
    [InlineData(6, 1, false)]
    [InlineData(7, 1, true)]
    [InlineData(0, 9, false)] // Too few are evidence too, and do not halt.
    [InlineData(0, 0, false)]
    public void A_gamma_mixture_halts_on_too_many_only(long crashes, double expected, bool halts) => Assert.Equal(
        halts ? "Halt" : "Continue", Decided(new GammaMixture(0.05), crashes, expected));

    [Fact]
    public void Cusum_sums_up_what_is_above_its_reference_and_keeps_its_sum()
    {
        // The rate ratio 2 and 2.0794 expected give a reference of 3, as in the hand trace: 1 3 2 6 9 14.
        var brake = new CusumOfCrashes(2, 10);
        var expected = 3 * PortableMath.Log(2);
        var (state, crashes, mu) = (default(PartState), 0L, 0.0);
        List<(double, bool)> sums = [];
        foreach (var count in new[] { 4, 5, 2, 7, 6, 8 })
        {
            (crashes, mu) = (crashes + count, mu + expected);
            var answer = brake.Ask(
                state, Asking.Using(new() { Crashes = crashes, Expected = mu }), Asking.AtHour(1));
            state = answer.State;
            sums.Add((Math.Round(state[0], 9), answer.Decision is RuleDecision.Halt));
        }

        Assert.Equal([(1, false), (3, false), (2, false), (6, false), (9, false), (14, true)], sums);
    }

    [Theory]
    [InlineData(150, 2, true)]
    [InlineData(143, 2, false)]
    [InlineData(144, 2, false)] // 1.44 % is not more than 1.44 %.
    [InlineData(150, 1, false)] // It recovers already.
    public void Burn_rate_needs_both_windows(long crashes, double shortPercent, bool halts)
    {
        var brake = new BurnRate(14.4, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 0.1);
        var inShort = (long)Math.Round(10_000 / 12.0 * shortPercent / 100);
        var windows = Enumerable.Range(0, 12).Select(i => Window(
            i, i == 11 ? inShort : (crashes - inShort) / 11 + (i < (crashes - inShort) % 11 ? 1 : 0)));

        var decision = Asking.Decide(brake, RolloutEvidence.Empty with { Windows = [.. windows] }, Asking.AtHour(1));

        Assert.Equal(halts, decision is RuleDecision.Halt);

        static EvidenceWindow Window(int i, long count) => new(
            SliceKey.Whole, VirtualTime.Zero + TimeSpan.FromMinutes(5 * i),
            VirtualTime.Zero + TimeSpan.FromMinutes(5 * (i + 1)), default,
            new() { Crashes = count, UseMilliseconds = 3_000_000_000 }, default); // 10,000 hours in twelve windows.
    }

    [Theory]
    [InlineData(14.4, 1, 100, 51.84)]
    [InlineData(6, 6, 100, 129.6)]
    [InlineData(1, 72, 100, 259.2)]
    public void Burn_rate_fires_after_its_time(double limit, double hours, double errors, double seconds) =>
        Assert.Equal(
            seconds,
            new BurnRate(limit, TimeSpan.FromHours(hours), TimeSpan.FromMinutes(5), 0.1)
                .TimeToFire(errors).TotalSeconds, 9);

    [Theory]
    [InlineData(0.02, 1, 14.4)]
    [InlineData(0.05, 6, 6)]
    [InlineData(0.1, 72, 1)]
    public void Burn_rate_uses_a_share_of_the_budget(double share, double hours, double limit) =>
        Assert.Equal(limit, BurnRate.LimitFor(share, TimeSpan.FromHours(hours)), 12);

    [Theory]
    [InlineData(5, 20, 1, 1, true)] // Fewer than the control: no halt, though the evidence is 24.
    [InlineData(20, 5, 1, 1, false)]
    [InlineData(20, 10, 1, 1, true)]
    [InlineData(22, 78, 1, 9, false)]
    [InlineData(20, 80, 1, 9, true)]
    [InlineData(7, 0, 1, 1, true)]
    [InlineData(8, 0, 1, 1, false)] // The first halt of crashes that are all treated.
    [InlineData(0, 0, 1, 1, true)]
    [InlineData(9, 0, 1, 0, true)] // Without a control nothing is known.
    public void Two_arms_with_a_flat_prior_halt_at_twenty(
        long treated, long control, int use, int useControl, bool continues)
    {
        var decision = Asking.Decide(
            new TwoArmCounts(0.05, PriorWeight: 0),
            Asking.Using(
                new() { Crashes = treated, UseMilliseconds = use * 1000L },
                new() { Crashes = control, UseMilliseconds = useControl * 1000L }),
            Asking.AtHour(1));

        Assert.Equal(continues, decision is RuleDecision.Continue);
    }

    [Fact]
    public void Two_arms_in_steps_have_the_evidence_of_all_at_once()
    {
        var brake = new TwoArmCounts(0.05, PriorWeight: 2);
        var whole = brake.Ask(default, Counts(22, 78, 10), Asking.AtHour(1)).State;
        var first = brake.Ask(default, Counts(3, 40, 5), Asking.AtHour(1)).State;
        var second = brake.Ask(first, Counts(22, 78, 10), Asking.AtHour(2)).State;

        Assert.Equal(whole[4], second[4], 9);

        static RolloutEvidence Counts(long treated, long control, long hours) => Asking.Using(
            new() { Crashes = treated, UseMilliseconds = hours * 1000 },
            new() { Crashes = control, UseMilliseconds = hours * 9000 });
    }

    [Fact]
    public void A_single_crash_on_the_first_device_does_not_halt_with_a_prior_of_its_share() => Assert.IsType<
        RuleDecision.Continue>(Asking.Decide(
            new TwoArmCounts(0.05, PriorWeight: 2),
            Asking.Using(
                new() { Crashes = 1, UseMilliseconds = 1000 }, new() { Crashes = 0, UseMilliseconds = 99_000 }),
            Asking.AtHour(1)));

    [Theory]
    [InlineData("withdraw-and-remove", true)]
    [InlineData("withdraw", false)]
    public void A_release_is_withdrawn_some_hours_after_an_application_is_listed_as_affected(
        string action, bool removes)
    {
        var evidence = RolloutEvidence.Empty with { Listed = ["mail", "safari"] };
        var rule = Asking.Built("apple", ("action", new RuleValue.Word(action)));

        var none = RuleDecider.Ask(rule, RuleState.Empty, RolloutEvidence.Empty, Asking.AtHour(0, 1));
        var found = RuleDecider.Ask(rule, none.State, evidence, Asking.AtHour(1, 1));
        var later = RuleDecider.Ask(rule, found.State, evidence, Asking.AtHour(5, 1));

        Assert.False(found.Changes && found.Decision is RuleDecision.Withdraw);
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(5), found.State.Pending!.At);
        var withdraw = Assert.IsType<RuleDecision.Withdraw>(later.Decision);
        Assert.Equal(removes, withdraw.RemoveFromDevices);
        Assert.Equal("mail, safari on the list of affected applications", withdraw.Because.Sentence);
    }

    [Fact]
    public void A_developer_pauses_a_phased_release_in_working_hours()
    {
        var rule = Asking.Default("app-store");
        var bad = Asking.Using(new() { Crashes = 20, Expected = 9.9 });

        var found = RuleDecider.Ask(rule, RuleState.Empty, bad, Asking.AtHour(10, 1)); // 22:00.
        var decided = RuleDecider.Ask(rule, found.State, bad, Asking.AtHour(25, 2)); // 13:00 of the next day.

        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(25), found.State.Pending!.At);
        Assert.True(decided is
        {
            Changes: true,
            Decision: RuleDecision.Halt { Effects: HaltEffects.StopOffering | HaltEffects.PauseUntilResumed },
        });
    }

    private static UseCounts[] Day(long active, long crashed) =>
        [new() { ActiveDevices = active, CrashedDevices = crashed }];

    private static bool Halts(IBrake brake, UseCounts[] days)
    {
        var moment = Asking.AtHour(1);
        return Asking.Decide(
            brake,
            RolloutEvidence.Empty with
            {
                Days = [.. Asking.Days(moment, [.. days.Select(day => (day, default(UseCounts)))])],
            },
            moment) is RuleDecision.Halt;
    }

    private static string Decided(IBrake brake, long crashes, double expected) => Asking.Decide(
        brake, Asking.Using(new() { Crashes = crashes, Expected = expected }), Asking.AtHour(1)).GetType().Name;
}
