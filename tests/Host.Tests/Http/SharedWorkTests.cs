using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Http;
using RsrActors.Host.Live;
using RsrActors.Host.Tests.Serving;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Host.Tests.Http;

/// <summary>However many clients ask, the run answers what is common to them once.</summary>
public sealed class SharedWorkTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private LiveRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await LiveRig.Start();
        await _rig.Live.SetSpeed(new Speed(1), _rig.Over);
        await _rig.Advance(TimeSpan.FromHours(1));
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData(10, 1.5, 2.5)]
    [InlineData(1000, 5, 15)]
    public async Task While_the_run_goes_on_a_count_is_good_for_200_times_as_long_as_it_took_ten_seconds_at_most(
        int tookMs, double good, double old)
    {
        var counts = new SharedCensus(_time);
        _time.AutoAdvanceAmount = TimeSpan.FromMilliseconds(tookMs);
        var first = await counts.Of(_rig.Live, await _rig.Live.Status(_rig.Over), _rig.Over);
        await _rig.Advance(TimeSpan.FromHours(20));
        var status = await _rig.Live.Status(_rig.Over) with { Phase = RunPhase.Running };

        _time.Advance(TimeSpan.FromSeconds(good));
        var soon = await counts.Of(_rig.Live, status, _rig.Over);
        _time.Advance(TimeSpan.FromSeconds(old - good));
        var later = await counts.Of(_rig.Live, status, _rig.Over);

        Assert.Same(first, soon);
        Assert.Equal(status.Settled, later.At);
        Assert.NotEqual(first.Census, later.Census);
    }

    [Fact]
    public async Task All_who_ask_at_the_same_time_get_the_same_count()
    {
        var counts = new SharedCensus(_time);
        var status = await _rig.Live.Status(_rig.Over);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => counts.Of(_rig.Live, status, _rig.Over)));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Event_streams_share_the_status_for_a_tenth_of_a_second()
    {
        var shared = new SharedStatus(_rig.Live, _time, _rig.Over);
        var first = await shared.Newest();
        await _rig.Advance(TimeSpan.FromHours(2));

        var soon = await shared.Newest();
        _time.Advance(SharedStatus.Fresh);
        var later = await shared.Newest();

        Assert.Same(first, soon);
        Assert.NotEqual(first!.Json, later!.Json);
    }

    [Fact]
    public async Task Event_streams_send_within_a_budget_while_the_run_is_busy_and_freely_otherwise()
    {
        using var limiter = new TokenBucketRateLimiter(new()
        {
            TokenLimit = 100, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromDays(1), QueueLimit = 100,
            AutoReplenishment = false,
        });
        var isBusy = true;
        using var budget = new StreamBudget(
            () => Task.FromResult<StatusFrame?>(new("", isBusy, [])), limiter);
        await budget.Take(bytes: 80 * 1024, _rig.Over);
        var waiting = budget.Take(bytes: 80 * 1024, _rig.Over).AsTask();
        Assert.Equal(81, limiter.GetStatistics()!.CurrentQueuedCount);

        isBusy = false;
        await budget.Take(bytes: 80 * 1024, _rig.Over);

        Assert.False(waiting.IsCompleted);
    }

    [Theory]
    [InlineData("max", 0, true)]
    [InlineData("1", 59, false)]
    [InlineData("1", 61, true)]
    [InlineData("3600", 3599, false)]
    [InlineData("3600", 3601, true)]
    public async Task A_run_is_busy_at_full_speed_and_when_it_is_more_than_a_second_behind_its_clock(
        string speed, int secondsBehind, bool isBusy)
    {
        var status = await _rig.Live.Status(_rig.Over);
        status = status with
        {
            Phase = RunPhase.Running,
            Speed = Speed.Parse(speed)!.Value,
            NextDue = status.Settled,
            Clock = status.Settled + TimeSpan.FromSeconds(secondsBehind),
        };

        Assert.Equal(isBusy, SharedStatus.IsBusy(status));
        Assert.False(SharedStatus.IsBusy(status with { Phase = RunPhase.Paused }));
        Assert.Equal(speed == "max", SharedStatus.IsBusy(status with { NextDue = VirtualTime.Never }));
    }
}
