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

    public static RecommendationSettings Read(Section recommendation) => new(
        recommendation.Value<DeviceTest>("test", "exact", default, Tests.TryRead),
        recommendation.Share("significance", "5 %"),
        recommendation.Inside("stability", static stability => new StabilityRule(
            stability.Count("most-days", "14", 1, 3650),
            stability.Duration("least-baseline-use", "5 h"),
            stability.Count("least-crashes", "3", 1, 1_000_000),
            stability.Duration("largest-mean", "10 h"),
            stability.Duration("largest-mean-after-none", "5 h"),
            stability.Duration("least-drop", "1 h"),
            stability.Share("largest-share", "50 %"))),
        recommendation.Share("accepted", "60 %"),
        recommendation.Duration("answer-after", "2 h"));

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
