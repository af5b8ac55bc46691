using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Measures;

/// <summary>Makes measures of those that a user defines by expressions.</summary>
public static class OwnMeasures
{
    /// <param name="known">The measures over which they are defined.</param>
    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    public static ImmutableArray<Measure>? Build(
        ImmutableArray<OwnMeasure> own, ImmutableArray<Measure> known, out string why)
    {
        why = "";
        var built = ImmutableArray.CreateBuilder<Measure>(own.Length);
        foreach (var one in own)
        {
            var name = ValueText.Shorten(one.Name);
            if (!OwnMeasure.IsName(one.Name))
                why = $"found the measure '{name}', allowed is {OwnMeasure.NameAllowed}.";
            else if (known.Any(measure => measure.Name == one.Name))
                why = $"there is a measure {name} already; give the own measure another name.";
            else if (built.Any(measure => measure.Name == one.Name))
                why = $"two own measures are named {name}.";
            else if (MeasureExpression.Read(
                one.Value, [.. known.Select(measure => measure.Name)], out var objection) is { } expression)
            {
                built.Add(Of(one, expression, known));
            }
            else
                why = $"the measure {name}: {objection}";
            if (why.Length > 0)
                return null;
        }

        return built.ToImmutable();
    }

    private static Measure Of(OwnMeasure own, MeasureExpression expression, ImmutableArray<Measure> known)
    {
        var parts = expression.Names.ToImmutableDictionary(
            name => name, name => known.First(measure => measure.Name == name), StringComparer.Ordinal);
        return new(
            own.Name, own.Unit, own.Better,
            parts.Values.Any(part => part.Kind == MeasureKind.Time) ? MeasureKind.Time : MeasureKind.Amount,
            own.Meaning.Length > 0 ? own.Meaning : $"{own.Value}.",
            run => expression.Of(name => parts[name].Value(run)) ?? double.NaN)
        {
            Over = expression.Of,
            AppliesTo = scenario => parts.Values.All(part => part.AppliesTo(scenario)),
            Needs = string.Join(
                " and ",
                parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Value.Needs)
                    .Where(needs => needs.Length > 0).Distinct(StringComparer.Ordinal)),
        };
    }
}
