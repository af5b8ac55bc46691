using RsrActors.Model.Analytics;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// The crashes of one fleet, from a seed of its own, and the messages that report them to the crash-analytics service
/// until the surveillance ends. Both ways of reporting report the same crashes.
/// </summary>
internal sealed class DetectionReplicate(DetectionSetting setting, ulong seed)
{
    private const double HoursPerDay = 24;

    /// <summary>
    /// Each crash is reported at its moment, with the use of the whole fleet since the crash before. Devices report in
    /// turn, because a device reports a day only once.
    /// </summary>
    public IEnumerable<Message> AtOnce()
    {
        yield return Publication();
        var (told, reports) = (VirtualTime.Zero, 0);
        for (var day = 0; ; day++)
        {
            var first = reports;
            foreach (var (at, _) in CrashesOn(day).OrderBy(crash => crash.At))
            {
                if (at >= setting.End)
                    break;
                yield return Report(at, crashes: 1);
            }

            if (DayAfter(day) >= setting.End)
            {
                yield return Report(setting.End, crashes: 0);
                yield break;
            }

            if (reports - first >= setting.Devices)
                throw new InvalidOperationException("There are more crashes on a day than devices to report them.");

            Message Report(VirtualTime at, int crashes)
            {
                var use = Use(day, crashes, setting.Devices * (at - told).TotalHours);
                told = at;
                return new(
                    EntityId.CrashAnalytics, EntityId.Device(reports++ % setting.Devices), at, 0, at, use);
            }
        }
    }

    /// <summary>
    /// Each device uploads the totals of each of its days with the default settings: late, never, or twice.
    /// </summary>
    public IEnumerable<Message> DailyTotals()
    {
        yield return Publication();
        var expected = 0.0;
        for (var day = 0; expected < setting.Limit; day++)
        {
            var crashes = new int[setting.Devices];
            foreach (var (_, device) in CrashesOn(day))
                crashes[device]++;

            // All reports of a day arrive before those of the next day.
            var mail = new List<Message>(setting.Devices);
            for (var device = 0; device < setting.Devices; device++)
            {
                var upload = new DailyUpload(setting.Upload, day, DiceOf(device));
                var (sent, latencies) = (DayAfter(day) + upload.Delay, upload.Latencies);
                var use = Use(day, crashes[device], HoursPerDay);
                mail.AddRange(latencies.Select((latency, i) => new Message(
                    EntityId.CrashAnalytics, EntityId.Device(device), sent, i, sent + latency, use)));
                expected += latencies.IsEmpty ? 0 : setting.PerDay / setting.Devices;
            }

            mail.Sort(new MessageOrder(seed));
            foreach (var message in mail)
                yield return message;
        }
    }

    private Message Publication() => new(
        EntityId.CrashAnalytics, EntityId.UpdateService, VirtualTime.Zero, 0, VirtualTime.Zero,
        new SurveillanceStarts(setting.Response.Id));

    private CrashReport Use(int day, int crashes, double hours) => new(
        day, Platform.IPhone, setting.Model.Name, [new(Application.Safari, setting.Response.Id, crashes, hours)]);

    private List<(VirtualTime At, int Device)> CrashesOn(int day)
    {
        var crashes = new List<(VirtualTime, int)>();
        for (var device = 0; device < setting.Devices; device++)
        {
            Collect(device, CrashProcess.OfBase, setting.BaseCrashes);
            Collect(device, CrashProcess.AddedBy(0), setting.AddedCrashes);
        }

        return crashes;

        void Collect(int device, CrashProcess process, CrashRates rates)
        {
            var dice = DiceOf(device);
            if (rates.PerUsedHour == 0 || process.IsQuietOn(day, rates.ChanceOfQuietDay, dice))
                return;
            foreach (var crash in process.On(day, UsedQuarters.All, rates.PerUsedHour, dice))
                crashes.Add((VirtualTime.Zero + TimeSpan.FromDays(day) + crash.TimeOfDay, device));
        }
    }

    private Dice DiceOf(int device) => new(seed, setting.Dice[device]);

    private static VirtualTime DayAfter(int day) => VirtualTime.Zero + TimeSpan.FromDays(day + 1);
}
