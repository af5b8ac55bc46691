using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>
/// When the totals of one day leave a device and arrive at the service: a function of device and day.
/// </summary>
public readonly struct DailyUpload(UploadSettings settings, int day, Dice dice)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// The time from the end of the day to the upload. It is the shortest delay plus whole hours, because a device does
    /// its background work every hour.
    /// </summary>
    public TimeSpan Delay
    {
        get
        {
            var drawn = dice.Between(TimeSpan.Zero, settings.Delay.To - settings.Delay.From, Purpose.Upload, day);
            return settings.Delay.From + new TimeSpan(drawn.Ticks / Hour.Ticks * Hour.Ticks);
        }
    }

    /// <summary>
    /// The latency of each copy that arrives: usually one copy, sometimes two, none when the upload is lost.
    /// </summary>
    public ImmutableArray<TimeSpan> Latencies
    {
        get
        {
            if (dice.Chance(settings.Lost, Purpose.UploadLost, day))
                return [];
            return dice.Chance(settings.Twice, Purpose.UploadTwice, day) ? [Latency(2), Latency(1)] : [Latency(1)];
        }
    }

    private TimeSpan Latency(int copy) =>
        dice.Between(settings.Latency.From, settings.Latency.To, Purpose.UploadLatency, 2 * day + copy);
}
