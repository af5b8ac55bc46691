using System.Threading.RateLimiting;

namespace RsrActors.Host.Http;

/// <summary>
/// What all event streams together may send while the run goes on. Two hundred streams of everything would send
/// gigabytes a second, and take the processors from the simulation; so they fall behind instead, in turn, and read on
/// when the run stands still.
/// </summary>
/// <param name="kibibytes">What may be sent while the run goes on.</param>
internal sealed class StreamBudget(SharedStatus status, RateLimiter kibibytes) : IDisposable
{
    /// <summary>
    /// About a tenth of a processor, with its share of a client on the same machine. One stream of everything that
    /// 100,000 devices do at full speed takes two thirds of it.
    /// </summary>
    private const int KibibytesPerSecond = 16 * 1024;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>The most that is sent at once.</summary>
    private const int Most = KibibytesPerSecond / 4;

    /// <summary>The budget of a host.</summary>
    public static StreamBudget OfHost(SharedStatus status) => new(status, new TokenBucketRateLimiter(new()
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
        if (await status.Newest().WaitAsync(over) is not { GoesOn: true })
            return;
        using var lease = await kibibytes.AcquireAsync(Math.Min(bytes / 1024 + 1, Most), over);
    }

    public void Dispose() => kibibytes.Dispose();
}
