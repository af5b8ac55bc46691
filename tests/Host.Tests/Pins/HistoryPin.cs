using System.Security.Cryptography;
using System.Text;

namespace RsrActors.Host.Tests.Pins;

/// <summary>
/// What the shipped scenarios, made small, come to: a line each of histories.txt. It changes only in a commit that
/// changes the model or a stored form, and says so.
/// </summary>
internal sealed record HistoryPin(string Scenario, string History, string Events, string Report, string Resolved)
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "Pins", "histories.txt");

    /// <summary>The line of a scenario; a scenario without one has no pin, which is an error.</summary>
    public static string Of(string scenario) =>
        System.IO.File.ReadLines(File)
            .SingleOrDefault(line => line.StartsWith($"{scenario} ", StringComparison.Ordinal))
        ?? $"{scenario} has no line in {File}";

    /// <summary>As it stands in the file.</summary>
    public override string ToString() => $"{Scenario} {History} {Events} {Report} {Resolved}";

    /// <summary>The first 16 hexadecimal digits of a text's SHA-256.</summary>
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
