namespace RsrActors.Model.Tests.Statistics.Designs;

/// <summary>
/// sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 for x between -π and π: the field's test function for sensitivity (Ishigami and
/// Homma 1990).
/// </summary>
internal static class Ishigami
{
    public const double Variance = 13.844587940719254;

    public static readonly double[] First = [0.3139051911, 0.4424111447, 0];

    public static readonly double[] Total = [0.5575888552, 0.4424111447, 0.2436836641];

    /// <param name="unit">A point of the unit cube.</param>
    public static double At(IReadOnlyList<double> unit)
    {
        double[] x = [.. unit.Select(u => -Math.PI + 2 * Math.PI * u)];
        var sine = Math.Sin(x[1]);
        return Math.Sin(x[0]) + 7 * sine * sine + 0.1 * x[2] * x[2] * x[2] * x[2] * Math.Sin(x[0]);
    }
}
