using System.Runtime.CompilerServices;
using RsrActors.Host.Serving;

namespace RsrActors.Host.Tests.Serving;

/// <summary>The clock for the pace of a served run and for its tails.</summary>
public sealed class SystemWallClockTests
{
    private readonly SystemWallClock _clock = new();

    [Fact]
    public async Task An_alarm_without_references_still_fires()
    {
        var struck = SetAndForget(TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        await struck.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_cancelled_alarm_does_not_fire()
    {
        var struck = new TaskCompletionSource();
        _clock.CallAfter(TimeSpan.FromMilliseconds(20), struck.SetResult).Dispose();

        // The later alarm has fired.
        await SetAndForget(TimeSpan.FromMilliseconds(60)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.False(struck.Task.IsCompleted);
    }

    [Fact]
    public void The_wall_clock_does_not_go_back()
    {
        var before = _clock.Elapsed;

        Assert.True(_clock.Elapsed >= before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task SetAndForget(TimeSpan delay)
    {
        var struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _clock.CallAfter(delay, struck.SetResult);
        return struck.Task;
    }
}
