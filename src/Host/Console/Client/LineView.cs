namespace RsrActors.Host.Pbm.Client;

/// <summary>What of a prompt and a line fits into one row of a terminal, and where the cursor stands in that row.</summary>
internal sealed record LineView(string Row, int Cursor)
{
    /// <summary>The line slides under its prompt, so that the cursor is always to be seen. The last column stays free.</summary>
    public static LineView Of(string prompt, EditedLine line, int width)
    {
        var room = Math.Max(1, width - 1);
        if (prompt.Length > room / 2)
            prompt = prompt[..0]; // Too narrow for both.
        room -= prompt.Length;
        var first = Math.Max(0, line.Cursor - room);
        var shown = line.Text.Substring(first, Math.Min(room, line.Text.Length - first));
        return new(prompt + shown, prompt.Length + line.Cursor - first);
    }
}
