using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>What a detection rule says.</summary>
public abstract record DetectionAdvice
{
    private DetectionAdvice()
    {
    }

    public sealed record Quiet : DetectionAdvice
    {
        public static readonly Quiet Still = new();
    }

    public sealed record Signal(string Rule, string Why) : DetectionAdvice;
}

/// <summary>
/// Decides from reported crashes whether a response does harm. A rule depends on its <see cref="CrashView"/> only. The
/// rules other than <see cref="Sequential"/> are published by other systems; they are here for comparison.
/// </summary>
public abstract record DetectionRule(string Name)
{
    /// <summary>The reason for a signal; null when there is none.</summary>
    protected abstract string? Reason(CrashView view);

    public DetectionAdvice Judge(CrashView view) =>
        Reason(view) is { } why ? new DetectionAdvice.Signal(Name, why) : DetectionAdvice.Quiet.Still;

    /// <summary>Exact error control with a look after every report: <see cref="PoissonMaxSprt"/>.</summary>
    public sealed record Sequential(PoissonMaxSprt Test) : DetectionRule("maxsprt")
    {
        protected override string? Reason(CrashView view)
        {
            var total = view.Total;
            return Test.Signals(total.Crashes, total.Expected)
                ? $"{CrashWords.Crashes(total.Crashes)} where {CrashWords.Expected(total.Expected)} were expected: "
                    + $"log likelihood ratio {PoissonMaxSprt.LogLikelihoodRatio(total.Crashes, total.Expected):0.###}, "
                    + $"critical {Test.CriticalValue:0.######}"
                : null;
        }
    }

    /// <summary>
    /// Signals when the crashes per active device exceed the baseline's by more than <paramref name="Excess"/> in one
    /// epoch. Toy rollout simulators have such a gate. It has no error control: on a few devices it signals by chance.
    /// </summary>
    public sealed record ToyGate(double Excess = 0.002) : DetectionRule("toy-gate")
    {
        protected override string? Reason(CrashView view)
        {
            var now = view.Latest;
            return now.Crashes - now.Expected > Excess * now.ActiveDevices
                ? $"{CrashWords.Crashes(now.Crashes)} on {CrashWords.Devices(now.ActiveDevices)} "
                    + $"that day where {CrashWords.Expected(now.Expected)} were expected"
                : null;
        }
    }

    /// <summary>
    /// Google Play's thresholds of bad behaviour (Android vitals): more than 1.09 % of the daily users of the last 28
    /// days had a crash, or more than 8 % of the daily users of one model. It ignores the application's usual rate.
    /// </summary>
    /// <remarks>One epoch is one day.</remarks>
    public sealed record PlayVitals(double Overall = 0.0109, double PerModel = 0.08, int Days = 28)
        : DetectionRule("play-vitals")
    {
        protected override string? Reason(CrashView view)
        {
            var window = view.Last(Days);
            if (window.CrashedDevices > Overall * window.ActiveDevices)
            {
                return $"{window.CrashedDevices} of {CrashWords.DailyUsers(window.ActiveDevices)} "
                    + $"had a crash in the last {Days} days";
            }

            foreach (var (model, tally) in view.Models)
            {
                if (tally.CrashedDevices > PerModel * tally.ActiveDevices)
                {
                    return $"{tally.CrashedDevices} of {CrashWords.DailyUsers(tally.ActiveDevices)} of {model} "
                        + "had a crash that day";
                }
            }

            return null;
        }
    }

    /// <summary>
    /// Ubuntu's phased updates, which are checked before each step of 10 % every six hours: it signals when a kind of
    /// crash is new in this version, or when there are more crashes today than the version before would have had. Rare
    /// kinds of crash cause false alarms.
    /// </summary>
    public sealed record PhasedUpdates() : DetectionRule("phased-updates")
    {
        protected override string? Reason(CrashView view)
        {
            var now = view.Latest;
            if (view.Total.NewKinds > 0)
                return $"{Words.Count(view.Total.NewKinds, "kind of crash is", "kinds of crash are")} new";
            return now.Crashes > now.Expected
                ? $"{CrashWords.Crashes(now.Crashes)} that day where {CrashWords.Expected(now.Expected)} were expected"
                : null;
        }
    }

    /// <summary>
    /// Eclipse hawkBit's error condition: more than a percentage of the group's devices have failed. The group includes
    /// devices that do not report. An empty group gives no signal.
    /// </summary>
    public sealed record ShareOfGroup(int Percent) : DetectionRule("hawkbit")
    {
        protected override string? Reason(CrashView view)
        {
            var (size, _, failed) = view.Group;
            return size > 0 && 100 * failed > Percent * size
                ? $"{failed} of {CrashWords.Devices(size)} failed, more than {Percent} %"
                : null;
        }
    }

    /// <summary>
    /// The abort criterion of AWS IoT Jobs: once at least <paramref name="LeastReports"/> devices have reported, at
    /// least a percentage of them have failed. With a small least number it signals by chance.
    /// </summary>
    public sealed record ShareOfReports(double Percent, int LeastReports) : DetectionRule("aws-iot-jobs")
    {
        protected override string? Reason(CrashView view)
        {
            var (_, reported, failed) = view.Group;
            return reported >= Math.Max(1, LeastReports) && 100.0 * failed >= Percent * reported
                ? $"{failed} of {Words.Count(reported, "device that reports", "devices that report")} "
                    + $"failed, at least {Percent:0.##} %"
                : null;
        }
    }
}
