using System.Text;

namespace RsrActors.Pbm.Client;

/// <summary>What a host says, made fit for a terminal: nothing it sends may steer one.</summary>
internal static class TerminalText
{
    /// <summary>Each control character but tab and line feed becomes U+FFFD.</summary>
    public static string Harmless(string text)
    {
        if (!text.Any(Steers))
            return text;
        var harmless = new StringBuilder(text.Length);
        foreach (var one in text)
            harmless.Append(Steers(one) ? '\uFFFD' : one);
        return harmless.ToString();
    }

    private static bool Steers(char one) => char.IsControl(one) && one is not ('\t' or '\n');
}
