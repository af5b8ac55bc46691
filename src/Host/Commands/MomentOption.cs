using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Commands;

/// <summary>
/// Options whose value is a moment of a run: a duration since the scenario's start, <c>36 h</c> or <c>"2 d 3 h"</c>, or
/// an instant in UTC, <c>2023-07-12T00:00:00Z</c> or <c>2023-07-12</c>.
/// </summary>
internal static partial class MomentOption
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK",
    ];

    public static Option<string?> Create(string name, string description) => new(name)
    {
        Description = $"{description}: a duration since the start such as 36h or \"2 d 3 h\", or an instant such as "
            + "2023-07-12T00:00:00Z.",
    };

    /// <summary>Null when the option is left out. An instant before the start is negative.</summary>
    /// <exception cref="HostException">The value is not a moment.</exception>
    public static VirtualTime? Of(ParseResult parsed, Option<string?> option, Scenario scenario) =>
        parsed.GetValue(option) is { } text ? Parse(option.Name, text, scenario) : null;

    /// <summary>The moment, or the end of what is stored when none is given.</summary>
    /// <exception cref="HostException">It is outside of what the run holds.</exception>
    public static VirtualTime Within(VirtualTime? asked, VirtualTime storedUntil, RunDirectory directory)
    {
        if (asked is not { } at || (at >= VirtualTime.Zero && at <= storedUntil))
            return asked ?? storedUntil;
        var start = directory.Scenario.Start;
        throw HostException.Refused(
            $"--at is outside of what {directory.Path} holds: allowed is {HumanText.Instant(start)} to "
            + $"{HumanText.Instant(start.AddMilliseconds(storedUntil.Milliseconds))}, which is 0 s to "
            + $"{HumanText.Duration(FixedDecimals.Seconds(storedUntil.Milliseconds))} since the start.");
    }

    private static VirtualTime Parse(string option, string text, Scenario scenario)
    {
        if (DateTimeOffset.TryParseExact(
            text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            // Fractions of a millisecond are cut off.
            return new((instant.UtcTicks - scenario.Start.UtcTicks) / TimeSpan.TicksPerMillisecond);
        }

        return Duration(text) is { } since
            ? new(since)
            : throw HostException.Refused(
                $"{option} is '{ValueText.Shorten(text)}'; allowed is "
                + $"{Quantity.Duration.Allowed} since the scenario's start, several of them such as \"2 d 3 h\", or an "
                + "instant such as 2023-07-12T00:00:00Z.");
    }

    /// <summary>
    /// In milliseconds; null when the text is not a sum of durations, or the sum is not whole or longer than any
    /// scenario may be.
    /// </summary>
    private static long? Duration(string text)
    {
        var parts = Durations().Match(text);
        if (!parts.Success)
            return null;
        var sum = 0m;
        foreach (Capture part in parts.Groups[1].Captures)
        {
            if (Quantity.Duration.Read(part.Value, out _) is not { } milliseconds)
                return null;
            sum += milliseconds;
        }

        return decimal.Truncate(sum) == sum && sum <= (decimal)Quantity.LongestDuration.TotalMilliseconds
            ? (long)sum
            : null;
    }

    [GeneratedRegex(@"^\s*(?:([0-9.]+\s*[A-Za-z]+)\s*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Durations();
}
