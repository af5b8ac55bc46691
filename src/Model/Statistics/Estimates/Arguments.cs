using System.Runtime.CompilerServices;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>Checks of arguments that several statistics share.</summary>
internal static class Arguments
{
    /// <summary>For a confidence, a significance level, or the chance of a quantile.</summary>
    public static void ThrowIfNotBetweenZeroAndOne(
        double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, "It must be above 0 and below 1.");
    }

    /// <summary>
    /// A value that never happened is +infinity. NaN and -infinity are no values of a run.
    /// </summary>
    public static void ThrowIfNoValue(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (double.IsNaN(value) || double.IsNegativeInfinity(value))
            throw new ArgumentOutOfRangeException(name, value, "It must be a number or +infinity.");
    }

    public static void ThrowIfNotFinite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "It must be finite.");
    }

    public static void ThrowIfDifferentCounts(
        int first, int second, [CallerArgumentExpression(nameof(second))] string? name = null)
    {
        if (first != second)
            throw new ArgumentException($"There are {first} values in one sample and {second} in the other.", name);
    }
}
