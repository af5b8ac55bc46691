using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Numbers;

/// <summary>Numbers that are always written with the same number of decimals.</summary>
public static class FixedDecimals
{
    private const decimal MillisecondsPerHour = 3_600_000;
    private const double Largest = 1e15;

    /// <summary>Milliseconds as seconds with three decimals: 45250 is 45.250, 34800000 is 34800.000.</summary>
    public static decimal Seconds(long milliseconds)
    {
        var magnitude = Math.Abs(milliseconds);
        return new((int)magnitude, (int)(magnitude >> 32), 0, milliseconds < 0, 3);
    }

    /// <summary>From one moment to another; null when one of them is never.</summary>
    public static decimal? SecondsBetween(VirtualTime from, VirtualTime to) =>
        from.IsNever || to.IsNever ? null : Seconds(to.Milliseconds - from.Milliseconds);

    /// <summary>Milliseconds as hours with two decimals.</summary>
    public static decimal Hours(long milliseconds) => Math.Round(milliseconds / MillisecondsPerHour, 2) + 0.00m;

    /// <summary>Likewise, for sums over many devices.</summary>
    public static decimal Hours(Int128 milliseconds) =>
        Math.Round((decimal)milliseconds / MillisecondsPerHour, 2) + 0.00m;

    /// <summary>Six decimals; null for a value that is not a number, or is too large.</summary>
    public static decimal? Of(double value) =>
        Math.Abs(value) < Largest ? Math.Round((decimal)value, 6) + 0.000000m : null;
}
