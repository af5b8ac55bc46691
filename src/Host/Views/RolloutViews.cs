using System.Collections.Immutable;

namespace RsrActors.Host.Views;

/// <summary>The rollout rule of a release. Moments are text as 2023-07-10T17:00:15.000Z.</summary>
internal sealed record RolloutView
{
    public required string Release { get; init; }

    /// <summary>The moment to which the answer applies.</summary>
    public required string At { get; init; }

    /// <summary>draft, ramping, paused, superseded, or withdrawn.</summary>
    public required string Phase { get; init; }

    /// <summary>The share of the fleet to which it is offered, 0 to 100; null without a ramp.</summary>
    public required double? Percent { get; init; }

    /// <summary>rule or operator; null without a ramp.</summary>
    public required string? SetBy { get; init; }

    /// <summary>The rule's name.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's keys with their values, as scenarios write them.</summary>
    public required Dictionary<string, string> Keys { get; init; }

    /// <summary>When the ramp came to its percentage; null before the publication.</summary>
    public required string? StepSince { get; init; }

    /// <summary>What the rule does, or for what it waits.</summary>
    public required string State { get; init; }

    /// <summary>When the rule looks next; null when it does not.</summary>
    public required string? NextLookAt { get; init; }

    /// <summary>The ring that waits; null for none.</summary>
    public required string? NextRing { get; init; }

    /// <summary>Whether that ring waits for a person.</summary>
    public required bool WaitsForApproval { get; init; }

    /// <summary>The last decisions, the latest first.</summary>
    public required IEnumerable<DecisionView> Decisions { get; init; }
}

/// <param name="Decision">What was decided, in a word.</param>
/// <param name="Figures">The figures that the decision saw; null where none are stored.</param>
internal sealed record DecisionView(string At, string Decision, string Why, Dictionary<string, double>? Figures);

/// <summary>A rule of the library.</summary>
internal sealed record RuleView
{
    public required string Name { get; init; }

    public required string Sentence { get; init; }

    /// <summary>Where the rule comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The kinds of evidence that it reads.</summary>
    public required IEnumerable<string> Reads { get; init; }

    public required bool UsableInScenarios { get; init; }

    /// <summary>How long a device waits for its offer on average, in hours; null where no time is known.</summary>
    public required double? MeanWaitHours { get; init; }

    public required IEnumerable<BrakeView> Brakes { get; init; }

    public required IEnumerable<RuleKeyView> Keys { get; init; }

    /// <summary>A block for a scenario.</summary>
    public required string Example { get; init; }
}

/// <param name="Asked">When it is asked.</param>
/// <param name="Consequence">The strongest of its decisions.</param>
internal sealed record BrakeView(string Name, string Asked, string Consequence);

/// <param name="Default">Its value when a scenario does not set it.</param>
/// <param name="Allowed">The values that are allowed, in words.</param>
internal sealed record RuleKeyView(string Name, string Default, string Allowed, string Meaning);

/// <summary>How far a release is in a ring.</summary>
/// <param name="State">open, held, or waiting.</param>
/// <param name="Since">Since when it is offered there; null before.</param>
/// <param name="Next">When or by what it is promoted; null for a ring that is not next.</param>
internal sealed record RingStandingRow(string Release, string Ring, string State, string? Since, string? Next);

/// <summary>A ring of the fleet. Durations are in seconds.</summary>
internal sealed record RingView
{
    /// <summary>The moment to which the answer applies.</summary>
    public required string At { get; init; }

    public required string Ring { get; init; }

    /// <summary>The groups whose devices are in it.</summary>
    public required ImmutableArray<string> Groups { get; init; }

    /// <summary>When it is promoted, in words.</summary>
    public required string Promotion { get; init; }

    /// <summary>The time from publication to the first offer.</summary>
    public required double DeferralSeconds { get; init; }

    /// <summary>The time from the offer to the forced installation; null for none.</summary>
    public required double? DeadlineSeconds { get; init; }

    /// <summary>The least time before a forced restart.</summary>
    public required double GraceSeconds { get; init; }

    /// <summary>The most devices that install at the same time; null for no limit.</summary>
    public required int? AtMost { get; init; }

    public required double? AtMostTimeoutSeconds { get; init; }
}
