using System.Globalization;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Scenarios.Sections;

/// <summary>Values as they are written in a scenario file. Each reads back as itself.</summary>
public static class ScenarioWords
{
    private const decimal TicksPerMillisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>Stands in place of a duration when the scenario has no end.</summary>
    public const string Unlimited = "unlimited";

    public static string Of(TimeSpan duration) => Quantity.Duration.Write(duration.Ticks / TicksPerMillisecond);

    public static string Of(Span span) => $"[{Of(span.From)}, {Of(span.To)}]";

    public static string Share(double fraction) => Quantity.Share.Write(Exact(fraction) * 100);

    public static string Percent(double percent) => Quantity.Share.Write(Exact(percent));

    public static string Size(long bytes) => Quantity.Size.Write(bytes);

    public static string Rate(long bytesPerSecond) => Quantity.Rate.Write(bytesPerSecond);

    public static string Number(double number) =>
        Exact(number).ToString("0.############################", CultureInfo.InvariantCulture);

    public static string Switch(bool on) => on ? "on" : "off";

    public static string Instant(DateTimeOffset instant) =>
        QuotedText.Of(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>A list of names within a sentence.</summary>
    public static string OrNone(IEnumerable<string> names) =>
        string.Join(", ", names.DefaultIfEmpty("(there are none)"));

    /// <summary>The shortest decimal that reads back as this double.</summary>
    private static decimal Exact(double value) =>
        decimal.Parse(
            value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
