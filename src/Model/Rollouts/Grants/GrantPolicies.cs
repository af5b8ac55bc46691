using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Grants;

/// <summary>
/// At most so many devices update at once. A device that does not end within the timeout frees its place.
/// </summary>
public sealed record AtMost(int Most, TimeSpan Timeout) : IGrantRule
{
    public string Name => "at-most";

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public TimeSpan Validity => TimeSpan.MaxValue;

    public GrantAnswer Ask(GrantCounts counts, RuleMoment moment) => counts.InProgress >= Most
        ? new GrantAnswer.Refused(GrantRefusal.ConcurrentLimit)
        : GrantAnswer.Granted.Now;
}

/// <summary>
/// Nebraska's policy of a group (Omaha): at most so many grants in a period, and as many in progress. In safe mode one
/// canary goes alone until it has ended, whatever its result, and as many timeouts disable the updates of the group.
/// </summary>
/// <remarks>Nebraska 30a488d, enforceRolloutPolicy: the order of the checks is part of the rule.</remarks>
public sealed record NebraskaPolicy(
    int MostPerPeriod, TimeSpan Period, TimeSpan Timeout, bool IsSafeMode, bool OfficeHours = false) : IGrantRule
{
    /// <summary>From here on, and without safe mode, nothing is counted.</summary>
    private const int Unlimited = 900_000;

    public string Name => "nebraska";

    /// <summary>Instances that were not seen within a day do not count.</summary>
    public TimeSpan Validity => TimeSpan.FromDays(1);

    /// <summary>The time zone of the group, as the distance to UTC.</summary>
    public TimeSpan Zone { get; init; }

    public GrantAnswer Ask(GrantCounts counts, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (OfficeHours && !IsOfficeHour(moment.Calendar + Zone))
            return new GrantAnswer.Refused(GrantRefusal.OfficeHours);
        if (MostPerPeriod >= Unlimited && !IsSafeMode)
            return GrantAnswer.Granted.Now;

        var most = IsSafeMode && counts.Ended == 0 ? 1 : MostPerPeriod;
        if (counts.GrantedInPeriod >= most)
            return new GrantAnswer.Refused(GrantRefusal.PeriodLimit);
        if (counts.InProgress >= most)
            return new GrantAnswer.Refused(GrantRefusal.ConcurrentLimit);
        if (!IsSafeMode || counts.TimedOut < most)
            return GrantAnswer.Granted.Now;
        return new GrantAnswer.Refused(GrantRefusal.TimedOutLimit, new(
            HaltEffects.StopOffering, Name, Because.Of(
                $"{counts.TimedOut} timed out, at most {most}",
                new("timed-out", counts.TimedOut), new("most", most))));
    }

    private static bool IsOfficeHour(DateTime local) =>
        local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && local.Hour is >= 9 and < 17;
}

/// <summary>
/// The rollout rate of AWS IoT Jobs: so many devices a minute, constant or rising by a factor each time that as many
/// more devices as the criterion says were notified, or have succeeded.
/// </summary>
/// <param name="BasePerMinute">The rate at first, and always when it is constant.</param>
/// <param name="Factor">1 for a constant rate.</param>
/// <param name="Criterion">Devices from one rate to the next; it is not multiplied.</param>
/// <param name="BySuccess">Whether devices count that have succeeded, instead of those that were notified.</param>
public sealed record RatePerMinute(
    double BasePerMinute, double Factor, long Criterion, double MostPerMinute, bool BySuccess, TimeSpan Timeout)
    : IGrantRule
{
    public string Name => "aws-iot-jobs";

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public TimeSpan Validity => TimeSpan.MaxValue;

    /// <summary>The rate once so many devices were notified, or have succeeded.</summary>
    public double RateAt(long devices)
    {
        var rate = Math.Min(BasePerMinute, MostPerMinute);
        if (Factor <= 1 || Criterion <= 0)
            return rate;
        for (var step = devices / Criterion; step > 0 && rate < MostPerMinute; step--)
            rate = Math.Min(rate * Factor, MostPerMinute);
        return rate;
    }

    /// <summary>
    /// When a number of devices is notified, all of them being ready at once and succeeding at once: a flow, not steps
    /// of a minute.
    /// </summary>
    public TimeSpan NotifiedAfter(long devices)
    {
        var minutes = 0.0;
        for (var done = 0L; done < devices;)
        {
            var rate = RateAt(done);
            var part = Factor <= 1 || Criterion <= 0 || rate >= MostPerMinute
                ? devices - done
                : Math.Min(devices - done, Criterion - done % Criterion);
            minutes += part / rate;
            done += part;
        }

        return TimeSpan.FromMinutes(minutes);
    }

    public GrantAnswer Ask(GrantCounts counts, RuleMoment moment) =>
        counts.GrantedInPeriod >= RateAt(BySuccess ? counts.Succeeded : counts.Notified)
            ? new GrantAnswer.Refused(GrantRefusal.PeriodLimit)
            : GrantAnswer.Granted.Now;
}
