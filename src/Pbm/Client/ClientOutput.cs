using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Client;

/// <summary>Prints answers: unchanged into a pipe, without control characters on a terminal.</summary>
public sealed class ClientOutput(TextWriter lines, bool isTerminal)
{
    public void Print(Response.Line line) => Print(line.Json?.GetRawText() ?? line.Text ?? "");

    public void Print(string line)
    {
        lines.Write(isTerminal ? TerminalText.Harmless(line) : line);
        lines.Write('\n');
        lines.Flush();
    }
}
