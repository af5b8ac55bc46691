using Spectre.Console.Rendering;

namespace RsrActors.Pbm.Client;

/// <summary>
/// What of a prompt and a line fits into one row of a terminal, and in which of its cells the cursor stands.
/// </summary>
internal sealed record LineView(string Row, int Cursor)
{
    /// <summary>Cells that the row takes.</summary>
    public int Width => Cells(Row);

    /// <summary>
    /// The line slides under its prompt, so that the cursor is always to be seen. The last column stays free.
    /// </summary>
    public static LineView Of(string prompt, EditedLine line, int width)
    {
        var room = Math.Max(1, width - 1);
        if (Cells(prompt) > room / 2)
            prompt = ""; // Too narrow for both.
        room -= Cells(prompt);
        var (first, before) = (line.Home(), Cells(line.Before));
        for (; before > room; first = first.Right())
            before -= CellsAt(first);
        var (last, shown) = (line, before);
        for (; last.Cursor < line.Text.Length && shown + CellsAt(last) <= room; last = last.Right())
            shown += CellsAt(last);
        return new(prompt + line.Text[first.Cursor..last.Cursor], Cells(prompt) + before);
    }

    private static int CellsAt(EditedLine place) => Cells(place.Text[place.Cursor..place.Right().Cursor]);

    /// <summary>Letters of East Asian scripts and emoji take two cells each.</summary>
    private static int Cells(string text) => new Segment(text).CellCount();
}
