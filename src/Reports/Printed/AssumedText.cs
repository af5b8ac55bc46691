using System.Globalization;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Printed;

/// <summary>Says in one line what a run over an inventory assumes about people.</summary>
public static class AssumedText
{
    /// <returns>One line, and a second one where some platforms or groups have other numbers.</returns>
    public static IEnumerable<string> Of(AssumedFigures assumed)
    {
        ArgumentNullException.ThrowIfNull(assumed);
        var laptops = assumed.LaptopsClosedAtNight is { } closed
            ? $"{Percent(closed)} of laptops closed at night, "
            : "";
        yield return $"assumed: {laptops}{Percent(assumed.ChargedAtNight)} charged at night, {ZonesOf(assumed)}";
        if (assumed.HasExceptions)
            yield return "other numbers are assumed for some platforms or groups";
    }

    private static string ZonesOf(AssumedFigures assumed) => assumed.TimeZones == 1
        ? $"one time zone, {Zone(assumed.FirstZoneHours)}"
        : $"{HumanText.Count(assumed.TimeZones)} time zones, {Zone(assumed.FirstZoneHours)} to "
            + Zone(assumed.LastZoneHours);

    private static string Percent(decimal share) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    private static string Zone(decimal hours) =>
        string.Create(CultureInfo.InvariantCulture, $"UTC{hours:+0.##;-0.##;+0}");
}
