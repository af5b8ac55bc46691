using System.Diagnostics;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// A host that works for a second at a time; between its seconds its process is stopped, and another host has the
/// machine. From its own view its run goes on without a pause, as a run at full speed does. Compared with turns
/// (<see cref="HostsInTurns"/>) no client catches up between two turns.
/// </summary>
/// <param name="begin">Begins the work, in the first slice.</param>
/// <param name="during">What clients do until a task ends.</param>
internal sealed class HostInSlices(ServedProgram host, Func<Task> begin, Func<Task, Task> during)
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private Task? _work;

    /// <summary>The time of all its slices.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>The processor time of all threads of its process, in its slices.</summary>
    public TimeSpan ProcessorTime { get; private set; }

    private bool IsDone => _work is { IsCompleted: true };

    /// <summary>Lets two hosts work in turns until both have ended. Which of them is first alternates.</summary>
    public static async Task Work(HostInSlices one, HostInSlices other)
    {
        await Task.WhenAll(one.Stop(), other.Stop());
        for (var slice = 0; !one.IsDone || !other.IsDone; slice++)
        {
            await (slice % 2 == 0 ? one : other).WorkOn();
            await (slice % 2 == 0 ? other : one).WorkOn();
        }

        await Task.WhenAll(one.Continue(), other.Continue());
        await Task.WhenAll(one._work!, other._work!);
    }

    private async Task WorkOn()
    {
        if (IsDone)
            return;
        var processor = host.ProcessorTime;
        await Continue();
        var began = Stopwatch.GetTimestamp();
        _work ??= begin();
        await during(Task.WhenAny(_work, Task.Delay(Slice)));
        Took += Stopwatch.GetElapsedTime(began);
        await Stop();
        ProcessorTime += host.ProcessorTime - processor;
    }

    private Task Stop() => host.Signal("STOP");

    private Task Continue() => host.Signal("CONT");
}
