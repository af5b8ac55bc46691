using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>How devices draw, and what a ramp alone costs.</summary>
public sealed class AdmissionTests
{
    [Theory]
    [InlineData(-1, 0, 2880, 0)]
    [InlineData(0, 0, 2880, 0)]
    [InlineData(1440, 0, 2880, 0.5)]
    [InlineData(1440, 0.1, 2880, 0.55)]
    [InlineData(2880, 0.1, 2880, 1)]
    [InlineData(2881, 0.1, 2880, 1)]
    public void Fedora_s_throttle_opens_with_the_time(int minutes, double start, int duration, double throttle) =>
        Assert.Equal(
            throttle,
            Wariness.Throttle(TimeSpan.FromMinutes(minutes), start, TimeSpan.FromMinutes(duration)), 12);

    [Fact]
    public void Fedora_s_throttle_without_a_duration_stays_at_its_start()
    {
        Assert.Equal(0.3, Wariness.Throttle(TimeSpan.FromDays(9), 0.3, null));
        Assert.Equal(0, Wariness.Throttle(TimeSpan.FromDays(-9), 0.3, null));
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.500001, false)]
    public void A_device_of_Fedora_sees_a_release_up_to_its_wariness(double wariness, bool sees) => Assert.Equal(
        sees,
        new Wariness(0, TimeSpan.FromMinutes(2880)).Admits(
            new(0, "", 0, wariness, 100, TimeSpan.FromMinutes(1440), TimeSpan.Zero)));

    [Theory]
    [InlineData(30, true)]
    [InlineData(29, false)]
    [InlineData(0, false)]
    public void An_operator_s_percentage_limits_the_throttle_of_Fedora(double percent, bool sees) => Assert.Equal(
        sees, new Wariness(0, TimeSpan.FromDays(2)).Admits(new(0, "", 0, 0.3, percent, TimeSpan.MaxValue, default)));

    public static TheoryData<string> Simulated =>
        [.. RuleRegistry.Shipped.Presets.Where(SimulatedRules.Includes).Select(preset => preset.Name)];

    [Theory, MemberData(nameof(Simulated))]
    public void The_admission_of_a_rule_that_is_simulated_can_be_published(string name)
    {
        var admission = Asking.Default(name).Ramp.Admission;

        Assert.Equal(admission, AdmissionTerms.Of(admission)!.Admission);
    }

    [Fact]
    public void A_throttle_without_an_end_can_be_published_and_a_way_of_one_s_own_cannot()
    {
        var throttle = new Wariness(0.25, null);

        Assert.Equal(throttle, AdmissionTerms.Of(throttle)!.Admission);
        Assert.Null(AdmissionTerms.Of(new OneOfMyOwn()));
        Assert.Null(new AdmissionTerms("lottery", []).Admission);
    }

    [Fact]
    public void All_rules_of_the_library_are_simulated() =>
        Assert.All(RuleRegistry.Shipped.Presets, preset => Assert.True(SimulatedRules.Includes(preset), preset.Name));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0.25, 0.25)]
    [InlineData(7, 1)]
    public void A_wariness_that_is_sent_is_clamped(double sent, double wariness) =>
        Assert.Equal(wariness, Wariness.Sent(sent));

    [Fact]
    public void A_wariness_by_hash_is_never_zero()
    {
        Assert.Equal(1e-6, Wariness.OfHash(0));
        Assert.Equal(0.5, Wariness.OfHash(1UL << 63));
        Assert.Equal(1, Wariness.OfHash(ulong.MaxValue));
        Assert.Equal(Wariness.OfDevice("a"), Wariness.OfDevice("a"));
    }

    [Fact]
    public void ChromeOs_waits_have_their_chances()
    {
        var schedule = ChromeOs((2, 0), (7, 50), (9, 80), (14, 100));
        var waits = (
            from draw in Enumerable.Range(1, 100)
            from part in Enumerable.Range(0, 10)
            select schedule.DaysOf(draw, part / 10.0)).ToArray();

        Assert.Equal(
            new[] { (3, 100), (4, 100), (5, 100), (6, 100), (7, 100), (8, 150), (9, 150), (10, 40), (11, 40), (12, 40),
                (13, 40), (14, 40) },
            waits.CountBy(days => days).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(7.45, waits.Average(), 12);
    }

    public static TheoryData<int[], bool> Schedules => new()
    {
        { [2, 0, 7, 50, 9, 80, 14, 100], true },
        { [2, 10, 4, 20, 5, 40], false },
        { [2, 10, 6, 20, 11, 20, 12, 100], false },
        { [2, 10, 4, 20, 15, 30, 10, 100], false },
        { [1, 100], true },
        { [0, 100], false },
        { [], false },
    };

    [Theory, MemberData(nameof(Schedules))]
    public void ChromeOs_switches_staging_off_for_a_schedule_that_is_not_one(int[] steps, bool isValid)
    {
        var schedule = ChromeOs([.. steps.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal(isValid, schedule.IsValid);
        Assert.Equal(
            isValid ? 1 : 0,
            Math.Sign(schedule.WaitOf(new(0, "", 0.42, 0, 100, TimeSpan.Zero, TimeSpan.Zero)).TotalDays));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(14, 14)]
    [InlineData(15, 3)]
    [InlineData(0, 3)]
    [InlineData(null, 3)]
    public void ChromeOs_keeps_a_wait_that_is_possible(int? kept, int days) =>
        Assert.Equal(days, ChromeOs((2, 0), (7, 50), (9, 80), (14, 100)).DaysOf(kept, 1, 0));

    public static TheoryData<string, string, TimeSpan, double> Waits => new()
    {
        { "linear", "over", TimeSpan.FromHours(72), 36 },
        { "linear", "over", TimeSpan.FromHours(48), 24 },
        { "linear", "over", TimeSpan.FromHours(24), 12 },
        { "growthbook", "monitoring", TimeSpan.FromDays(4), 14.4 },
        { "fedora", "duration", TimeSpan.FromHours(48), 24 },
    };

    [Theory, MemberData(nameof(Waits))]
    public void A_ramp_alone_costs_its_mean_wait(string name, string key, TimeSpan value, double hours)
    {
        var keys = new List<(string, RuleValue)> { (key, new RuleValue.Duration(value)) };
        if (name == "linear")
            keys.Add(("every", new RuleValue.Duration(TimeSpan.FromMinutes(1))));

        Assert.Equal(1, MeanHours(Asking.Built(name, [.. keys]).Ramp) / hours, 0.01);
    }

    [Theory]
    [InlineData("all-at-once", 0)]
    [InlineData("app-store", 122.88)]
    [InlineData("memfault", 105.6)]
    [InlineData("chromeos", 178.8)]
    [InlineData("autopatch", 24 * (0.04 + 0.15 * 5 + 0.6 * 9 + 0.2 * 10))]
    public void A_ramp_with_its_defaults_costs_its_mean_wait(string name, double hours)
    {
        var ramp = Asking.Default(name).Ramp;

        Assert.Equal(hours, MeanHours(ramp), hours * 0.01);
        if (name is not "chromeos")
            Assert.Equal(hours, RampWait.OfPercentages(ramp).TotalHours, 9);
    }

    [Fact]
    public void Ubuntu_costs_27_hours_by_its_percentages_and_a_little_less_by_apt_s_draw()
    {
        var ramp = Asking.Default("ubuntu-phased").Ramp;

        Assert.Equal(27, RampWait.OfPercentages(ramp).TotalHours, 9);
        Assert.Equal(6 * (9 - 459 / 101.0), MeanHours(ramp), 0.15); // Each step admits (p + 1)/101.
    }

    private static double MeanHours(Model.Rollouts.Rules.IRamp ramp) => RampWait.Mean(ramp, 100_000).TotalHours;

    private sealed record OneOfMyOwn : IAdmission
    {
        public string Name => "mine";

        public bool Admits(in AdmissionRequest request) => true;
    }

    private static StagingSchedule ChromeOs(params (int Days, int Percent)[] steps) =>
        new([.. steps.Select(step => new StagingStep(step.Days, step.Percent))]);
}
