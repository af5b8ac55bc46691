using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Kayenta's canary analysis of the crash rates of devices with and without the release, a value for each window. A
/// score below the marginal one halts; at the end only a score that passes clears the release.
/// </summary>
/// <remarks>State: when the next analysis is due.</remarks>
/// <param name="Window">The time that one value is the rate of.</param>
/// <param name="BeginAfter">The time before the first analysis.</param>
/// <param name="Lifetime">The time of the whole analysis.</param>
public sealed record KayentaJudge(
    KayentaMetric Metric, double Marginal, double Pass, TimeSpan Window, TimeSpan BeginAfter, TimeSpan Lifetime)
    : BrakeBase("kayenta-judge", new(
        EvidenceKinds.Use | EvidenceKinds.Control | EvidenceKinds.Windows, Window, Lifetime))
{
    /// <summary>The time between two analyses.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A single metric without data has a score of zero, which fails.</summary>
    public override bool HaltsOnNothing => !Metric.ReplacesMissing;

    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var due = state.Numbers.IsEmpty
            ? moment.Published + BeginAfter + Every
            : new VirtualTime((long)state[0]);
        if (moment.Now < due)
            return Continue(state) with { Next = due };

        var windows = evidence.Windows
            .Where(window => window.From >= moment.Published + BeginAfter && window.To <= moment.Now)
            .GroupBy(window => (window.From - moment.Published).Ticks / Window.Ticks)
            .OrderBy(group => group.Key)
            .Select(group => group.Aggregate(
                default(EvidenceSum), (sum, window) => new(
                    sum.Installs, sum.OnRelease + window.OnRelease, sum.OnBase + window.OnBase)))
            .ToArray();
        var judgement = Metric.Judge(
            windows.Select(window => RateOf(window.OnBase)), windows.Select(window => RateOf(window.OnRelease)));
        var score = KayentaScore.Of([new(judgement, "crashes")]);
        var isEnd = moment.Elapsed >= BeginAfter + Lifetime;
        var because = Because.Of(
            $"crash rates {Words.Of(judgement.Label)}, score {score:0.##}",
            new("score", score), new("windows", windows.Length));
        if (score < Marginal || isEnd && score < Pass)
            return Halt(state, because);
        if (isEnd)
            return Clear(state, because);
        var next = VirtualTime.Min(moment.Now + Every, moment.Published + BeginAfter + Lifetime);
        return Continue(new(next.Milliseconds), because) with { Next = next };
    }

    /// <summary>Crashes per device-hour; a window without use has no value.</summary>
    private static double RateOf(UseCounts use) => use.UseMilliseconds == 0 ? double.NaN : use.Rate;
}
