using System.Collections.Immutable;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Pbm.Client;

/// <summary>What a key means for the line being read.</summary>
internal enum KeyMeaning
{
    Edited,
    Entered,
    CompletionWanted,

    /// <summary>Ctrl-D on an empty line.</summary>
    InputEnded,

    /// <summary>Ctrl-C.</summary>
    Interrupted,
    ScreenCleared,
}

/// <summary>Edits a line with the keys of shells. It does not use a terminal.</summary>
internal sealed class LineEditor(LineHistory history)
{
    public EditedLine Line { get; private set; } = EditedLine.Empty;

    public KeyMeaning Press(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        switch (key.Key)
        {
            case ConsoleKey.Enter:
            case ConsoleKey.J or ConsoleKey.M when control:
                return KeyMeaning.Entered;
            case ConsoleKey.Tab:
                return KeyMeaning.CompletionWanted;
            case ConsoleKey.C when control:
                return KeyMeaning.Interrupted;
            case ConsoleKey.D when control && Line.Text.Length == 0:
                return KeyMeaning.InputEnded;
            case ConsoleKey.L when control:
                return KeyMeaning.ScreenCleared;
        }

        Line = (key.Key, control, alt) switch
        {
            (ConsoleKey.LeftArrow, true, _) or (ConsoleKey.B, _, true) => Line.WordLeft(),
            (ConsoleKey.RightArrow, true, _) or (ConsoleKey.F, _, true) => Line.WordRight(),
            (ConsoleKey.LeftArrow, _, _) or (ConsoleKey.B, true, _) => Line.Left(),
            (ConsoleKey.RightArrow, _, _) or (ConsoleKey.F, true, _) => Line.Right(),
            (ConsoleKey.Home, _, _) or (ConsoleKey.A, true, _) => Line.Home(),
            (ConsoleKey.End, _, _) or (ConsoleKey.E, true, _) => Line.End(),
            (ConsoleKey.UpArrow, _, _) or (ConsoleKey.P, true, _) => Leafed(history.Older(Line.Text)),
            (ConsoleKey.DownArrow, _, _) or (ConsoleKey.N, true, _) => Leafed(history.Newer()),
            (ConsoleKey.W, true, _) or (ConsoleKey.Backspace, _, true) => Line.CutWord(),
            (ConsoleKey.Backspace, _, _) or (ConsoleKey.H, true, _) => Line.Backspace(),
            (ConsoleKey.Delete, _, _) or (ConsoleKey.D, true, _) => Line.Delete(),
            (ConsoleKey.U, true, _) => Line.CutToStart(),
            (ConsoleKey.K, true, _) => Line.CutToEnd(),
            (ConsoleKey.Escape, _, _) => Line,
            _ when char.IsControl(key.KeyChar) || control != alt => Line, // Both together are AltGr, which types.
            _ => Line.Insert(key.KeyChar.ToString()),
        };
        return KeyMeaning.Edited;
    }

    /// <summary>Ends the line and adds it to the history.</summary>
    public string Take()
    {
        var line = Line.Text;
        history.Add(line);
        Line = EditedLine.Empty;
        return line;
    }

    /// <summary>Discards the line and the position in the history.</summary>
    public void Discard()
    {
        history.Rewind();
        Line = EditedLine.Empty;
    }

    /// <summary>
    /// Inserts the common beginning of the candidates, or a blank after a finished value. Returns the candidates when
    /// there is nothing to insert and the user has to choose.
    /// </summary>
    public ImmutableArray<string> Complete(Completion completion, ImmutableArray<string> candidates)
    {
        if (candidates is [])
        {
            Line = completion.IsFinished ? Line.Insert(" ") : Line;
            return [];
        }

        if (candidates is [var only])
        {
            Line = Line.Replace(completion.Start, LineWords.Quoted(only) + " ");
            return [];
        }

        var common = Completion.CommonBeginning(candidates);
        if (common.Length <= completion.Typed.Length)
            return candidates;

        // A necessary quote stays open, because there is more to type.
        var quoted = LineWords.Quoted(common);
        Line = Line.Replace(completion.Start, quoted == common ? common : quoted[..^1]);
        return [];
    }

    private EditedLine Leafed(string? line) => line is null ? Line : EditedLine.Of(line);
}
