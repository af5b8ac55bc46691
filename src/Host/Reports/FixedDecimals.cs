namespace RsrActors.Host.Reports;

/// <summary>Numbers that are always written with the same number of decimals.</summary>
internal static class FixedDecimals
{
    /// <summary>Milliseconds as seconds with three decimals: 45250 is 45.250, 34800000 is 34800.000.</summary>
    public static decimal Seconds(long milliseconds)
    {
        var magnitude = Math.Abs(milliseconds);
        return new((int)magnitude, (int)(magnitude >> 32), 0, milliseconds < 0, 3);
    }
}
