using System.Collections.Immutable;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Designs;

/// <summary>What the levels of a factor are to the one who asks.</summary>
public enum FactorRole
{
    /// <summary>One may choose a level, such as a rollout rule. Cells are compared with each other.</summary>
    Choice,

    /// <summary>
    /// One has to live with any level, such as a response with or without harm. Only cells with the same level are
    /// compared.
    /// </summary>
    Condition,
}

/// <summary>What an experiment varies.</summary>
/// <param name="Name">The name of its column.</param>
/// <param name="Levels">Its values, in the order of the experiment.</param>
public sealed record Factor(string Name, ImmutableArray<Level> Levels)
{
    public FactorRole Role { get; init; }

    /// <summary>Whether its levels are draws of a posterior, one for each replication, and no alternatives.</summary>
    public bool IsDrawn { get; init; }

    /// <summary>The range of which <see cref="Levels"/> are steps; null when the levels are listed.</summary>
    public FactorRange? Range { get; init; }

    /// <summary>A factor with all values of a range.</summary>
    public static Factor OfRange(string name, FactorRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return new(name, range.Levels) { Range = range };
    }

    /// <summary>The level at a coordinate of a design. Listed levels have equal parts of the axis.</summary>
    /// <param name="coordinate">At least 0, at most 1.</param>
    public Level At(double coordinate) =>
        Range?.At(coordinate) ?? Levels[Math.Min((int)(coordinate * Levels.Length), Levels.Length - 1)];

    /// <summary>A factor that gives one key of the scenario several values.</summary>
    public static Factor OfKey(string name, string key, IEnumerable<string> values) =>
        new(name, [.. values.Select(value => new Level(value, [$"{key}={value}"]))]);

    /// <summary>The factor whose levels are rollout rules. A rule replaces the whole rollout of the scenario.</summary>
    public static Factor OfRules(IEnumerable<string> rules) =>
        new("rule", [.. rules.Select(rule => new Level(rule, [$"rollout={{ rule = {QuotedText.Of(rule)} }}"]))]);
}

/// <summary>One value of a factor.</summary>
/// <param name="Name">How tables show it.</param>
/// <param name="Settings">Each <c>key=value</c>, as <c>--set</c> takes it.</param>
public sealed record Level(string Name, ImmutableArray<string> Settings)
{
    /// <summary>Its value in the unit of the range; null for a listed level.</summary>
    public double? Number { get; init; }
}

/// <summary>One combination of settings. Its runs differ only by their seeds.</summary>
/// <param name="Levels">The name of its level of each factor; empty when the cells are listed one by one.</param>
/// <param name="Settings">Each <c>key=value</c>.</param>
/// <param name="Condition">
/// Its levels of the factors that are conditions; cells with the same ones are compared. Empty without such a factor.
/// </param>
public sealed record Cell(
    string Name, ImmutableArray<string> Levels, ImmutableArray<string> Settings, string Condition)
{
    /// <summary>What one chooses: its name without its condition. Equal in all conditions.</summary>
    public string Choice { get; init; } = Name;
}
