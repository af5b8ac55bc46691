using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Laboratory.Designs;

/// <summary>A number with its unit, as scenarios have it: <c>72 h</c>, <c>12.5 %</c>, <c>1000</c>.</summary>
/// <param name="Unit">Empty for a number without one.</param>
public readonly partial record struct RangeNumber(double Number, string Unit)
{
    private const string Plain = "0.############################";

    /// <summary>Null when the text is no number, or none that a double holds.</summary>
    public static RangeNumber? Read(string text)
    {
        var match = Pattern().Match(text.Trim());
        return match.Success
            && double.TryParse(
                match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < 1e15
            ? new(number, match.Groups[2].Value.Trim())
            : null;
    }

    /// <summary>
    /// A plain decimal with 12 digits at most, in a unit in which a scenario accepts it: a duration is a whole number
    /// of milliseconds, a size a whole number of bytes.
    /// </summary>
    public override string ToString()
    {
        var number = decimal.Parse(
            Number.ToString("G12", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        var text = Join(number, Unit);
        ImmutableArray<(Quantity Quantity, decimal Divisor, string Unit)> wholes =
            [(Quantity.Duration, 1000, "s"), (Quantity.Size, 1, "B"), (Quantity.Rate, 1, "B/s")];
        foreach (var (quantity, divisor, unit) in wholes)
        {
            if (Unit.Length > 0 && quantity.Read(text, out _) is { } read && decimal.Truncate(read) != read)
                return Join(Math.Round(read) / divisor, unit);
        }

        return text;
    }

    private static string Join(decimal number, string unit)
    {
        var text = number.ToString(Plain, CultureInfo.InvariantCulture);
        return unit.Length == 0 ? text : $"{text} {unit}";
    }

    [GeneratedRegex(@"^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s*([^\s0-9.+-].*)?$")]
    private static partial Regex Pattern();
}
