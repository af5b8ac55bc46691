namespace RsrActors.Model.Simulation;

/// <summary>
/// Elementary functions from IEEE 754 additions, multiplications and divisions only, so that a result is the same on
/// every machine. The platform's own functions may differ in the last digit, and a last digit can change a history.
/// </summary>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InvLn2 = 1.44269504088896338700;

    /// <summary>
    /// Natural logarithm, within 1 ulp. The reduction and the polynomial are fdlibm's (Sun, 1993, e_log.c).
    /// </summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;

        var exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54: moves x out of the subnormal range.
            exponent = -54;
        }

        // x = 2^exponent * m with sqrt(1/2) <= m < sqrt(2).
        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m >= 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        var f = m - 1.0;
        var s = f / (2.0 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        var odd = z * (6.666666666666735130e-01
            + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        var half = 0.5 * f * f;
        return exponent * Ln2High - (half - (s * (half + (even + odd)) + exponent * Ln2Low) - f);
    }

    /// <summary>e to the x, within 1 ulp. The reduction and the polynomial are fdlibm's (Sun, 1993, e_exp.c).</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.782712893383973096)
            return double.PositiveInfinity;
        if (x < -745.13321910194110842)
            return 0;

        var k = (int)(InvLn2 * x + (x < 0 ? -0.5 : 0.5));
        var high = x - k * Ln2High;
        var low = k * Ln2Low;
        var r = high - low;
        var t = r * r;
        var c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05
            + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
        var y = 1.0 - ((low - r * c / (2.0 - c)) - high);

        // Two steps: 2^k alone may lie outside the range of normal numbers.
        var first = k / 2;
        return y * PowerOfTwo(first) * PowerOfTwo(k - first);
    }

    /// <summary>
    /// Natural logarithm of 1 + x without the rounding error of 1 + x, within 4 ulp: Kahan's correction of the rounded
    /// sum, as in Goldberg, "What every computer scientist should know about floating-point arithmetic", theorem 4.
    /// </summary>
    public static double Log1P(double x)
    {
        var sum = 1.0 + x;
        return sum == 1.0 || double.IsPositiveInfinity(sum) ? x
            : sum > 0 ? Log(sum) * (x / (sum - 1.0))
            : Log(sum);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
