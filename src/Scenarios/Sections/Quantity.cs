using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RsrActors.Scenarios.Sections;

/// <summary>
/// Reads a number with its unit as a number of base units, and writes it back. It uses decimals, so that nothing is
/// rounded.
/// </summary>
public sealed partial class Quantity
{
    /// <summary>The longest duration that a scenario may have.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(3650);

    /// <summary>In milliseconds, the unit of virtual time.</summary>
    public static readonly Quantity Duration = new(
        "a duration", "15 s",
        [
            new("d", 86_400_000, "day", "days"), new("h", 3_600_000, "hour", "hours"),
            new("min", 60_000, "m", "minute", "minutes"), new("s", 1000, "sec", "second", "seconds"),
            new("ms", 1, "milli", "millis", "millisecond", "milliseconds"),
        ]);

    /// <summary>In percent.</summary>
    public static readonly Quantity Share = new("a share", "12.5 %", [new("%", 1)]);

    /// <summary>In bytes; decimal multiples, as downloads are given.</summary>
    public static readonly Quantity Size = new(
        "a size", "85.2 MB", [new("GB", 1_000_000_000), new("MB", 1_000_000), new("KB", 1000, "kB"), new("B", 1)]);

    /// <summary>In bytes a second.</summary>
    public static readonly Quantity Rate = new(
        "a rate", "2 MB/s",
        [new("GB/s", 1_000_000_000), new("MB/s", 1_000_000), new("KB/s", 1000, "kB/s"), new("B/s", 1)]);

    /// <summary>
    /// More base units than any value may have. A larger number is read as this one, so that it is refused because of
    /// its range.
    /// </summary>
    private const decimal Most = 1e14m;

    private readonly string _kind;
    private readonly string _example;
    private readonly ImmutableArray<Unit> _units;

    private Quantity(string kind, string example, ImmutableArray<Unit> units) =>
        (_kind, _example, _units) = (kind, example, units);

    private sealed record Unit(string Name, decimal Factor, params string[] OtherNames)
    {
        public bool IsCalled(string name) => Name == name || OtherNames.Contains(name, StringComparer.Ordinal);
    }

    /// <summary>What is allowed, for messages.</summary>
    public string Allowed =>
        $"{_kind} such as {_example} (units: {string.Join(", ", _units.Select(unit => unit.Name))})";

    /// <summary>Null when the text is not such a quantity; <paramref name="found"/> then says what it is.</summary>
    public decimal? Read(string text, out string found)
    {
        found = $"found '{text}'";
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;

        var name = match.Groups[2].Value;
        if (_units.FirstOrDefault(unit => unit.IsCalled(name)) is not { } unit)
        {
            found += name.Length == 0 ? ", which has no unit" : $", whose unit is '{name}'";
            return null;
        }

        var digits = match.Groups[1].ValueSpan;
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return digits[0] == '-' ? -Most : Most;
        return Math.Clamp(number, -Most / unit.Factor, Most / unit.Factor) * unit.Factor;
    }

    /// <summary>In the largest unit that gives a whole number, if there is one.</summary>
    public string Write(decimal value)
    {
        var unit = value == 0 ? _units.FirstOrDefault(unit => unit.Name == "s") ?? _units[^1]
            : _units.FirstOrDefault(unit => value % unit.Factor == 0) ?? _units[^1];

        // Sizes are read more easily in megabytes with a fraction than in bytes.
        if (ReferenceEquals(this, Size) || ReferenceEquals(this, Rate))
            unit = _units.FirstOrDefault(unit => Math.Abs(value) >= unit.Factor) ?? _units[^1];
        var number = (value / unit.Factor).ToString("0.############################", CultureInfo.InvariantCulture);
        return $"{number} {unit.Name}";
    }

    [GeneratedRegex(@"^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s*([^\s0-9.].*)?$")]
    private static partial Regex Pattern();
}
