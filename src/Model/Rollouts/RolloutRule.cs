using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts;

/// <summary>What a release has seen when its rollout rule is asked.</summary>
/// <param name="Elapsed">Since publication; pauses count.</param>
/// <param name="Percent">The ramp as it stands.</param>
/// <param name="Issued">Tickets the signing service has issued for it since the rule was last asked.</param>
/// <param name="Refused">Requests it has refused since then.</param>
/// <param name="Held">The rule held when it was last asked.</param>
public readonly record struct RolloutView(
    TimeSpan Elapsed, double Percent, long Issued, long Refused, bool Held = false);

/// <summary>What a rollout rule says.</summary>
public abstract record RolloutAdvice
{
    private RolloutAdvice()
    {
    }

    public sealed record Stay : RolloutAdvice
    {
        public static readonly Stay Here = new();
    }

    public sealed record Advance(double Percent) : RolloutAdvice;

    public sealed record Hold(string Rule, string Why) : RolloutAdvice;
}

/// <summary>
/// Decides how far the ramp of a published release goes, and when. Pure: it sees only a <see cref="RolloutView"/>.
/// </summary>
/// <param name="Steps">Percent by time since publication, ascending in both; the first is at zero.</param>
/// <param name="HoldAboveRefused">
/// Stay at the current step while more than this share of the ticket requests since the last review was refused; null
/// never to. A rule that holds is asked again every hour.
/// </param>
public sealed record RolloutRule(string Name, ImmutableArray<RampStep> Steps, double? HoldAboveRefused)
{
    /// <summary>What becomes of the release when crash analytics finds that it does harm.</summary>
    public RegressionReaction OnRegression { get; init; } = RegressionReaction.None;

    /// <summary>From the published list of affected applications to that reaction. Not below the lookahead.</summary>
    public TimeSpan ReactAfter { get; init; } = TimeSpan.FromHours(4);

    public static readonly RolloutRule AllAtOnce = new("all-at-once", [new(TimeSpan.Zero, 100)], null);

    /// <summary>Equal steps from the first moment to 100 %, as Fedora CoreOS does over 24 to 72 hours.</summary>
    public static RolloutRule Linear(TimeSpan over, TimeSpan every)
    {
        var count = Math.Max(1, (int)Math.Ceiling(over / every));
        return new(
            "linear", [.. Enumerable.Range(0, count + 1).Select(i => new RampStep(
                i == count ? over : every * i, i == count ? 100 : Math.Max(1, Math.Round(100.0 * i / count, 2))))], null);
    }

    private static readonly TimeSpan HeldReview = TimeSpan.FromHours(1);

    /// <summary>
    /// The first time after publication, not before <paramref name="elapsed"/>, at which the rule wants to be asked: at
    /// its steps, and every hour while the ramp is behind them. Null when it wants nothing any more.
    /// </summary>
    public TimeSpan? NextReview(TimeSpan elapsed, double percent)
    {
        TimeSpan? next = null;
        foreach (var step in Steps)
        {
            if (step.Percent <= percent)
                continue;

            // A step in the past was held; its next review is on the full hours after it.
            var missed = Math.Max(0, Math.Ceiling((elapsed - step.After) / HeldReview));
            var review = step.After + HeldReview * missed;
            if (next is null || review < next)
                next = review;
        }

        return next;
    }

    public RolloutAdvice Advise(RolloutView view)
    {
        var due = Steps.LastOrDefault(step => step.After <= view.Elapsed);
        if (due is null || due.Percent <= view.Percent)
            return RolloutAdvice.Stay.Here;

        // Nobody has asked for a ticket since: no news is no reason to go on.
        var asked = view.Issued + view.Refused;
        if (asked == 0 && view.Held)
            return RolloutAdvice.Stay.Here;

        if (HoldAboveRefused is { } limit && asked > 0 && view.Refused > limit * asked)
        {
            return new RolloutAdvice.Hold(
                Name, $"{view.Refused} of {asked} ticket requests refused, more than {limit * 100:0.##} %");
        }

        return new RolloutAdvice.Advance(due.Percent);
    }
}

/// <param name="After">Since publication.</param>
public sealed record RampStep(TimeSpan After, double Percent);

/// <summary>What a rollout rule does when crash analytics finds that the release does harm.</summary>
public enum RegressionReaction
{
    None,
    Pause,
    Withdraw,
    WithdrawAndRemove,
}
