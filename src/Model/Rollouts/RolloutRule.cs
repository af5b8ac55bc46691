using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts;

/// <summary>The input of a rollout rule at a review.</summary>
/// <param name="Elapsed">The time since publication; pauses count.</param>
/// <param name="Percent">The present percentage of the ramp.</param>
/// <param name="Issued">Tickets that the signing service has issued for the release since the last review.</param>
/// <param name="Refused">Ticket requests that it has refused since the last review.</param>
/// <param name="Held">Whether the rule held at the last review.</param>
public readonly record struct RolloutView(
    TimeSpan Elapsed, double Percent, long Issued, long Refused, bool Held = false);

/// <summary>The result of a review.</summary>
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
/// Decides how far the ramp of a published release goes, and when. It depends on its <see cref="RolloutView"/> only.
/// </summary>
/// <param name="Steps">Percent by time since publication, ascending in both; the first is at zero.</param>
/// <param name="HoldAboveRefused">
/// The rule holds at the current step while more than this share of the ticket requests since the last review was
/// refused; null to never hold. A rule that holds is reviewed again every hour.
/// </param>
public sealed record RolloutRule(string Name, ImmutableArray<RampStep> Steps, double? HoldAboveRefused)
{
    /// <summary>The rule's reaction when crash analytics finds that the release does harm.</summary>
    public RegressionReaction OnRegression { get; init; } = RegressionReaction.None;

    /// <summary>
    /// The time from the published list of affected applications to that reaction; not below the lookahead.
    /// </summary>
    public TimeSpan ReactAfter { get; init; } = TimeSpan.FromHours(4);

    public static readonly RolloutRule AllAtOnce = new("all-at-once", [new(TimeSpan.Zero, 100)], null);

    /// <summary>Equal steps from publication to 100 %, as Fedora CoreOS does over 24 to 72 hours.</summary>
    public static RolloutRule Linear(TimeSpan over, TimeSpan every)
    {
        var count = Math.Max(1, (int)Math.Ceiling(over / every));
        return new(
            "linear", [.. Enumerable.Range(0, count + 1).Select(i => new RampStep(
                i == count ? over : every * i,
                i == count ? 100 : Math.Max(1, Math.Round(100.0 * i / count, 2))))], null);
    }

    private static readonly TimeSpan HeldReview = TimeSpan.FromHours(1);

    /// <summary>
    /// The time after publication, not before <paramref name="elapsed"/>, of the next review: at each step, and every
    /// hour while the ramp is behind the steps. Null when no review remains.
    /// </summary>
    public TimeSpan? NextReview(TimeSpan elapsed, double percent)
    {
        TimeSpan? next = null;
        foreach (var step in Steps)
        {
            if (step.Percent <= percent)
                continue;

            // The rule held at a step in the past; its next review is a number of full hours after that step.
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

        // Without a ticket request since the last review nothing is known that would end a hold.
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

/// <param name="After">The time since publication.</param>
public sealed record RampStep(TimeSpan After, double Percent);

/// <summary>The reaction of a rollout rule when crash analytics finds that the release does harm.</summary>
public enum RegressionReaction
{
    None,
    Pause,
    Withdraw,
    WithdrawAndRemove,
}
