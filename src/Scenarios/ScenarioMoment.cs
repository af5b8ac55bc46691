using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios;

/// <summary>A moment in UTC, as scenarios and options write it.</summary>
public static class ScenarioMoment
{
    /// <summary>A moment or a date, which means its first moment; null when the text is neither.</summary>
    public static DateTimeOffset? Read(string text, out string why)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = InstantValues.ReadDay(text, out var moment, out why);
        why = why.Replace($"'{text}'", $"'{ValueText.Shorten(text)}'", StringComparison.Ordinal);
        return read ? moment : null;
    }
}
