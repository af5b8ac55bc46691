using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Http;
using RsrActors.Host.Live;
using RsrActors.Host.Tests.Serving;
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
    public async Task Event_streams_send_within_a_budget_while_the_run_goes_on_and_freely_while_it_stands_still()
    {
        using var limiter = new TokenBucketRateLimiter(new()
        {
            TokenLimit = 100, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromDays(1), QueueLimit = 100,
            AutoReplenishment = false,
        });
        using var budget = new StreamBudget(new(_rig.Live, _time, _rig.Over), limiter);
        await _rig.Live.Resume(_rig.Over);
        await budget.Take(bytes: 80 * 1024, _rig.Over);
        var waiting = budget.Take(bytes: 80 * 1024, _rig.Over).AsTask();
        Assert.Equal(81, limiter.GetStatistics()!.CurrentQueuedCount);

        await _rig.Live.Pause(_rig.Over);
        _time.Advance(SharedStatus.Fresh);
        await budget.Take(bytes: 80 * 1024, _rig.Over);

        Assert.False(waiting.IsCompleted);
    }
}
