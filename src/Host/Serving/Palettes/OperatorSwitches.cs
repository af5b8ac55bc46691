using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Host.Pbm;
using RsrActors.Host.Scenarios;

namespace RsrActors.Host.Serving.Palettes;

/// <summary>What an operator says with a command: how much, why, which update.</summary>
internal static class OperatorSwitches
{
    public static readonly Switch Cause = new("cause", "Why; it stands in the release's history.")
    {
        Brief = "c",
        IsRequired = true,
        Check = static value => string.IsNullOrWhiteSpace(value) ? "it must say something"
            : value.Any(char.IsControl) ? "it must be one line of text"
            : null,
    };

    public static Switch Percent(string description) => new(
        "percent", $"{description} A percentage of the fleet from 0 to 100: 5, 12.5 or 12.5%. It holds until 'release resume'.")
    {
        Brief = "p",
        Check = static value => PercentOf(value) is >= 0 and <= 100
            ? null
            : "it must be a percentage from 0 to 100, as 5, 12.5 or 12.5%",
    };

    public static Switch Update(LiveSimulation live)
    {
        ImmutableArray<string> updates = [.. live.Scenario.Updates.Select(update => update.Version)];
        return new("update", "The software update's version.")
        {
            Brief = "u",
            IsRequired = true,
            Check = value => updates.Contains(value)
                ? null
                : $"the scenario's software updates are {ScenarioWords.OrNone(updates)}",
            Completion = (_, _) => ValueTask.FromResult(updates),
        };
    }

    /// <summary>Null when the switch is left out.</summary>
    public static double? FindPercent(Call call) => call.Find("percent") is { } value ? PercentOf(value) : null;

    private static double? PercentOf(string value) => double.TryParse(
        value.EndsWith('%') ? value.AsSpan(0, value.Length - 1).TrimEnd() : value,
        NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        ? percent
        : null;
}
