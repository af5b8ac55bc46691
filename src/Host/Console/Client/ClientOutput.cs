using System.Text;
using RsrActors.Host.Pbm.Wire;

namespace RsrActors.Host.Pbm.Client;

/// <summary>Where answers are printed. Nothing the host sends may steer a terminal.</summary>
internal sealed class ClientOutput(TextWriter lines, bool isTerminal)
{
    public void Print(Response.Line line) => Print(line.Json?.GetRawText() ?? line.Text ?? "");

    public void Print(string line)
    {
        lines.Write(isTerminal ? Harmless(line) : line);
        lines.Write('\n');
        lines.Flush();
    }

    private static string Harmless(string line)
    {
        if (!line.Any(Steers))
            return line;
        var text = new StringBuilder(line.Length);
        foreach (var one in line)
            text.Append(Steers(one) ? '\uFFFD' : one);
        return text.ToString();
    }

    private static bool Steers(char one) => char.IsControl(one) && one is not ('\t' or '\n');
}
