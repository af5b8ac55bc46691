using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Invariants;

/// <summary>
/// A device counts as protected from a vulnerability only when Safari and all other processes run fixed content. No
/// event says that a device is protected, so this rule compares its state with its history.
/// </summary>
public static class ProtectedMeansFixedEverywhere
{
    public const string Rule = "A protected device runs no process on content that is not fixed.";

    /// <summary>The content that a device's processes run, by its history.</summary>
    public static RunningContent ContentOf(DeviceFacts facts, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(scenario);
        var background = BackgroundSet.None;
        for (var place = 0; place < scenario.Background.Length && !facts.InBackground.IsEmpty; place++)
        {
            var update = scenario.Background[place];
            if (facts.InBackground.Contains((update.Mechanism, update.Id)))
                background = background.With(place);
        }

        return new(
            facts.Platform, facts.BaseBuild, facts.Applied.IsEmpty ? null : facts.Applied[^1], facts.InSafari,
            background);
    }

    /// <summary>
    /// The vulnerabilities whose fix every process runs. It looks the fixes up in the scenario itself, so that an error
    /// in the tables of <see cref="World"/> is found.
    /// </summary>
    public static ImmutableHashSet<string> FixedEverywhere(RunningContent content, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return
        [
            .. scenario.Vulnerabilities.Select(flaw => flaw.Id).Where(flaw => BaseHasFix(flaw, content, scenario)
                || BackgroundFixes(flaw, content, scenario)
                || (Fixes(content.Active, flaw, content, scenario)
                    && Fixes(content.Safari ?? content.Active, flaw, content, scenario))),
        ];
    }

    /// <summary>Compares what the device's state says with that.</summary>
    /// <param name="fixedEverywhere">Of the content that the device runs by its history.</param>
    public static string? Inspect(DeviceState state, ImmutableHashSet<string> fixedEverywhere, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(fixedEverywhere);
        ArgumentNullException.ThrowIfNull(world);
        var content = RunningContent.Of(state);
        foreach (var flaw in world.Scenario.Vulnerabilities)
        {
            if (flaw.Concerns(state.Platform) && content.To(flaw, world) == ExposureLevel.Protected
                && !fixedEverywhere.Contains(flaw.Id))
            {
                return $"It counts as protected from {flaw.Id}, and by its history a process runs without the fix.";
            }
        }

        return null;
    }

    private static bool BaseHasFix(string flaw, RunningContent content, Scenario scenario)
    {
        // Follows the updates backwards from the device's base; builds only ascend, so this ends.
        var open = new Stack<string>([content.BaseBuild]);
        while (open.TryPop(out var current))
        {
            foreach (var update in scenario.Updates)
            {
                foreach (var target in update.Targets)
                {
                    if (target.Platform != content.Platform || target.Build != current)
                        continue;
                    if (scenario.SecurityContentOf(update).Contains(flaw))
                        return true;
                    open.Push(target.FromBuild);
                }
            }
        }

        return false;
    }

    private static bool BackgroundFixes(string flaw, RunningContent content, Scenario scenario) =>
        scenario.Background.Where((_, place) => content.Background.Contains(place)).Any(installed =>
            scenario.Background.Any(other => other.Mechanism == installed.Mechanism
                && other.Published <= installed.Published && other.Fixes.Contains(flaw)));

    private static bool Fixes(string? release, string flaw, RunningContent content, Scenario scenario) =>
        release is not null
        && scenario.FindRelease(release)?.TargetFor(content.Platform, content.BaseBuild) is { } runs
        && scenario.Releases.Any(other => other.Fixes.Contains(flaw)
            && other.TargetFor(content.Platform, content.BaseBuild) is { } target
            && target.RestoreVersion <= runs.RestoreVersion);
}
