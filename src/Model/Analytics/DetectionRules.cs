using System.Collections.Immutable;

namespace RsrActors.Model.Analytics;

/// <summary>The rules that every response is judged by, side by side.</summary>
public static class DetectionRules
{
    /// <summary>The name of the sequential test, which looks after every report. The others look once a day.</summary>
    public const string Sequential = "maxsprt";

    /// <summary>With the parameters that were published, or, where there are none, that are usual.</summary>
    public static readonly ImmutableArray<DetectionRule> Daily =
    [
        new DetectionRule.ToyGate(),
        new DetectionRule.PlayVitals(),
        new DetectionRule.PhasedUpdates(),
        new DetectionRule.ShareOfGroup(Percent: 5),
        new DetectionRule.ShareOfReports(Percent: 5, LeastReports: 20),
    ];

    /// <summary>The sequential test is the first.</summary>
    public static readonly ImmutableArray<string> Names = [Sequential, .. Daily.Select(rule => rule.Name)];
}
