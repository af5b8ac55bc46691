using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>A metric of Flagger, with the range that passes.</summary>
/// <param name="Least">Below it the check fails; null when there is no such bound.</param>
/// <param name="Most">Above it the check fails; null when there is no such bound.</param>
public sealed record FlaggerMetric(string Name, double? Least, double? Most)
{
    /// <summary>A metric without values fails: the canary "is not receiving traffic".</summary>
    public bool Passes(double? value) => value is { } v && !(v < Least) && !(v > Most);
}

/// <summary>
/// The analysis of Flagger: at each tick all checks run in order, and the first that fails counts once and keeps the
/// weight. When as many have failed as the threshold says, the next tick rolls back. Failures add up over the whole
/// rollout; a success does not take one back.
/// </summary>
/// <remarks>
/// Flagger 15bd6ad (pkg/controller/scheduler.go): the threshold is tested before the checks of the tick; the first
/// tick, at weight 0, has no checks. State: the number of failed checks, and the number of ticks.
/// </remarks>
/// <param name="Threshold">Failed checks before the rollback.</param>
public sealed record FlaggerChecks(ImmutableArray<FlaggerMetric> Metrics, int Threshold, TimeSpan MetricInterval)
    : BrakeBase("flagger-checks", new(
        EvidenceKinds.Installs | EvidenceKinds.Use | EvidenceKinds.Windows, MetricInterval, MetricInterval))
{
    /// <summary>The success rate of installations, in percent.</summary>
    public const string SuccessRate = "install-success-rate";

    /// <summary>The share of active devices with a crash, in percent.</summary>
    public const string CrashedShare = "crashed-share";

    /// <summary>Flagger counts a metric without values as a failed check.</summary>
    public override bool HaltsOnNothing => !Metrics.IsEmpty;

    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var now = evidence.Between(moment.Now - MetricInterval, moment.Now);
        return Tick(state, [.. Metrics.Select(metric => ValueOf(metric.Name, now))]);
    }

    /// <summary>One tick.</summary>
    /// <param name="values">A value for each metric; null where there is none.</param>
    public PartAnswer Tick(PartState state, ImmutableArray<double?> values)
    {
        var (failed, ticks) = (state[0], state[1]);
        if (failed >= Threshold)
        {
            return Halt(state.With(1, ticks + 1), Because.Of(
                $"{failed} checks failed, threshold {Threshold}", new Figure("failed-checks", failed)));
        }

        if (ticks == 0)
            return Continue(state.With(1, 1));
        for (var i = 0; i < Metrics.Length; i++)
        {
            if (Metrics[i].Passes(values[i]))
                continue;
            var because = values[i] is { } value
                ? Because.Of(
                    $"{Metrics[i].Name} is {value:0.###}", new("value", value), new("failed-checks", failed + 1))
                : Because.Of($"{Metrics[i].Name} has no values", new Figure("failed-checks", failed + 1));
            return Hold(new(failed + 1, ticks + 1), because);
        }

        return Continue(state.With(1, ticks + 1));
    }

    public bool Equals(FlaggerChecks? other) =>
        other is not null && Metrics.SequenceEqual(other.Metrics) && Threshold == other.Threshold
        && MetricInterval == other.MetricInterval && Interval == other.Interval;

    public override int GetHashCode() => HashCode.Combine(Metrics.Length, Threshold, MetricInterval);

    private static double? ValueOf(string metric, EvidenceSum now)
    {
        var (installs, use) = (now.Installs, now.OnRelease);
        return metric switch
        {
            SuccessRate when installs.Succeeded + installs.Failed > 0 =>
                Share.Percent(installs.Succeeded, installs.Succeeded + installs.Failed),
            CrashedShare when use.ActiveDevices > 0 => Share.Percent(use.CrashedDevices, use.ActiveDevices),
            _ => null,
        };
    }
}
