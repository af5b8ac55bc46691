namespace RsrActors.Host.Benchmarks;

/// <summary>
/// Two hosts that simulate the same run in turns: the speed of a shared machine changes within minutes by more than
/// what is measured costs. Which of them is first alternates.
/// </summary>
internal static class HostsInTurns
{
    /// <summary>What is called often is compiled again in the background, and that takes its time.</summary>
    public static readonly TimeSpan Compiling = TimeSpan.FromSeconds(3);

    /// <param name="without">A turn of the host that is the baseline; it returns how long the turn took.</param>
    /// <param name="with">A turn of the other one.</param>
    /// <returns>The times of all turns of each.</returns>
    public static async Task<(TimeSpan Without, TimeSpan With)> Simulate(
        int turns, Func<Task<TimeSpan>> without, Func<Task<TimeSpan>> with)
    {
        var (alone, measured) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var turn = 0; turn < turns; turn++)
        {
            if (turn % 2 == 0)
                alone += await without();
            measured += await with();
            if (turn % 2 == 1)
                alone += await without();
        }

        return (alone, measured);
    }
}
