using System.Text;

namespace RsrActors.Pbm.Client;

/// <summary>Text of a host for a terminal: it must not contain control sequences.</summary>
internal static class TerminalText
{
    /// <summary>Each control character except tab and line feed becomes U+FFFD.</summary>
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
