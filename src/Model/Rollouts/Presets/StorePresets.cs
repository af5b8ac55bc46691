using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Rules of stores of applications and of vendors of devices.</summary>
internal static class StorePresets
{
    private const string WithdrawAndRemove = "withdraw-and-remove";
    private const string Withdraw = "withdraw";
    private const string Pause = "pause";

    private static readonly RulePreset AppStore = new(
        "app-store",
        "1, 2, 5, 10, 20, 50 and 100 % on seven days; no automatic halt: a person sees the crashes and pauses.",
        "Apple, App Store Connect: release a version update in phases",
        [
            RuleKey.Steps(
                "steps", OnDays((0, 1), (1, 2), (2, 5), (3, 10), (4, 20), (5, 50), (6, 100)), "The phases.").OfRamp(),
            RuleKey.Number("factor", 2, 1, 1000, "How many times the usual crashes make the person act."),
            RuleKey.Count("least-crashes", 10, 1, 1_000_000, "Fewer crashes than this do not."),
            RuleKey.Duration(
                "most-paused", 30 * CommonKeys.Day, CommonKeys.Minute, CommonKeys.Year,
                "All pauses together; then the rollout goes on."),
            .. CommonKeys.Person,
        ],
        keys => new Rule(
            "app-store", new StepsRamp("phases", keys.Steps("steps")),
            [
                new CrashesAboveBaseline(keys.Number("factor"), keys.Count("least-crashes"))
                {
                    Effects = HaltEffects.StopOffering | HaltEffects.PauseUntilResumed,
                },
            ])
        {
            Person = CommonKeys.PersonOf(keys),
            MostPaused = keys.Duration("most-paused"),
        });

    private static readonly RulePreset PlayVitalsPreset = new(
        "play-vitals",
        "More than 1.09 % of the daily users of 28 days, or 8 % of those of one model, had a crash: a person halts.",
        "Google, Android vitals: bad behaviour thresholds",
        [
            RuleKey.Percent("overall", 1.09, "The share of the daily users with a crash, in percent."),
            RuleKey.Percent("per-model", 8, "The same for one model, in percent."),
            RuleKey.Count("days", 28, 1, 365, "The number of days."),
            .. CommonKeys.Linear,
            .. CommonKeys.Person,
        ],
        keys => new Rule(
            "play-vitals", CommonKeys.LinearRamp(keys),
            [
                new PlayVitals(keys.Number("overall"), keys.Number("per-model"), keys.Count("days"))
                {
                    Interval = CommonKeys.Day,
                },
            ])
        {
            Person = CommonKeys.PersonOf(keys),
        });

    private static readonly RulePreset Memfault = new(
        "memfault", "5, 25, 50 and 100 % on the days 1, 3, 5 and 7, after a few devices in the lab; a person aborts.",
        "Memfault, staged rollouts",
        [RuleKey.Steps("steps", OnDays((0, 5), (2, 25), (4, 50), (6, 100)), "The stages.").OfRamp()],
        keys => new Rule("memfault", new StepsRamp("stages", keys.Steps("steps")), []));

    private static readonly RulePreset Apple = new(
        "apple",
        "When crash analytics lists an application as affected, the release is withdrawn and devices remove it.",
        "the founding documents",
        [
            .. CommonKeys.Linear,
            RuleKey.Duration(
                "react-after", TimeSpan.FromHours(4), TimeSpan.Zero, 30 * CommonKeys.Day,
                "The time from the list of affected applications to the action."),
            RuleKey.Word("action", WithdrawAndRemove, [WithdrawAndRemove, Withdraw, Pause], "What is done then."),
        ],
        keys => new Rule(
            "apple", CommonKeys.LinearRamp(keys),
            [
                new AffectedList(keys.Word("action") switch
                {
                    Pause => ListAction.Pause,
                    Withdraw => ListAction.Withdraw,
                    _ => ListAction.WithdrawAndRemove,
                }),
            ])
        {
            Person = new(TimeSpan.Zero, keys.Duration("react-after"), TimeSpan.Zero, TimeSpan.Zero),
        });

    private static readonly RulePreset Autopatch = new(
        "autopatch", "Five rings that start 0, 1, 5, 9 and 10 days after the publication.",
        "Microsoft, Windows Autopatch: quality updates; the shares are assumed",
        [RuleKey.Numbers(
            "shares", [1, 4, 15, 60, 20], 0, 100, "The share of each ring, in percent; together 100.").OfRamp()],
        keys => keys.Numbers("shares") is { Length: 5 } shares && Math.Abs(shares.Sum() - 100) < 1e-9
            ? new Rule("autopatch", new RingsRamp("rings", RingsRamp.Autopatch(shares)), [])
            : new RuleBuilding.Refused(
                "shares", $"'shares' is {keys.Values["shares"]}; allowed: five shares that add up to 100."));

    private static readonly RulePreset WindowsMonitoring = new(
        "windows-monitoring", "A share of devices that rolled back pauses the deployment, or only alerts.",
        "Microsoft Graph, windowsUpdates: monitoringRule",
        [
            RuleKey.Count("threshold", 5, 1, 100, "The share of the devices that rolled back, in percent."),
            RuleKey.Word("action", "pause-deployment", ["pause-deployment", "alert-error"], "What it does."),
            .. CommonKeys.Linear,
        ],
        keys => new Rule(
            "windows-monitoring", CommonKeys.LinearRamp(keys),
            [
                new RollbackShare(keys.Count("threshold"))
                {
                    Effects = keys.Word("action") == "alert-error"
                        ? HaltEffects.Alert
                        : HaltEffects.StopOffering | HaltEffects.PauseUntilResumed,
                },
            ]));

    private static readonly RulePreset AzureDeviceUpdate = new(
        "azure-device-update", "When both a number and a share of the devices have failed, all devices go back.",
        "Microsoft, Azure Device Update for IoT Hub: rollback policy",
        [
            RuleKey.Count("devices-failed-count", 10, 1, 1_000_000, "The number of failed devices."),
            RuleKey.Count("devices-failed-percentage", 5, 1, 100, "The share of failed devices, in percent."),
            .. CommonKeys.Linear,
        ],
        keys => new Rule(
            "azure-device-update", CommonKeys.LinearRamp(keys),
            [
                new FailureCountAndShare(
                    keys.Count("devices-failed-count"), keys.Number("devices-failed-percentage"))
                {
                    Effects = HaltEffects.StopOffering | HaltEffects.Uninstall,
                },
            ]));

    public static readonly ImmutableArray<RulePreset> All =
        [AppStore, PlayVitalsPreset, Memfault, Apple, Autopatch, WindowsMonitoring, AzureDeviceUpdate];

    private static ImmutableArray<RampStep> OnDays(params ReadOnlySpan<(int Day, double Percent)> steps)
    {
        var all = ImmutableArray.CreateBuilder<RampStep>();
        foreach (var (day, percent) in steps)
            all.Add(new(TimeSpan.FromDays(day), percent));
        return all.ToImmutable();
    }
}
