using System.Threading.RateLimiting;

namespace RsrActors.Host.Http;

/// <summary>
/// What all event streams together may send while the run goes on. Two hundred streams of everything would send
/// gigabytes a second, and take the processors from the simulation; so they fall behind instead, in turn, and read on
/// when the run stands still.
/// </summary>
internal sealed class StreamBudget(SharedStatus status) : IDisposable
{
    /// <summary>
    /// About a tenth of a processor, with its share of a client on the same machine. One stream of everything that
    /// 100,000 devices do at full speed takes a third of it.
    /// </summary>
    private const int KibibytesPerSecond = 32 * 1024;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly TokenBucketRateLimiter _kibibytes = new(new()
    {
        TokenLimit = KibibytesPerSecond / 4,
        TokensPerPeriod = (int)(KibibytesPerSecond * Period.TotalSeconds),
        ReplenishmentPeriod = Period,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        AutoReplenishment = true,
    });

    /// <summary>Waits until some bytes may be sent.</summary>
    public async ValueTask Take(int bytes, CancellationToken over)
    {
        if (await status.Newest().WaitAsync(over) is not { GoesOn: true })
            return;
        var kibibytes = Math.Min(bytes / 1024 + 1, KibibytesPerSecond / 4);
        using var lease = await _kibibytes.AcquireAsync(kibibytes, over);
    }

    public void Dispose() => _kibibytes.Dispose();
}
