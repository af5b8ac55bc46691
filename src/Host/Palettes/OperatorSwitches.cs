using System.Globalization;
using RsrActors.Model;
using RsrActors.Pbm;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Palettes;

/// <summary>Switches of the operator's commands: percentage and cause.</summary>
internal static class OperatorSwitches
{
    public static readonly Switch Cause = new("cause", "Why; it is stored in the release's history.")
    {
        Brief = "c",
        IsRequired = true,
        Check = static value => string.IsNullOrWhiteSpace(value) ? "it must not be empty"
            : value.Any(char.IsControl) ? "it must be one line of text"
            : value.Length > ValueText.Longest
                ? $"it must have at most {Words.Count(ValueText.Longest, "character")}"
            : null,
    };

    public static Switch Percent(string description) => new(
        "percent",
        $"{description} A percentage of the fleet from 0 to 100: 5, 12.5 or 12.5%. It holds until 'release resume'.")
    {
        Brief = "p",
        Check = static value => PercentOf(value) switch
        {
            not (>= 0 and <= 100) => "it must be a percentage from 0 to 100, as 5, 12.5 or 12.5%",
            { } percent when Math.Round(percent, 2) != percent => "it must have at most two decimals, as 12.25",
            _ => null,
        },
    };

    /// <summary>A date and a time of day without a time zone.</summary>
    public static readonly Switch LocalDeadline = new(
        "local-deadline", "A date and time, to the minute, that each device keeps in its own time zone.")
    {
        IsRequired = true,
        Check = static value => CommandValues.ReadLocalTime(value) is null
            ? $"it must be {CommandValues.LocalTimeAllowed}"
            : null,
    };

    public static DateTime LocalDeadlineOf(Call call) => CommandValues.ReadLocalTime(call["local-deadline"])!.Value;

    /// <summary>Null when the switch is left out.</summary>
    public static double? FindPercent(Call call) =>
        call.Find("percent") is { } value ? (double?)PercentOf(value) : null;

    private static decimal? PercentOf(string value) => decimal.TryParse(
        value.EndsWith('%') ? value.AsSpan(0, value.Length - 1).TrimEnd() : value,
        NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        ? percent
        : null;
}
