using RsrActors.Model.Statistics.Designs;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Designs;

/// <summary>The texts of a range, as a file or a command line has them.</summary>
public sealed record RangeParts
{
    public required string Key { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>Whether the logarithm is uniform.</summary>
    public bool IsLog { get; init; }

    /// <summary>Of a normal distribution; null for another one.</summary>
    public string? Mean { get; init; }

    /// <summary>Of a normal distribution; null for another one.</summary>
    public string? Deviation { get; init; }

    /// <summary>Of a triangular distribution; null for another one.</summary>
    public string? Mode { get; init; }

    public bool IsWhole { get; init; }

    public int? Steps { get; init; }

    /// <summary>The range.</summary>
    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    public FactorRange? Build(out string why)
    {
        string?[] texts = [From, To, Mean, Deviation, Mode];
        var numbers = new RangeNumber?[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            numbers[i] = texts[i] is { } text ? RangeNumber.Read(text) : null;
            if (texts[i] is not null && numbers[i] is null)
                return Refuse($"found '{ValueText.Shorten(texts[i]!)}', allowed is a number such as 12.5 %", out why);
        }

        var units = numbers.Select(number => number?.Unit ?? "").Where(unit => unit.Length > 0)
            .Distinct(StringComparer.Ordinal).ToArray();
        if (units.Length > 1)
        {
            return Refuse(
                $"found the units {string.Join(" and ", units)}, allowed is one unit for all numbers of a range",
                out why);
        }

        var (from, to) = (numbers[0]!.Value.Number, numbers[1]!.Value.Number);
        if (from >= to)
            return Refuse($"found {From} to {To}, allowed is a range whose lower end comes first", out why);
        if (IsLog && from <= 0)
            return Refuse($"found {From} to {To}, allowed are ends above 0 for a logarithmic range", out why);
        if (IsWhole && !(double.IsInteger(from) && double.IsInteger(to)))
            return Refuse($"found {From} to {To}, allowed are whole numbers", out why);
        if (numbers[3] is { Number: <= 0 })
            return Refuse($"found a deviation of {Deviation}, allowed is one above 0", out why);
        if (numbers[4] is { Number: var mode } && (mode < from || mode > to))
            return Refuse($"found a mode of {Mode}, allowed is {From} to {To}", out why);
        if (Steps is < 2 or > FactorRange.MostSteps)
            return Refuse($"found {Steps} steps, allowed are 2 to {FactorRange.MostSteps}", out why);
        why = "";
        FactorDistribution distribution = numbers switch
        {
            [_, _, { Number: var mean }, { Number: var deviation }, _] =>
                new FactorDistribution.Normal(mean, deviation, from, to),
            [_, _, _, _, { Number: var top }] => new FactorDistribution.Triangular(from, top, to),
            _ when IsLog => new FactorDistribution.LogUniform(from, to),
            _ => new FactorDistribution.Uniform(from, to),
        };
        return new(Key, distribution, units.SingleOrDefault() ?? "") { IsWhole = IsWhole, Steps = Steps };
    }

    private static FactorRange? Refuse(string message, out string why)
    {
        why = message;
        return null;
    }
}
