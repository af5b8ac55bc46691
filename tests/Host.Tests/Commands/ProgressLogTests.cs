using Microsoft.Extensions.Time.Testing;
using RsrActors.Host.Runs;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Commands;

/// <summary>Where standard output is not a terminal, a run prints its progress once a minute.</summary>
public sealed class ProgressLogTests : IDisposable
{
    private static readonly VirtualTime End = VirtualTime.Zero + TimeSpan.FromDays(14);

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _run = new();
    private readonly FirstLine _said = new();
    private (VirtualTime Now, long Events) _progress = (VirtualTime.Zero, 0);

    public void Dispose() => _said.Dispose();

    [Fact]
    public async Task A_run_of_more_than_a_minute_logs_progress_speed_and_remaining_time()
    {
        var log = Start();
        _time.Advance(ProgressLog.Period - TimeSpan.FromSeconds(1));
        Assert.False(_said.Line.IsCompleted);

        _progress = (VirtualTime.Zero + new TimeSpan(3, 12, 0, 0), 52_320);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            "without regressions: day 3 12:00 of 14, 25 %, 52,320 events, 872/s, about 3 min left", await _said.Line);
        _run.SetResult();
        await log;
    }

    [Fact]
    public async Task A_resumed_run_counts_its_speed_from_where_it_was()
    {
        _progress = (VirtualTime.Zero + TimeSpan.FromDays(7), 60_000);
        var log = Start();

        _progress = (VirtualTime.Zero + TimeSpan.FromDays(8), 66_000);
        _time.Advance(ProgressLog.Period);

        Assert.EndsWith(
            "day 8 00:00 of 14, 57 %, 66,000 events, 100/s, about 6 min left", await _said.Line,
            StringComparison.Ordinal);
        _run.SetResult();
        await log;
    }

    [Fact]
    public async Task A_run_of_less_than_a_minute_prints_no_progress()
    {
        var log = Start();
        _run.SetResult();
        await log;

        _time.Advance(ProgressLog.Period);

        Assert.False(_said.Line.IsCompleted);
    }

    private Task Start() =>
        new ProgressLog(() => _progress, End, "without regressions: ", _said, _time).Until(_run.Task);

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override void WriteLine(string? value) => _line.TrySetResult(value!);
    }
}
