using System.Globalization;
using RsrActors.Host.Files;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Runs;

/// <summary>
/// Writes one line a minute about the progress of a run: to standard error, when standard output is not a terminal.
/// </summary>
/// <param name="progress">The present virtual time and number of events.</param>
/// <param name="what">Names the run when there is more than one.</param>
internal sealed class ProgressLog(
    Func<(VirtualTime Now, long Events)> progress, VirtualTime end, string what, TextWriter output, TimeProvider time)
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public async Task Until(Task run)
    {
        var (first, since) = (progress(), time.GetTimestamp());
        using var over = new CancellationTokenSource();
        while (await Task.WhenAny(run, Task.Delay(Period, time, over.Token)) != run)
            StandardError.Say(output, what + Line(first.Now, first.Events, time.GetElapsedTime(since)));
        await over.CancelAsync();
    }

    /// <param name="from">The virtual time at which this execution began.</param>
    /// <param name="before">The number of events at that time.</param>
    private string Line(VirtualTime from, long before, TimeSpan elapsed)
    {
        var (now, events) = progress();
        var (done, seconds) = (now.Milliseconds - from.Milliseconds, (decimal)elapsed.TotalSeconds);
        var day = TimeSpan.FromMilliseconds(now.Milliseconds);
        var left = done > 0
            ? $"about {HumanText.Duration(seconds * (end.Milliseconds - now.Milliseconds) / done)} left"
            : "not begun";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"day {day.Days} {day:hh\\:mm} of {end.Milliseconds / 86_400_000m:0.##}, "
            + $"{100 * now.Milliseconds / end.Milliseconds} %, {events:N0} events, "
            + $"{(events - before) / seconds:N0}/s, {left}");
    }
}
