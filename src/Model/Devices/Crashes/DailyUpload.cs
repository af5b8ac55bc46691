using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>The way of one device's totals of one day to the service: a function of device and day.</summary>
public readonly struct DailyUpload(UploadSettings settings, int day, Dice dice)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// From the end of the day until they are sent. What a device does in the background it does every hour.
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
    /// How long each copy that arrives is on its way: one as a rule, two now and then, none when they are lost.
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
