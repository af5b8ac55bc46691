using System.Collections.Immutable;

namespace RsrActors.Model.Analytics;

/// <summary>The detection rules; each of them judges every response.</summary>
public static class DetectionRules
{
    /// <summary>
    /// The name of the sequential test, which is applied after every report. The other rules are applied once a day.
    /// </summary>
    public const string Sequential = "maxsprt";

    /// <summary>The daily rules with their published parameters, or with usual ones where none are published.</summary>
    public static readonly ImmutableArray<DetectionRule> Daily =
    [
        new DetectionRule.ToyGate(),
        new DetectionRule.PlayVitals(),
        new DetectionRule.PhasedUpdates(),
        new DetectionRule.ShareOfGroup(Percent: 5),
        new DetectionRule.ShareOfReports(Percent: 5, LeastReports: 20),
    ];

    /// <summary>The names of all rules; the sequential test is the first.</summary>
    public static readonly ImmutableArray<string> Names = [Sequential, .. Daily.Select(rule => rule.Name)];
}
