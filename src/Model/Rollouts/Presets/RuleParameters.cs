using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>The values of a preset's keys: all of them, each one allowed.</summary>
public sealed class RuleParameters
{
    private readonly ImmutableSortedDictionary<string, RuleValue> _values;

    internal RuleParameters(ImmutableSortedDictionary<string, RuleValue> values) => _values = values;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyDictionary<string, RuleValue> Values => _values;

    public double Number(string key) => ((RuleValue.Number)_values[key]).Value;

    public int Count(string key) => checked((int)Number(key));

    public TimeSpan Duration(string key) => ((RuleValue.Duration)_values[key]).Value;

    public bool Flag(string key) => ((RuleValue.Flag)_values[key]).Value;

    public string Word(string key) => ((RuleValue.Word)_values[key]).Value;

    public ImmutableArray<double> Numbers(string key) => ((RuleValue.Numbers)_values[key]).Values;

    public ImmutableArray<RampStep> Steps(string key) => ((RuleValue.Steps)_values[key]).Values;
}
