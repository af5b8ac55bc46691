using System.Collections.Immutable;
using System.Data.Common;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;
using RsrActors.Host.Live;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Telemetry;

/// <summary>One check of the health of a served run.</summary>
/// <param name="Why">Why it does not hold; null when it does.</param>
internal sealed record HealthRow(string Check, bool Holds, string? Why);

/// <summary>
/// Whether a served run is ready: recovery is complete, its kernel goes on, and its journal can be read. A paused run
/// is ready, and so is one that has ended.
/// </summary>
internal sealed class RunHealth(LiveSimulation live, RunSampler sampler)
{
    /// <summary>A window, or what waits to be stored, may take so long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>The status of a run that goes on is never as old.</summary>
    private static readonly TimeSpan OldestStatus = TimeSpan.FromSeconds(5);

    /// <summary>A journal that can be reached answers within it.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    public async Task<ImmutableArray<HealthRow>> Checks(CancellationToken cancelled)
    {
        await sampler.Refresh(cancelled);
        var journal = await JournalFault(cancelled);
        var kernel = KernelFault(sampler.Last, sampler.AgeOf);
        return [new("kernel", kernel is null, kernel), new("journal", journal is null, journal)];
    }

    /// <summary>Why a run is not ready, by its last sample; null when it is.</summary>
    /// <param name="ageOf">How old a timestamp of the sample is.</param>
    internal static string? KernelFault(RunSample? last, Func<long, TimeSpan> ageOf)
    {
        if (last is null || ageOf(last.Taken) > OldestStatus)
            return "The run does not answer.";
        return last.Status switch
        {
            { Phase: LiveProtocol.RunPhase.Starting } => "What is stored is being read.",
            { Phase: LiveProtocol.RunPhase.Stopping } => "The run stops.",
            { OpenFor: { } open } when open > LongestWait =>
                $"A window has been open for {Seconds(open)}, and waits for "
                + $"{string.Join(", ", last.Status.Unsettled.Take(3))}.",
            _ when ageOf(last.ClosedAt) is var age && age > LongestWait =>
                $"Events have waited for {Seconds(age)} to be stored.",
            _ => null,
        };
    }

    private async Task<string?> JournalFault(CancellationToken cancelled)
    {
        try
        {
            return await Task.Run(Read, cancelled).WaitAsync(LongestAnswer, cancelled);
        }
        catch (TimeoutException)
        {
            return "The journal does not answer.";
        }
    }

    private string? Read()
    {
        try
        {
            using var journal = live.Directory.Storage.Rows.OpenJournal();
            if (journal is null)
                return "There is no journal.";
            using var command = journal.CreateCommand();
            command.CommandText = "SELECT 1 FROM journal LIMIT 1";
            command.ExecuteScalar();
            return null;
        }
        catch (Exception e) when (e is DbException or HostException or IOException)
        {
            return $"The journal cannot be read: {e.Message}";
        }
    }

    private static string Seconds(TimeSpan time) => HumanText.WallTime((decimal)time.TotalSeconds);
}
