using System.Diagnostics;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Host.Runs;

/// <summary>
/// Shows the progress of a run: a bar on a terminal; without a terminal, a line a minute on standard error.
/// </summary>
/// <param name="what">Names the run when there is more than one.</param>
internal sealed class ProgressDisplay(
    IAnsiConsole console, RunGauges gauges, VirtualTime end, bool quiet, string what = "")
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    public async Task Until(Task run, CancellationToken stopAsked)
    {
        if (quiet)
        {
            await Task.WhenAny(run);
            return;
        }

        if (!console.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            await new ProgressLog(() => (gauges.Now, gauges.Events), end, what, Console.Error, TimeProvider.System)
                .Until(run);
            return;
        }

        await console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask($"{what}starting", maxValue: end.Milliseconds);
                var watch = Stopwatch.StartNew();
                var first = gauges.Events;
                while (await Task.WhenAny(run, Task.Delay(Period, CancellationToken.None)) != run)
                {
                    var rate = (gauges.Events - first) / watch.Elapsed.TotalSeconds;
                    var now = TimeSpan.FromMilliseconds(gauges.Now.Milliseconds);
                    task.Value = gauges.Now.Milliseconds;
                    task.Description = stopAsked.IsCancellationRequested
                        ? "ending the epoch"
                        : $"{what}day {now.Days} {now:hh\\:mm}  {HumanText.Count(gauges.Events, "event")}  {rate:N0}/s";
                }
            });
    }
}
