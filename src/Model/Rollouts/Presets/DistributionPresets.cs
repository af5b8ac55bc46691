using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Rules of distributions of Linux.</summary>
internal static class DistributionPresets
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static readonly RulePreset UbuntuPhased = new(
        "ubuntu-phased",
        "10 % more every six hours, with a check of the crash rate and of new kinds of crash before each step.",
        "Ubuntu's phased-updater and error tracker; apt-pkg/upgrade.cc",
        [
            RuleKey.Number("first", 10, 1, 100, "The percentage at the publication.").OfRamp(),
            RuleKey.Number(
                "step", 10, 1, 100,
                "What each step adds, in percent: 5 for openssh and openssl, 1 for the boot loader and secure boot.")
                .OfRamp(),
            RuleKey.Duration(
                "every", TimeSpan.FromHours(6), TimeSpan.FromMinutes(1), Month, "The time between two steps.").OfRamp(),
            RuleKey.Count(
                "tolerated-devices", 2, 0, 1_000_000, "A new kind of crash on more devices than this halts."),
        ],
        keys => new Rule(
            "ubuntu-phased",
            new StepsRamp(
                "ubuntu-phased", Steps(keys.Number("first"), keys.Number("step"), keys.Duration("every")))
            {
                Admission = AptDraw.ByMachine,
                Retry = keys.Duration("every"),
            },
            [new UbuntuCrashRate(), new NewCrashKind(keys.Count("tolerated-devices"))]));

    private static readonly RulePreset Fedora = new(
        "fedora",
        "A throttle opens from a share to everything; each device has a lasting wariness, and nothing halts.",
        "Fedora CoreOS Cincinnati 95388bd",
        [
            RuleKey.Number("start-value", 0, 0, 1, "The share at the publication, from 0 to 1.").OfRamp(),
            RuleKey.Duration(
                "duration", TimeSpan.FromHours(48), TimeSpan.FromMinutes(1), 12 * Month,
                "The time from the publication to everything.").OfRamp(),
        ],
        keys => new Rule(
            "fedora",
            CommonKeys.AllAtOnce with
            {
                Name = "throttle",
                Admission = new Wariness(keys.Number("start-value"), keys.Duration("duration")),
            },
            []));

    private static readonly RulePreset ChromeOs = new(
        "chromeos", "Each device draws how many days it waits after it saw the update; nothing halts.",
        "ChromeOS update_engine, staging",
        [
            RuleKey.Numbers("days", [2, 7, 9, 14], 1, 28, "The days of the schedule, ascending.").OfRamp(),
            RuleKey.Numbers("percents", [0, 50, 80, 100], 0, 100, "The percentage by each; the last is 100.").OfRamp(),
        ],
        keys =>
        {
            var (days, percents) = (keys.Numbers("days"), keys.Numbers("percents"));
            var schedule = new StagingSchedule(
                [.. days.Zip(percents, (day, percent) => new StagingStep((int)day, (int)percent))]);
            return days.Length == percents.Length
                ? new Rule("chromeos", CommonKeys.AllAtOnce with { Name = "staging", Admission = schedule }, [])
                : new RuleBuilding.Refused(
                    "percents",
                    $"'percents' has {percents.Length} numbers; allowed: as many as 'days', {days.Length}.");
        });

    public static readonly ImmutableArray<RulePreset> All = [UbuntuPhased, Fedora, ChromeOs];

    private static ImmutableArray<RampStep> Steps(double first, double step, TimeSpan every)
    {
        var steps = ImmutableArray.CreateBuilder<RampStep>();
        for (var i = 0; ; i++)
        {
            var percent = Math.Min(100, first + step * i);
            steps.Add(new(every * i, percent));
            if (percent >= 100)
                return steps.ToImmutable();
        }
    }
}
