using System.Collections.Immutable;
using System.Globalization;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>The type of a key's value.</summary>
public enum RuleKeyKind
{
    Number,
    Percent,
    WholeNumber,
    Duration,
    Flag,
    Word,
    Numbers,
    Steps,
}

/// <summary>The value of a key of a preset.</summary>
public abstract record RuleValue(RuleKeyKind Kind)
{
    /// <summary>A number. It also serves a key for a whole number, if it is one.</summary>
    public sealed record Number(double Value) : RuleValue(RuleKeyKind.Number)
    {
        public override string ToString() => Value.ToString("0.######", CultureInfo.InvariantCulture);
    }

    public sealed record Duration(TimeSpan Value) : RuleValue(RuleKeyKind.Duration)
    {
        /// <summary>In the largest unit that is whole: <c>36h</c>, <c>7d</c>.</summary>
        public override string ToString() => Value switch
        {
            { Ticks: 0 } => "0s",
            _ when Value.Ticks % TimeSpan.TicksPerDay == 0 => Text(Value.TotalDays, "d"),
            _ when Value.Ticks % TimeSpan.TicksPerHour == 0 => Text(Value.TotalHours, "h"),
            _ when Value.Ticks % TimeSpan.TicksPerMinute == 0 => Text(Value.TotalMinutes, "m"),
            _ when Value.Ticks % TimeSpan.TicksPerSecond == 0 => Text(Value.TotalSeconds, "s"),
            _ => Text(Value.TotalMilliseconds, "ms"),
        };

        private static string Text(double number, string unit) =>
            number.ToString("0.###", CultureInfo.InvariantCulture) + unit;
    }

    public sealed record Flag(bool Value) : RuleValue(RuleKeyKind.Flag)
    {
        public override string ToString() => Value ? "true" : "false";
    }

    public sealed record Word(string Value) : RuleValue(RuleKeyKind.Word)
    {
        public override string ToString() => Value;
    }

    public sealed record Numbers(ImmutableArray<double> Values) : RuleValue(RuleKeyKind.Numbers)
    {
        public bool Equals(Numbers? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Length;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"[{string.Join(", ", Values.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture)))}]");
    }

    /// <summary>A percentage by the time since the publication.</summary>
    public sealed record Steps(ImmutableArray<RampStep> Values) : RuleValue(RuleKeyKind.Steps)
    {
        public bool Equals(Steps? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Length;

        public override string ToString() => "[" + string.Join(
            ", ", Values.Select(step => $"{new Duration(step.After)}: {new Number(step.Percent)} %")) + "]";
    }
}
