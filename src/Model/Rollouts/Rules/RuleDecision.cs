using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>A figure that a decision saw, by its name.</summary>
public readonly record struct Figure(string Name, double Value);

/// <summary>What a halt does. They can be combined.</summary>
[Flags]
public enum HaltEffects
{
    /// <summary>Nothing but the message to people: the rollout goes on.</summary>
    Alert = 0,

    /// <summary>The release is offered to no further device.</summary>
    StopOffering = 1,

    /// <summary>What is granted or queued and has not started is cancelled; what has started ends.</summary>
    CancelQueued = 2,

    /// <summary>Devices that have it remove it.</summary>
    Uninstall = 4,

    /// <summary>The rollout stays as it is until a person resumes it.</summary>
    PauseUntilResumed = 8,

    /// <summary>
    /// The published percentage becomes 0 and devices draw as before, so those that are admitted at 0 % still get it.
    /// </summary>
    LowerToZero = 16,
}

/// <summary>The reason for a decision: a sentence, and the figures that it saw.</summary>
public sealed record Because(string Sentence, ImmutableArray<Figure> Figures)
{
    public static readonly Because Nothing = new("", []);

    /// <summary>
    /// A sentence with its figures. The sentence is formatted without a culture.
    /// </summary>
    public static Because Of(FormattableString sentence, params ReadOnlySpan<Figure> figures) =>
        new(sentence?.ToString(CultureInfo.InvariantCulture) ?? "", [.. figures]);

    public bool Equals(Because? other) =>
        other is not null && Sentence == other.Sentence && Figures.SequenceEqual(other.Figures);

    public override int GetHashCode() => HashCode.Combine(Sentence, Figures.Length);
}

/// <summary>What a rule decides.</summary>
/// <param name="By">The ramp or the brake that decides.</param>
public abstract record RuleDecision(string By, Because Because)
{
    /// <summary>How strong it is: of the decisions of one moment the strongest holds.</summary>
    internal int Strength => this switch
    {
        Withdraw => 6,
        Halt => 5,
        StartOver => 4,
        Hold => 3,
        Promote => 2,
        Advance => 2,
        Clear => 1,
        _ => 0,
    };

    /// <summary>Nothing changes.</summary>
    public sealed record Continue(string By, Because Because) : RuleDecision(By, Because);

    /// <summary>The ramp goes to a percentage.</summary>
    public sealed record Advance(double Percent, string By, Because Because) : RuleDecision(By, Because);

    /// <summary>The next group or ring starts.</summary>
    /// <param name="Group">Its number, from 1.</param>
    /// <param name="Percent">The percentage of the ramp with it.</param>
    public sealed record Promote(int Group, double Percent, string By, Because Because) : RuleDecision(By, Because);

    /// <summary>The ramp stays where it is.</summary>
    /// <param name="Until">When it is asked again; never, when only new evidence can end the hold.</param>
    public sealed record Hold(VirtualTime Until, string By, Because Because) : RuleDecision(By, Because);

    public sealed record Halt(HaltEffects Effects, string By, Because Because) : RuleDecision(By, Because);

    /// <summary>The release is revoked.</summary>
    /// <param name="RemoveFromDevices">Whether devices that update automatically remove it.</param>
    public sealed record Withdraw(bool RemoveFromDevices, string By, Because Because) : RuleDecision(By, Because);

    /// <summary>A test has ended in favour of the release; its brake is not asked again.</summary>
    public sealed record Clear(string By, Because Because) : RuleDecision(By, Because);

    /// <summary>The ramp starts again at its first step.</summary>
    public sealed record StartOver(double Percent, string By, Because Because) : RuleDecision(By, Because);
}
