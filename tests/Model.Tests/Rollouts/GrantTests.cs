using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>Rules that grant single devices, in the vendors' own examples.</summary>
public sealed class GrantTests
{
    private const string Granted = "granted";

    private GrantLedger _ledger = GrantLedger.Empty;

    [Fact]
    public void Nebraska_in_safe_mode_lets_one_canary_go_first()
    {
        var policy = new NebraskaPolicy(2, TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), IsSafeMode: true);

        Assert.Equal(Granted, Ask(1, policy, 0));
        Assert.Equal("period-limit", Ask(2, policy, 1));
        Assert.Equal("concurrent-limit", Ask(2, policy, 16 * 60_000));

        _ledger = _ledger.Heard(1, GrantPhase.Failed, new(17 * 60_000)); // Whatever its result.
        Assert.Equal(Granted, Ask(2, policy, 17 * 60_000));
        Assert.Equal(Granted, Ask(3, policy, 17 * 60_000));
        Assert.Equal("period-limit", Ask(4, policy, 17 * 60_000));
    }

    [Fact]
    public void Nebraska_without_safe_mode_counts_the_period_before_what_is_in_progress()
    {
        var policy = new NebraskaPolicy(2, Milliseconds(500), TimeSpan.FromHours(1), IsSafeMode: false);

        Assert.Equal([Granted, Granted, "period-limit"], new[] { 1L, 2, 3 }.Select(device => Ask(device, policy, 0)));
        Assert.Equal("period-limit", Ask(3, policy, 499));
        Assert.Equal("concurrent-limit", Ask(3, policy, 500)); // A grant exactly one period ago is not within it.
        Assert.Equal("concurrent-limit", Ask(3, policy, 510));

        _ledger = _ledger.Heard(1, GrantPhase.Succeeded, new(511));
        Assert.Equal(Granted, Ask(3, policy, 511));
    }

    [Fact]
    public void Nebraska_in_safe_mode_disables_the_group_after_a_timeout()
    {
        var policy = new NebraskaPolicy(1, Milliseconds(10), Milliseconds(500), IsSafeMode: true);

        Assert.Equal(Granted, Ask(1, policy, 0));
        Assert.Equal("concurrent-limit", Ask(2, policy, 20));
        Assert.Equal("concurrent-limit", Ask(2, policy, 500)); // As old as the timeout is not timed out.
        Assert.Equal("timed-out-limit", Ask(2, policy, 511));
        Assert.Equal("updates-disabled", Ask(3, policy, 512));
        Assert.True(_ledger.IsDisabled);
    }

    [Fact]
    public void Nebraska_s_halt_has_its_figures()
    {
        var policy = new NebraskaPolicy(1, Milliseconds(10), Milliseconds(500), IsSafeMode: true);
        Ask(1, policy, 0);

        var refused = Assert.IsType<GrantAnswer.Refused>(_ledger.Ask(2, policy, At(600)).Answer);

        Assert.Equal("1 timed out, at most 1", refused.Halt!.Because.Sentence);
        Assert.Equal([new Figure("timed-out", 1), new("most", 1)], refused.Halt.Because.Figures.AsEnumerable());
    }

    [Fact]
    public void Nebraska_without_safe_mode_forgets_what_has_timed_out()
    {
        var policy = new NebraskaPolicy(2, Milliseconds(10), Milliseconds(500), IsSafeMode: false);

        Assert.Equal([Granted, Granted], new[] { 1L, 2 }.Select(device => Ask(device, policy, 0)));
        Assert.Equal("concurrent-limit", Ask(3, policy, 400));
        Assert.Equal(Granted, Ask(3, policy, 501));
    }

    [Fact]
    public void Nebraska_answers_a_device_that_has_not_started_again_and_one_that_has_not_at_all()
    {
        var policy = new NebraskaPolicy(1, TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), IsSafeMode: true);

        Assert.Equal(Granted, Ask(1, policy, 0));
        Assert.Equal(Granted, Ask(1, policy, 1));
        _ledger = _ledger.Heard(1, GrantPhase.Started, new(2));
        Assert.Equal("none", Ask(1, policy, 3));
    }

    [Theory]
    [InlineData(12, Granted)] // Monday, 12 + hours o'clock.
    [InlineData(-3.01, "office-hours")]
    [InlineData(-3, Granted)]
    [InlineData(4.99, Granted)]
    [InlineData(5, "office-hours")]
    [InlineData(5 * 24, "office-hours")] // Saturday.
    [InlineData(6 * 24, "office-hours")]
    public void Nebraska_keeps_office_hours(double hours, string answer)
    {
        var policy = new NebraskaPolicy(
            9, TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), IsSafeMode: false, OfficeHours: true);
        var noon = hours == 12 ? 0 : hours;

        Assert.Equal(answer, Ask(1, policy, (long)(noon * 3_600_000)));
    }

    [Fact]
    public void Nebraska_without_a_limit_counts_nothing()
    {
        var policy = new NebraskaPolicy(900_000, TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), IsSafeMode: false);

        Assert.All(Enumerable.Range(0, 50), device => Assert.Equal(Granted, Ask(device, policy, 0)));
    }

    [Fact]
    public void Nebraska_does_not_count_what_it_has_not_heard_for_a_day()
    {
        var policy = new NebraskaPolicy(1, Milliseconds(10), Milliseconds(500), IsSafeMode: true);
        Ask(1, policy, 0);

        Assert.Equal(0, _ledger.Counts(policy, new(86_400_000)).TimedOut);
        Assert.Equal(1, _ledger.Counts(policy, new(86_399_999)).TimedOut);
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(999, 50)]
    [InlineData(1000, 100)]
    [InlineData(2000, 200)]
    [InlineData(3000, 400)]
    [InlineData(4000, 800)]
    [InlineData(5000, 1000)] // The maximum.
    [InlineData(9_999_999, 1000)]
    public void Aws_raises_the_rate_at_each_further_criterion(long notified, double rate) =>
        Assert.Equal(rate, Exponential.RateAt(notified));

    [Theory]
    [InlineData(10_000, 43.75)]
    [InlineData(100_000, 133.75)]
    [InlineData(1_000_000, 1033.75)]
    public void Aws_notifies_a_fleet_in_minutes(long devices, double minutes) =>
        Assert.Equal(minutes, Exponential.NotifiedAfter(devices).TotalMinutes, 9);

    [Theory]
    [InlineData(10_000, 34.8125)]
    [InlineData(100_000, 83.3563)]
    [InlineData(1_000_000, 533.7106)]
    public void Aws_lets_a_device_wait_on_average(int devices, double minutes)
    {
        var step = Math.Max(1, devices / 100_000);
        var mean = Enumerable.Range(0, devices / step)
            .Average(i => Exponential.NotifiedAfter((i + 1) * (long)step).TotalMinutes);

        Assert.Equal(1, mean / minutes, 0.001);
    }

    [Fact]
    public void Aws_grants_a_constant_rate_in_a_minute()
    {
        var rate = new RatePerMinute(2, 1, 0, 1000, BySuccess: false, TimeSpan.FromHours(1));

        Assert.Equal([Granted, Granted, "period-limit"], new[] { 1L, 2, 3 }.Select(device => Ask(device, rate, 0)));
        Assert.Equal(Granted, Ask(3, rate, 60_000));
    }

    [Fact]
    public void Aws_counts_successes_if_it_is_told_to()
    {
        var rate = new RatePerMinute(1, 2, 1, 1000, BySuccess: true, TimeSpan.FromHours(1));

        Assert.Equal(Granted, Ask(1, rate, 0));
        Assert.Equal("period-limit", Ask(2, rate, 59_999));
        _ledger = _ledger.Heard(1, GrantPhase.Succeeded, new(59_999));
        Assert.Equal(Granted, Ask(2, rate, 59_999));
    }

    [Fact]
    public void Cancelling_what_is_queued_leaves_what_has_started()
    {
        var rate = new AtMost(9, TimeSpan.FromHours(1));
        Ask(1, rate, 0);
        Ask(2, rate, 0);
        _ledger = _ledger.Heard(1, GrantPhase.Started, new(1)).CancelQueued();

        Assert.Equal([1L], _ledger.Grants.Select(grant => grant.Device));
        Assert.Equal("updates-disabled", Ask(2, rate, 2));
    }

    [Fact]
    public void At_most_so_many_devices_are_in_progress_and_a_timeout_frees_a_place()
    {
        var rule = new AtMost(1, TimeSpan.FromHours(1));

        Assert.Equal(Granted, Ask(1, rule, 0));
        Assert.Equal("concurrent-limit", Ask(2, rule, 3_600_000));
        Assert.Equal(Granted, Ask(2, rule, 3_600_001));
    }

    [Fact]
    public void A_ledger_is_the_same_after_it_was_stored()
    {
        var policy = new NebraskaPolicy(3, Milliseconds(500), Milliseconds(900), IsSafeMode: false);
        Ask(3, policy, 0);
        Ask(1, policy, 600);
        _ledger = _ledger.Heard(3, GrantPhase.Succeeded, new(700));

        var again = GrantLedger.Of(_ledger.Grants, _ledger.Totals, _ledger.IsDisabled);

        Assert.Equal(_ledger.Counts(policy, new(1000)), again.Counts(policy, new(1000)));
        Assert.Equal(new GrantCounts(1, 1, 0, 1, 2, 1), again.Counts(policy, new(1000)));
    }

    [Fact]
    public void Grants_that_no_count_needs_are_kept_as_totals_only()
    {
        var rule = new AtMost(9, TimeSpan.FromHours(1));
        Ask(1, rule, 0);
        Ask(2, rule, 0);
        _ledger = _ledger.Heard(1, GrantPhase.Succeeded, new(5));
        Ask(3, rule, 3_600_001);

        Assert.Equal([3L], _ledger.Grants.Select(grant => grant.Device));
        Assert.Equal(new GrantTotals(Notified: 3, Ended: 1, Succeeded: 1, TimedOut: 1), _ledger.Totals);
        Assert.Equal(Granted, Ask(2, rule, 3_600_001)); // It was given up, so it is granted anew.
    }

    [Fact]
    public void After_a_person_has_resumed_it_what_had_timed_out_does_not_halt_again()
    {
        var policy = new NebraskaPolicy(1, Milliseconds(10), Milliseconds(500), IsSafeMode: true);
        Ask(1, policy, 0);
        Assert.Equal("timed-out-limit", Ask(2, policy, 600));

        _ledger = _ledger.Resumed(policy, new(700));

        Assert.Equal(Granted, Ask(2, policy, 700));
    }

    public static TheoryData<int[], int, int, DeviceStanding> Attempts => new()
    {
        { [0, 1], 5, 3, DeviceStanding.Eligible },
        { [-3600, -1200, 0], 3, 6, DeviceStanding.Eligible }, // Only one within 180 s.
        { [-6, -5, -4, -3, -2, -1], 9, 6, DeviceStanding.Blocked },
        { [-13, -9, -6, -3, 0], 5, 9, DeviceStanding.Blocked },
        { [-180, -9, -6, -3, 0], 5, 9, DeviceStanding.Blocked },
        { [-181, -9, -6, -3, 0], 5, 9, DeviceStanding.Eligible },
        { [0, 1, 2], 5, 3, DeviceStanding.Blocked }, // NervesHub's defaults.
    };

    [Theory, MemberData(nameof(Attempts))]
    public void NervesHub_blocks_a_device_that_tries_too_often(
        int[] seconds, int amount, int threshold, DeviceStanding standing)
    {
        var now = new VirtualTime(10_000_000);
        var device = new DeviceAttempts(
            [.. seconds.Select(second => now + TimeSpan.FromSeconds(second))], VirtualTime.Zero);
        var box = PenaltyBox.Default with { RateAmount = amount, Threshold = threshold };

        var (found, after) = box.Check(device, isUpToDate: false, now);

        Assert.Equal(standing, found);
        if (standing == DeviceStanding.Blocked)
        {
            Assert.Equal(new([], now + TimeSpan.FromDays(1)), after);
            Assert.Equal(
                DeviceStanding.Blocked,
                box.Check(after, isUpToDate: false, now + TimeSpan.FromHours(23)).Standing);
            Assert.Equal(
                DeviceStanding.Eligible, box.Check(after, isUpToDate: false, now + TimeSpan.FromHours(24)).Standing);
        }
        else
            Assert.Equal(device, after);

        Assert.Equal(DeviceStanding.UpToDate, box.Check(after, isUpToDate: true, now).Standing);
    }

    [Theory]
    [InlineData(10, 3, 7)]
    [InlineData(3, 10, 0)]
    public void NervesHub_has_free_places_and_never_less_than_none(int concurrent, int inFlight, int free) =>
        Assert.Equal(free, PenaltyBox.FreePlaces(concurrent, inFlight));

    private static RatePerMinute Exponential => new(50, 2, 1000, 1000, BySuccess: false, TimeSpan.FromHours(1));

    private string Ask(long device, IGrantRule rule, long at)
    {
        (var answer, _ledger) = _ledger.Ask(device, rule, At(at));
        return answer switch
        {
            null => "none",
            GrantAnswer.Refused refused => Words.Of(refused.Why),
            _ => Granted,
        };
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static RuleMoment At(long milliseconds) =>
        new(new(milliseconds), VirtualTime.Zero, Asking.Noon, 100);
}
