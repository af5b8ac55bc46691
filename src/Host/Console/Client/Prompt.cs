using System.Collections.Immutable;
using System.Text;
using RsrActors.Host.Pbm.Grammar;
using RsrActors.Host.Pbm.Wire;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Pbm.Client;

/// <summary>
/// The interactive console: history, completion, help. Ctrl-C ends a running command first, then what is typed, then
/// the client.
/// </summary>
internal sealed class Prompt(HostConnection host, ITerminal terminal, ConsoleAddress address)
{
    public const string Exit = "exit";

    private const string EraseBelow = "\e[J";
    private const string EraseScreen = "\e[H\e[2J";

    private readonly string _prompt = $"[{address}] pbm> ";
    private readonly LineEditor _editor = new(new());
    private readonly ClientOutput _output = new(new TerminalWriter(terminal), isTerminal: true);
    private readonly Lock _drawing = new();
    private LineView _shown = new("", 0);
    private bool _editing;

    public async Task<int> Run()
    {
        try
        {
            return await Converse();
        }
        catch (HostException)
        {
            EndRow(); // What is said about it begins a row of its own.
            throw;
        }
    }

    private async Task<int> Converse()
    {
        _output.Print($"Connected to {address} ({host.Program}).");
        _output.Print($"{host.Palettes.Length} palettes downloaded from the host; 'help' lists them, Tab completes, 'exit' leaves.");
        using var resizing = terminal.OnResize(Resized);
        while (await ReadLine() is { } line)
        {
            var words = Words.Split(line);
            if (words is [{ Text: Exit }])
                break;
            if (words is [.., { Open: not null }])
                _output.Print("A quote is not closed.");
            else if (words is not [])
                await Execute([.. words.Select(word => word.Text)]);
        }

        return ExitCode.Done;
    }

    private async Task Execute(ImmutableArray<string> words)
    {
        using var cancelled = new CancellationTokenSource();
        using var interrupts = terminal.Interrupts(cancelled);
        var end = await host.Run(words, _output.Print, cancelled.Token);
        if (end.Outcome != Outcome.Ok)
            _output.Print(end.Message ?? "");
    }

    /// <summary>Null when there are no more.</summary>
    private async Task<string?> ReadLine()
    {
        Draw();
        while (true)
        {
            var key = terminal.Key();
            if (await Task.WhenAny(key, host.Ended) != key && host.Ended.IsFaulted)
                await host.Ended; // Says why.

            var meaning = _editor.Press(await key);
            switch (meaning)
            {
                case KeyMeaning.Entered:
                    EndRow();
                    return _editor.Take();
                case KeyMeaning.InputEnded:
                case KeyMeaning.Interrupted when _editor.Line.Text.Length == 0:
                    EndRow();
                    return null;
                case KeyMeaning.Interrupted:
                    EndRow();
                    _editor.Discard();
                    break;
                case KeyMeaning.CompletionWanted:
                    await Complete();
                    break;
                case KeyMeaning.ScreenCleared:
                    terminal.Write(EraseScreen);
                    break;
            }

            Draw();
        }
    }

    private async Task Complete()
    {
        var completion = Completion.At(host.Palettes, _editor.Line.Before);
        var candidates = completion switch
        {
            Completion.Known known => known.Candidates,
            Completion.Asked asked => await host.Complete(asked.Palette, asked.Command, asked.Switch, asked.Typed),
            _ => [],
        };
        var choice = _editor.Complete(completion, candidates);
        if (choice is [])
            return;
        EndRow();
        foreach (var row in InColumns(choice, terminal.Width))
            _output.Print(row);
    }

    private static IEnumerable<string> InColumns(ImmutableArray<string> words, int width)
    {
        var column = words.Max(word => word.Length) + 2;
        return words.Chunk(Math.Max(1, (width - 1) / column)).Select(
            row => string.Concat(row.Select(word => word.PadRight(column))).TrimEnd());
    }

    private void Draw()
    {
        lock (_drawing)
        {
            _editing = true;
            _shown = LineView.Of(_prompt, _editor.Line, terminal.Width);
            terminal.Write($"\r{_shown.Row}{EraseBelow}\r{Forward(_shown.Cursor)}");
        }
    }

    private void EndRow()
    {
        lock (_drawing)
        {
            if (!_editing)
                return;
            _editing = false;
            terminal.Write($"\r{Forward(_shown.Width)}\r\n");
        }
    }

    /// <summary>A narrower window has broken the row into several: the first of them is where to begin again.</summary>
    private void Resized()
    {
        lock (_drawing)
        {
            if (!_editing)
                return;
            var above = _shown.Cursor / Math.Max(1, terminal.Width);
            terminal.Write(above > 0 ? $"\e[{above}A" : "");
            Draw();
        }
    }

    private static string Forward(int columns) => columns > 0 ? $"\e[{columns}C" : "";

    /// <summary>Lines for a terminal that is in nobody's hand.</summary>
    private sealed class TerminalWriter(ITerminal terminal) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => terminal.Write(value == '\n' ? "\r\n" : value.ToString());

        public override void Write(string? value) => terminal.Write(value?.ReplaceLineEndings("\r\n") ?? "");
    }
}
