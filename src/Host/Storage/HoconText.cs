namespace RsrActors.Host.Storage;

/// <summary>Text as a value of HOCON.</summary>
internal static class HoconText
{
    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
