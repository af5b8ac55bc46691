using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NCalc;
using NCalc.Exceptions;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Measures;

/// <summary>An expression over measures: <c>exposed-hours * 0.02 + devices-harmed * 3</c>.</summary>
/// <remarks>
/// A name reaches from its first letter over letters, digits, hyphens and dots; so a minus after a name needs a blank
/// before it. Operators and functions are those of NCalc. When a measure of it never happened and the value is not
/// finite, the value is never, +infinity; without such a measure a value that is no number is missing.
/// </remarks>
internal sealed partial class MeasureExpression
{
    private const ExpressionOptions Options =
        ExpressionOptions.NoCache | ExpressionOptions.IgnoreCaseAtBuiltInFunctions;

    private static readonly ImmutableArray<string> Operators = ["and", "or", "not", "true", "false", "in", "like"];

    private readonly string _text;

    private MeasureExpression(string text, ImmutableArray<string> names) => (_text, Names) = (text, names);

    /// <summary>The measures of which the value is made.</summary>
    public ImmutableArray<string> Names { get; }

    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    public static MeasureExpression? Read(string text, ImmutableArray<string> known, out string why)
    {
        var names = Token().Matches(text).Where(token => token.Groups["name"].Success)
            .Select(token => token.Value)
            .Where(name => !Operators.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            why = MeasureList.Unknown(unknown, known)
                + (known.Any(name => unknown.StartsWith($"{name}-", StringComparison.Ordinal))
                    ? " A minus after a name needs a blank before it."
                    : "");
            return null;
        }

        var expression = new MeasureExpression(Token().Replace(text, Written), names);
        why = expression.Objection() is { } objection
            ? $"found '{ValueText.Shorten(text)}', which is no expression over measures: {objection}"
            : "";
        return why.Length == 0 ? expression : null;
    }

    /// <param name="valueOf">The value of a measure of <see cref="Names"/>.</param>
    /// <returns>Null when the value is no number.</returns>
    public double? Of(Func<string, double> valueOf)
    {
        var values = Names.ToDictionary(name => name, valueOf, StringComparer.Ordinal);
        var value = Evaluate(values);
        return double.IsFinite(value) ? value
            : values.Values.Any(double.IsPositiveInfinity) ? double.PositiveInfinity
            : null;
    }

    /// <summary>Tries it once: NCalc knows its functions and the types of its operands only then.</summary>
    private string? Objection()
    {
        try
        {
            _ = Evaluate(Names.ToDictionary(name => name, _ => 1.0, StringComparer.Ordinal));
            return null;
        }
        catch (Exception e) when (e is NCalcException or FormatException or InvalidCastException
            or ArgumentException or InvalidOperationException or OverflowException or NotSupportedException)
        {
            return OneLine.Of(e.Message).TrimEnd('.') + ".";
        }
    }

    private double Evaluate(Dictionary<string, double> values)
    {
        var expression = new Expression(_text, Options, null, CultureInfo.InvariantCulture);
        foreach (var (name, value) in values)
            expression.Parameters[name] = value;
        return Convert.ToDouble(expression.Evaluate(), CultureInfo.InvariantCulture);
    }

    /// <summary>Names in brackets, because of their hyphens; whole numbers as decimals, which do not overflow.</summary>
    private static string Written(Match token) =>
        token.Groups["name"].Success && !Operators.Contains(token.Value, StringComparer.OrdinalIgnoreCase)
            ? $"[{token.Value}]"
        : token.Groups["whole"].Success ? $"{token.Value}.0"
        : token.Value;

    [GeneratedRegex(
        @"'[^']*'|(?<function>[A-Za-z][A-Za-z0-9]*(?=\s*\())"
        + @"|(?<name>[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*)"
        + @"|(?<number>[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)|(?<whole>[0-9]+)")]
    private static partial Regex Token();
}
