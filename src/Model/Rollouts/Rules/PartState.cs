using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>
/// What a ramp or a brake remembers between two questions: a few numbers whose meaning is its own. A number that was
/// never set is zero, so the state starts empty.
/// </summary>
public readonly record struct PartState
{
    private readonly ImmutableArray<double> _numbers;

    public PartState(params ReadOnlySpan<double> numbers) => _numbers = [.. numbers];

    /// <summary>The form in which it is stored.</summary>
    public ImmutableArray<double> Numbers => _numbers.IsDefault ? [] : _numbers;

    public double this[int i] => i < Numbers.Length ? _numbers[i] : 0;

    /// <summary>The same with one number set.</summary>
    public PartState With(int i, double value)
    {
        var numbers = new double[Math.Max(Numbers.Length, i + 1)];
        Numbers.CopyTo(numbers);
        numbers[i] = value;
        return new(numbers);
    }

    public bool Equals(PartState other) => Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan());

    public override int GetHashCode() => Numbers.Length == 0 ? 0 : HashCode.Combine(Numbers.Length, Numbers[^1]);
}

/// <summary>What a rule remembers of one of its parts.</summary>
/// <param name="Next">When it is asked next by its own interval; zero before it was ever asked.</param>
/// <param name="IsDone">
/// A brake is not asked again after it has cleared the release, after an alert, and after a person has overruled it.
/// </param>
/// <param name="Holds">Whether a brake held when it was asked last. It holds the ramp until it is asked again.</param>
public sealed record PartStanding(PartState State, VirtualTime Next, bool IsDone = false, bool Holds = false)
{
    public static readonly PartStanding New = new(default, VirtualTime.Zero);
}

/// <summary>A decision of a brake that waits for the person who takes it.</summary>
/// <param name="Brake">The place of the brake in the rule.</param>
public sealed record PendingDecision(VirtualTime At, int Brake, RuleDecision Decision);

/// <summary>What a rule remembers between two questions. It is stored, so that a restart changes no decision.</summary>
/// <param name="Ramp">Of the ramp.</param>
/// <param name="Brakes">Of the brakes, in the order of the rule; empty before the first question.</param>
public sealed record RuleState(PartStanding Ramp, ImmutableArray<PartStanding> Brakes)
{
    public static readonly RuleState Empty = new(PartStanding.New, []);

    /// <summary>What waits for a person; null when nothing does.</summary>
    public PendingDecision? Pending { get; init; }

    /// <summary>Whether the last answer was a hold.</summary>
    public bool IsHeld { get; init; }

    /// <summary>
    /// The place of the brake that has halted the rollout; null when none has. A halted rule is asked no more, until a
    /// person resumes the rollout: <see cref="RuleDecider.Resume"/>.
    /// </summary>
    public int? HaltedBy { get; init; }

    /// <summary>
    /// Whether a person has just resumed the rollout: at the next question, at the same moment, the ramp goes on with
    /// its step of that moment.
    /// </summary>
    public bool IsResumed { get; init; }

    /// <summary>When the ramp has started over; zero when it has not. Times count from there.</summary>
    public VirtualTime StartedOver { get; init; }

    public bool Equals(RuleState? other) =>
        other is not null && Ramp == other.Ramp && Brakes.SequenceEqual(other.Brakes) && Pending == other.Pending
        && IsHeld == other.IsHeld && HaltedBy == other.HaltedBy && StartedOver == other.StartedOver;

    public override int GetHashCode() => HashCode.Combine(Ramp, Brakes.Length, Pending, IsHeld, HaltedBy, StartedOver);
}
