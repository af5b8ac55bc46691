namespace RsrActors.Pbm.Client;

/// <summary>A line being typed, and the position of the cursor in it.</summary>
internal sealed record EditedLine(string Text, int Cursor)
{
    public static EditedLine Empty { get; } = new("", 0);

    public string Before => Text[..Cursor];

    private string After => Text[Cursor..];

    public static EditedLine Of(string text) => new(text, text.Length);

    public EditedLine Insert(string typed) => new(Before + typed + After, Cursor + typed.Length);

    /// <summary>Replaces the text from a position up to the cursor.</summary>
    public EditedLine Replace(int start, string text) => new(Text[..start] + text + After, start + text.Length);

    public EditedLine Left() => this with { Cursor = Back() };

    public EditedLine Right() => this with { Cursor = Math.Min(Text.Length, Cursor + (IsPair(Cursor) ? 2 : 1)) };

    public EditedLine Home() => this with { Cursor = 0 };

    public EditedLine End() => this with { Cursor = Text.Length };

    public EditedLine WordLeft() => this with { Cursor = WordStart() };

    public EditedLine WordRight()
    {
        var place = Cursor;
        while (place < Text.Length && char.IsWhiteSpace(Text[place]))
            place++;
        while (place < Text.Length && !char.IsWhiteSpace(Text[place]))
            place++;
        return this with { Cursor = place };
    }

    public EditedLine Backspace() => Replace(Back(), "");

    public EditedLine Delete() => new(Before + Text[Right().Cursor..], Cursor);

    public EditedLine CutWord() => Replace(WordStart(), "");

    public EditedLine CutToStart() => Replace(0, "");

    public EditedLine CutToEnd() => new(Before, Cursor);

    private int Back() => Math.Max(0, Cursor - (IsPair(Cursor - 2) ? 2 : 1));

    private bool IsPair(int place) =>
        place >= 0 && place + 1 < Text.Length && char.IsSurrogatePair(Text[place], Text[place + 1]);

    private int WordStart()
    {
        var place = Cursor;
        while (place > 0 && char.IsWhiteSpace(Text[place - 1]))
            place--;
        while (place > 0 && !char.IsWhiteSpace(Text[place - 1]))
            place--;
        return place;
    }
}
