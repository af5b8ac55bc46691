using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Rules that go from group to group.</summary>
internal static class GroupPresets
{
    private static readonly RulePreset HawkBit = new(
        "hawkbit",
        "Groups one after another: the next starts at a share of successes, and a share of failures pauses everything.",
        "Eclipse hawkBit 67ca1c4, RolloutGroupConditionBuilder.withDefaults",
        [
            RuleKey.Numbers(
                "groups", [10, 20, 30, 40], 0, 100, "The share of the fleet in each group, in percent; together 100.")
                .OfBoth(),
            RuleKey.Count(
                "success", 50, 0, 100, "The share of a group, in percent, that starts the next group.").OfRamp(),
            RuleKey.Count("error", 50, 0, 100, "More than this share of failures in a group, in percent, pauses."),
            RuleKey.Duration(
                "interval", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1),
                "The time between two looks at the groups.").OfBoth(),
        ],
        keys =>
        {
            var groups = keys.Numbers("groups");
            return Math.Abs(groups.Sum() - 100) > 1e-9
                ? new RuleBuilding.Refused(
                    "groups", $"'groups' is {new RuleValue.Numbers(groups)}; allowed: shares that add up to 100.")
                : new Rule(
                    "hawkbit",
                    new GroupsRamp("groups", groups, keys.Count("success"), keys.Duration("interval")),
                    [new GroupErrors(groups.Length, keys.Count("error"))]);
        });

    public static readonly ImmutableArray<RulePreset> All = [HawkBit];
}
