using System.Threading.RateLimiting;

namespace RsrActors.Host.Http;

/// <summary>
/// What all event streams together may send while the run goes on as fast as it can. Two hundred streams of everything
/// would send gigabytes a second, and take the processors from the simulation; so they fall behind instead, in turn,
/// and read on when the run stands still or keeps its pace.
/// </summary>
/// <param name="status">The newest status; null when the host stops.</param>
/// <param name="kibibytes">What may be sent while the run is busy.</param>
internal sealed class StreamBudget(Func<Task<StatusFrame?>> status, RateLimiter kibibytes) : IDisposable
{
    /// <summary>
    /// About a hundredth of a processor, with its share of a client on the same machine (perf, 200 streams). One stream
    /// of everything at full speed would take more than twice as much, so it falls behind, too.
    /// </summary>
    private const int KibibytesPerSecond = 4 * 1024;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>The most that is sent at once.</summary>
    private const int Most = KibibytesPerSecond / 4;

    /// <summary>The budget of a host.</summary>
    public static StreamBudget OfHost(SharedStatus status) => new(status.Newest, new TokenBucketRateLimiter(new()
    {
        TokenLimit = Most,
        TokensPerPeriod = (int)(KibibytesPerSecond * Period.TotalSeconds),
        ReplenishmentPeriod = Period,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        AutoReplenishment = true,
    }));

    /// <summary>Waits until some bytes may be sent.</summary>
    public async ValueTask Take(int bytes, CancellationToken over)
    {
        if (await status().WaitAsync(over) is not { IsBusy: true })
            return;
        using var lease = await kibibytes.AcquireAsync(Math.Min(bytes / 1024 + 1, Most), over);
    }

    public void Dispose() => kibibytes.Dispose();
}
