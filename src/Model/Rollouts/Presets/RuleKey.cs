using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>The parts of a rule.</summary>
[Flags]
public enum RuleParts
{
    Ramp = 1,
    Brakes = 2,
}

/// <summary>A key of a preset, as data: scenarios, commands, documents and tests are made from it.</summary>
/// <param name="Name">As it is written in a scenario.</param>
/// <param name="Default">The vendor's default, or a usual value where the vendor has none.</param>
/// <param name="Meaning">One sentence, with the unit.</param>
public sealed record RuleKey(string Name, RuleKeyKind Kind, RuleValue Default, string Meaning)
{
    /// <summary>The least value: of a number, of each of the numbers, or of a duration in milliseconds.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The largest value, in the same units.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Of which part of the rule it is: when ramp and brakes are set apart, each takes its own keys.</summary>
    public RuleParts Of { get; init; } = RuleParts.Brakes;

    /// <summary>The same as a key of the ramp.</summary>
    public RuleKey OfRamp() => this with { Of = RuleParts.Ramp };

    /// <summary>The same as a key of ramp and brakes.</summary>
    public RuleKey OfBoth() => this with { Of = RuleParts.Ramp | RuleParts.Brakes };

    /// <summary>The words that are allowed.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    public static RuleKey Number(string name, double value, double least, double most, string meaning) =>
        new(name, RuleKeyKind.Number, new RuleValue.Number(value), meaning) { Least = least, Most = most };

    public static RuleKey Count(string name, long value, long least, long most, string meaning) =>
        new(name, RuleKeyKind.WholeNumber, new RuleValue.Number(value), meaning) { Least = least, Most = most };

    /// <summary>A percentage from 0 to 100.</summary>
    public static RuleKey Percent(string name, double value, string meaning) =>
        new(name, RuleKeyKind.Percent, new RuleValue.Number(value), meaning) { Least = 0, Most = 100 };

    public static RuleKey Duration(string name, TimeSpan value, TimeSpan least, TimeSpan most, string meaning) =>
        new(name, RuleKeyKind.Duration, new RuleValue.Duration(value), meaning)
        {
            Least = least.TotalMilliseconds,
            Most = most.TotalMilliseconds,
        };

    public static RuleKey Flag(string name, bool value, string meaning) =>
        new(name, RuleKeyKind.Flag, new RuleValue.Flag(value), meaning);

    public static RuleKey Word(string name, string value, ImmutableArray<string> words, string meaning) =>
        new(name, RuleKeyKind.Word, new RuleValue.Word(value), meaning) { Words = words };

    public static RuleKey Numbers(
        string name, ImmutableArray<double> values, double least, double most, string meaning) =>
        new(name, RuleKeyKind.Numbers, new RuleValue.Numbers(values), meaning) { Least = least, Most = most };

    /// <summary>Percentages by the time since the publication, ascending in both, the first at zero.</summary>
    public static RuleKey Steps(string name, ImmutableArray<RampStep> steps, string meaning) =>
        new(name, RuleKeyKind.Steps, new RuleValue.Steps(steps), meaning) { Least = 0, Most = 100 };

    /// <summary>What is allowed, as the end of a sentence.</summary>
    public string Allowed => Kind switch
    {
        RuleKeyKind.Flag => "on or off",
        RuleKeyKind.Percent => $"{Text(Least)} % to {Text(Most)} %",
        RuleKeyKind.Word => string.Join(", ", Words),
        RuleKeyKind.Duration => $"a duration from {Span(Least)} to {Span(Most)}",
        RuleKeyKind.Steps => "percentages from 0 to 100 by ascending times, the first at zero",
        RuleKeyKind.Numbers => $"numbers from {Text(Least)} to {Text(Most)}",
        RuleKeyKind.WholeNumber => $"a whole number from {Text(Least)} to {Text(Most)}",
        _ => $"a number from {Text(Least)} to {Text(Most)}",
    };

    /// <summary>Whether a value is allowed for the key.</summary>
    public bool Allows(RuleValue value) => (Kind, value) switch
    {
        (RuleKeyKind.Number or RuleKeyKind.Percent, RuleValue.Number v) => IsWithin(v.Value),
        (RuleKeyKind.WholeNumber, RuleValue.Number v) => IsWithin(v.Value) && Math.Floor(v.Value) == v.Value,
        (RuleKeyKind.Duration, RuleValue.Duration v) => IsWithin(v.Value.TotalMilliseconds),
        (RuleKeyKind.Flag, RuleValue.Flag) => true,
        (RuleKeyKind.Word, RuleValue.Word v) => Words.Contains(v.Value),
        (RuleKeyKind.Numbers, RuleValue.Numbers v) => !v.Values.IsEmpty && v.Values.All(IsWithin),
        (RuleKeyKind.Steps, RuleValue.Steps v) => AreSteps(v.Values),
        _ => false,
    };

    private bool IsWithin(double value) => value >= Least && value <= Most;

    private static bool AreSteps(ImmutableArray<RampStep> steps) =>
        !steps.IsEmpty && steps[0].After == TimeSpan.Zero
        && steps.All(step => step.Percent is >= 0 and <= 100)
        && steps.Zip(steps.Skip(1)).All(pair =>
            pair.First.After < pair.Second.After && pair.First.Percent < pair.Second.Percent);

    private static string Text(double value) => new RuleValue.Number(value).ToString();

    private static string Span(double milliseconds) =>
        new RuleValue.Duration(TimeSpan.FromMilliseconds(milliseconds)).ToString();
}
