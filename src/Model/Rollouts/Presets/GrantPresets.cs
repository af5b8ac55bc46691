using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Rules whose server grants single devices.</summary>
internal static class GrantPresets
{
    private static readonly StepsRamp ByServer = CommonKeys.AllAtOnce with { Admission = ByGrant.OfServer };

    private static readonly RuleKey Timeout = RuleKey.Duration(
        "timeout", TimeSpan.FromHours(1), CommonKeys.Minute, 7 * CommonKeys.Day,
        "A device that has not ended after this time counts as timed out.").OfRamp();

    private static readonly RulePreset AtMostPreset = new(
        "at-most", "At most so many devices update at once.", "common to management servers",
        [RuleKey.Count("most", 100, 1, 1_000_000, "Devices in progress at one time.").OfRamp(), Timeout],
        keys => new Rule("at-most", ByServer, [])
        {
            Grants = new AtMost(keys.Count("most"), keys.Duration("timeout")),
        });

    private static readonly RulePreset Nebraska = new(
        "nebraska",
        "At most so many grants in a period and in progress; in safe mode a canary first, and timeouts halt.",
        "Flatcar Nebraska 30a488d, enforceRolloutPolicy",
        [
            RuleKey.Count(
                "most", 10, 1, 1_000_000, "Grants in a period, and devices in progress; from 900,000 no limit.")
                .OfRamp(),
            RuleKey.Duration(
                "period", TimeSpan.FromMinutes(15), CommonKeys.Minute, 30 * CommonKeys.Day, "The period.").OfRamp(),
            Timeout,
            RuleKey.Flag("safe-mode", true, "Whether one canary goes first, and timeouts halt.").OfRamp(),
            RuleKey.Flag("office-hours", false, "Whether it grants from Monday to Friday and 9 to 17 h only.").OfRamp(),
        ],
        keys => new Rule("nebraska", ByServer, [])
        {
            Grants = new NebraskaPolicy(
                keys.Count("most"), keys.Duration("period"), keys.Duration("timeout"), keys.Flag("safe-mode"),
                keys.Flag("office-hours")),
        });

    private static readonly RulePreset AwsIotJobs = new(
        "aws-iot-jobs",
        "A rate of devices a minute, constant or rising; a share of failures cancels what is queued.",
        "AWS IoT Core, Jobs: rollout rates and abort criteria; the shares have no default there",
        [
            RuleKey.Count("base-rate-per-minute", 50, 1, 1000, "The rate at first, in devices a minute.").OfRamp(),
            RuleKey.Number("increment-factor", 2, 1, 5, "By how much the rate rises; at 1 it is constant.").OfRamp(),
            RuleKey.Count("criterion", 1000, 1, 1_000_000, "Devices from one rate to the next.").OfRamp(),
            RuleKey.Word(
                "count", "notified", ["notified", "succeeded"], "The devices that the criterion counts.").OfRamp(),
            RuleKey.Count("maximum-per-minute", 1000, 1, 1000, "The largest rate, in devices a minute.").OfRamp(),
            Timeout,
            .. Criterion("failed", 0), .. Criterion("rejected", 0), .. Criterion("timed-out", 0),
            .. Criterion("all", 20),
        ],
        keys => new Rule(
            "aws-iot-jobs", ByServer,
            [
                new FailuresOfExecuted(
                [
                    .. Enum.GetValues<FailureType>()
                        .Select(type => new AbortCriterion(
                            type, keys.Number($"{Words.Of(type)}-percentage"),
                            keys.Count($"{Words.Of(type)}-least-executed")))
                        .Where(criterion => criterion.Percent > 0),
                ])
                {
                    Effects = HaltEffects.StopOffering | HaltEffects.CancelQueued,
                },
            ])
        {
            Grants = new RatePerMinute(
                keys.Number("base-rate-per-minute"), keys.Number("increment-factor"), keys.Count("criterion"),
                keys.Number("maximum-per-minute"), keys.Word("count") == "succeeded", keys.Duration("timeout")),
        });

    private static readonly RulePreset NervesHub = new(
        "nerves-hub",
        "At most so many devices at once; a device that tries too often is blocked for a day. Nothing halts the fleet.",
        "NervesHub 0bb6b5c, deployment groups",
        [
            RuleKey.Count("concurrent-updates", 10, 1, 1_000_000, "Devices in progress at one time.").OfRamp(),
            RuleKey.Count(
                "device-failure-rate-amount", 5, 1, 1000, "Attempts in a short time that block a device.").OfRamp(),
            RuleKey.Duration(
                "device-failure-rate-seconds", TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(1), CommonKeys.Day,
                "That short time.").OfRamp(),
            RuleKey.Count("device-failure-threshold", 3, 1, 1000, "Attempts in all that block a device.").OfRamp(),
            RuleKey.Duration(
                "penalty-timeout", CommonKeys.Day, CommonKeys.Minute, 30 * CommonKeys.Day, "How long it is blocked.")
                .OfRamp(),
            Timeout,
        ],
        keys => new Rule("nerves-hub", ByServer, [])
        {
            Grants = new NervesHubGrants(
                keys.Count("concurrent-updates"),
                new(
                    keys.Count("device-failure-rate-amount"), keys.Duration("device-failure-rate-seconds"),
                    keys.Count("device-failure-threshold"), keys.Duration("penalty-timeout")),
                keys.Duration("timeout")),
        });

    public static readonly ImmutableArray<RulePreset> All = [AtMostPreset, Nebraska, AwsIotJobs, NervesHub];

    private static ImmutableArray<RuleKey> Criterion(string type, double percent) =>
    [
        RuleKey.Percent(
            $"{type}-percentage", percent, $"The share of {type} that cancels, in percent of what ended; 0 is none."),
        RuleKey.Count(
            $"{type}-least-executed", 100, 1, 1_000_000, $"Devices that must have ended before {type} counts."),
    ];
}
