using System.Globalization;

namespace RsrActors.Reports.Numbers;

/// <summary>Numbers with three significant digits, or all digits before the point.</summary>
public static class ShortNumber
{
    private const decimal NearlyOne = 0.9995m;

    public static string Of(decimal value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "#,##0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.####" },
        CultureInfo.InvariantCulture);

    public static string Percent(decimal share) => $"{Of(100 * share)} %";

    /// <summary>A chance that rounds to 100 % is not certain, so it is written as above 99.9 %.</summary>
    public static string Chance(decimal chance) => chance >= NearlyOne ? "above 99.9 %" : Percent(chance);
}
