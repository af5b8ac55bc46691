using Spectre.Console.Rendering;

namespace RsrActors.Pbm.Client;

/// <summary>The part of a prompt and a line that fits into one row of a terminal, and the cell of the cursor.</summary>
internal sealed record LineView(string Row, int Cursor)
{
    /// <summary>The number of cells of the row.</summary>
    public int Width => Cells(Row);

    /// <summary>
    /// The line scrolls after its prompt, so that the cursor is always visible. The last column stays free.
    /// </summary>
    public static LineView Of(string prompt, EditedLine line, int width)
    {
        var room = Math.Max(1, width - 1);
        if (Cells(prompt) > room / 2)
            prompt = ""; // The row is too narrow for both.
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
