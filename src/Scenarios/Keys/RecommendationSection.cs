using RsrActors.Model.Scenarios;
using RsrActors.Model.Statistics;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>analytics.recommendation</c>: when a device recommends the removal of a response, and what its person answers.
/// </summary>
internal static class RecommendationSection
{
    private static readonly Vocabulary<DeviceTest> Tests =
        new(("exact", DeviceTest.Exact), ("stability", DeviceTest.Stability));

    /// <summary>The defaults stand in the model.</summary>
    private static readonly RecommendationSettings Usual = RecommendationSettings.Default;

    public static RecommendationSettings Read(Section recommendation) => new(
        recommendation.Value<DeviceTest>("test", Tests.Of(Usual.Test), default, Tests.TryRead),
        recommendation.Share("significance", ScenarioWords.Share(Usual.Significance)),
        recommendation.Inside("stability", static stability => new StabilityRule(
            stability.Count("most-days", ScenarioWords.Number(Usual.Stability.MostDays), 1, 3650),
            stability.Duration("least-baseline-use", ScenarioWords.Of(Usual.Stability.LeastBaselineUse)),
            stability.Count("least-crashes", ScenarioWords.Number(Usual.Stability.LeastCrashes), 1, 1_000_000),
            stability.Duration("largest-mean", ScenarioWords.Of(Usual.Stability.LargestMean)),
            stability.Duration("largest-mean-after-none", ScenarioWords.Of(Usual.Stability.LargestMeanAfterNone)),
            stability.Duration("least-drop", ScenarioWords.Of(Usual.Stability.LeastDrop)),
            stability.Share("largest-share", ScenarioWords.Share(Usual.Stability.LargestShare)))),
        recommendation.Share("accepted", ScenarioWords.Share(Usual.Accepted)),
        recommendation.Duration("answer-after", ScenarioWords.Of(Usual.AnswerAfter)));

    public static void Write(HoconWriter writer, RecommendationSettings recommendation) =>
        writer.Section("recommendation", () =>
        {
            writer.Key("test", Tests.Of(recommendation.Test));
            writer.Key("significance", ScenarioWords.Share(recommendation.Significance));
            writer.Section("stability", () =>
            {
                var rule = recommendation.Stability;
                writer.Key("most-days", $"{rule.MostDays}");
                writer.Key("least-baseline-use", ScenarioWords.Of(rule.LeastBaselineUse));
                writer.Key("least-crashes", $"{rule.LeastCrashes}");
                writer.Key("largest-mean", ScenarioWords.Of(rule.LargestMean));
                writer.Key("largest-mean-after-none", ScenarioWords.Of(rule.LargestMeanAfterNone));
                writer.Key("least-drop", ScenarioWords.Of(rule.LeastDrop));
                writer.Key("largest-share", ScenarioWords.Share(rule.LargestShare));
            });
            writer.Key("accepted", ScenarioWords.Share(recommendation.Accepted));
            writer.Key("answer-after", ScenarioWords.Of(recommendation.AnswerAfter));
        });
}
