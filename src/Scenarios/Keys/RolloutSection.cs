using System.Collections.Immutable;
using RsrActors.Model.Rollouts;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>rollout</c>: how far the ramp of a published release goes, and when.</summary>
internal static class RolloutSection
{
    private const string Linear = "linear";
    private const string Phased = "phased";
    private const int MostSteps = 10_000;

    private static readonly Vocabulary<RegressionReaction> Reactions = new(
        ("none", RegressionReaction.None), ("pause", RegressionReaction.Pause),
        ("withdraw", RegressionReaction.Withdraw),
        ("withdraw-and-remove", RegressionReaction.WithdrawAndRemove));

    public static RolloutRule Read(Section rollout)
    {
        var name = rollout.Deciding("rule", "all-at-once", RolloutRule.AllAtOnce.Name, Linear, Phased);
        var rule = name switch
        {
            Linear => ReadLinear(rollout),
            Phased => new(Phased, ReadSteps(rollout), null),
            _ => RolloutRule.AllAtOnce,
        };
        return rule with
        {
            HoldAboveRefused = rollout.ShareOrOff("hold-above-refused"),
            OnRegression = rollout.Value<RegressionReaction>("on-regression", "none", default, Reactions.TryRead),
            ReactAfter = rollout.Duration("react-after", "4 h"),
        };
    }

    public static void Write(HoconWriter writer, RolloutRule rule) => writer.Section("rollout", () =>
    {
        writer.Key("rule", rule.Name);
        if (rule.Name == Linear)
        {
            writer.Key("over", ScenarioWords.Of(rule.Steps[^1].After));
            writer.Key("every", ScenarioWords.Of(rule.Steps[1].After));
        }
        else if (rule.Name == Phased)
        {
            writer.Each("steps", rule.Steps, step =>
            {
                writer.Key("after", ScenarioWords.Of(step.After));
                writer.Key("percent", ScenarioWords.Percent(step.Percent));
            });
        }

        writer.Key("hold-above-refused", rule.HoldAboveRefused is { } limit ? ScenarioWords.Share(limit) : "off");
        writer.Key("on-regression", Reactions.Of(rule.OnRegression));
        writer.Key("react-after", ScenarioWords.Of(rule.ReactAfter));
    });

    private static RolloutRule ReadLinear(Section rollout)
    {
        var minute = TimeSpan.FromMinutes(1);
        var over = rollout.Duration("over", "2 d", least: minute);
        var every = rollout.Duration("every", "1 h", least: minute);
        if (every <= over && over / every <= MostSteps)
            return RolloutRule.Linear(over, every);
        rollout.RefuseTogether(
            rollout.Has("every") ? "every" : "over",
            $"found every {ScenarioWords.Of(every)} over {ScenarioWords.Of(over)}, allowed are 1 to {MostSteps} steps");
        return RolloutRule.AllAtOnce;
    }

    private static ImmutableArray<RampStep> ReadSteps(Section rollout)
    {
        var steps = rollout.Each(
            "steps", static step => new RampStep(step.Duration("after", null), step.Percent("percent", null)));
        var ascends = Enumerable.Range(1, Math.Max(0, steps.Length - 1))
            .All(i => steps[i - 1].After < steps[i].After && steps[i - 1].Percent < steps[i].Percent);
        if (steps.IsEmpty || steps[0].After != TimeSpan.Zero || !ascends)
            rollout.RefuseTogether("steps", "allowed are steps that ascend in time and percent, the first after 0 s");
        rollout.RefuseMany("steps", steps.Length, MostSteps);
        return steps.IsEmpty ? RolloutRule.AllAtOnce.Steps : steps;
    }
}
