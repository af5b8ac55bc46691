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
/// Decides from reported crashes whether a response does harm. Pure: it sees only a <see cref="CrashView"/>. Beside
/// <see cref="Sequential"/> stand the rules that other systems have published, to be compared with it.
/// </summary>
public abstract record DetectionRule(string Name)
{
    /// <summary>Null while there is nothing to say, else the reason for a signal.</summary>
    protected abstract string? Reason(CrashView view);

    public DetectionAdvice Judge(CrashView view) =>
        Reason(view) is { } why ? new DetectionAdvice.Signal(Name, why) : DetectionAdvice.Quiet.Still;

    /// <summary>Exact error control under continuous looking: <see cref="PoissonMaxSprt"/>.</summary>
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
    /// Crashes per active device above the baseline's by more than <paramref name="Excess"/> in one epoch: the gate of
    /// toy rollout simulators. No error control: a few devices signal by chance.
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
    /// Google Play's thresholds of bad behaviour (Android vitals): of the daily users of the last 28 days more than
    /// 1.09 % had a crash, or of the daily users of one model more than 8 %. Ignores what is normal for the
    /// application.
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
    /// Ubuntu's phased updates, asked before each step of 10 % every six hours: a kind of crash that is new in this
    /// version, or more crashes today than the version before would have had. Rare kinds raise false alarms.
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
    /// Eclipse hawkBit's error condition: devices that failed are more than a percentage of the group, silent devices
    /// included. In an empty group nothing fails.
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
    /// The abort criterion of AWS IoT Jobs: once at least <paramref name="LeastReports"/> devices have reported, failures
    /// make up at least a percentage of them. Noise while the least number is small.
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
