using System.Collections.Immutable;
using System.Text;
using RsrActors.Pbm.Grammar;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Client;

/// <summary>
/// The interactive console: history, completion, help. Ctrl-C ends a running command, or discards the typed text, or,
/// on an empty line, ends the client. When the host ends the connection, the prompt reports it and stays; the next
/// command connects again.
/// </summary>
/// <param name="host">A first connection; its caller disposes of it.</param>
internal sealed class Prompt(HostConnection host, ITerminal terminal, ConsoleAddress address) : IDisposable
{
    public const string Exit = "exit";

    private const string EraseBelow = "\e[J";
    private const string EraseScreen = "\e[H\e[2J";

    private readonly LineEditor _editor = new(new());
    private readonly ClientOutput _output = new(new TerminalWriter(terminal), isTerminal: true);
    private readonly Lock _drawing = new();
    private HostConnection? _host = host;
    private LineView _shown = new("", 0);
    private bool _editing;

    public void Dispose() => _host?.Dispose();

    public async Task Run()
    {
        _output.Print($"Connected to {address} ({_host!.Program}).");
        _output.Print(
            $"{_host.Palettes.Length} palettes downloaded from the host; 'help' lists them, Tab completes, "
            + "'exit' leaves.");
        using var resizing = terminal.OnResize(Resized);
        while (await ReadLine() is { } line)
        {
            var words = LineWords.Split(line);
            if (words is [{ Text: Exit }])
                break;
            if (words is [.., { Open: not null }])
                _output.Print("A quote is not closed.");
            else if (words is not [])
                await Execute([.. words.Select(word => word.Text)]);
        }
    }

    private async Task Execute(ImmutableArray<string> words)
    {
        try
        {
            using var cancelled = new CancellationTokenSource();
            using var interrupts = terminal.Interrupts(cancelled);
            _host ??= await HostConnection.Open(address, cancelled.Token);
            var end = await _host.Run(words, _output.Print, cancelled.Token);
            if (end.Outcome != Outcome.Ok)
                _output.Print(end.Message ?? "");
        }
        catch (ConsoleException failure)
        {
            _output.Print(failure.Message);
            DropEndedHost();
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C while it connects.
        }
    }

    private void DropEndedHost()
    {
        if (_host is not { Ended.IsCompleted: true })
            return;
        _host.Dispose();
        _host = null;
    }

    /// <summary>Null at the end of input.</summary>
    private async Task<string?> ReadLine()
    {
        Draw();
        while (true)
        {
            var key = terminal.Key();
            if (_host is { Ended: var ended } && await Task.WhenAny(key, ended) != key)
                SayThatTheHostIsGone(ended);

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

    private void SayThatTheHostIsGone(Task ended)
    {
        if (ended.Exception?.InnerException is not ConsoleException why)
            return;
        EndRow();
        _output.Print(why.Message);
        DropEndedHost();
        Draw();
    }

    private async Task Complete()
    {
        var completion = Completion.At(_host?.Palettes ?? [], _editor.Line.Before);
        var candidates = completion switch
        {
            Completion.Known known => known.Candidates,
            Completion.Asked asked => await Candidates(asked),
            _ => [],
        };
        var choice = _editor.Complete(completion, candidates);
        if (choice is [])
            return;
        EndRow();
        foreach (var row in InColumns(choice, terminal.Width))
            _output.Print(row);
    }

    private async Task<ImmutableArray<string>> Candidates(Completion.Asked asked)
    {
        try
        {
            return await _host!.Complete(asked.Palette, asked.Command, asked.Switch, asked.Typed);
        }
        catch (ConsoleException)
        {
            return []; // The next key reports why.
        }
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
            _shown = LineView.Of(
                _host is null ? $"[{address} is gone] pbm> " : $"[{address}] pbm> ", _editor.Line, terminal.Width);
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

    /// <summary>A narrower window has broken the row into several rows; drawing begins at the first of them.</summary>
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

    /// <summary>Writes lines that end with CR and LF, so that they do not depend on the mode of the terminal.</summary>
    private sealed class TerminalWriter(ITerminal terminal) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => terminal.Write(value == '\n' ? "\r\n" : value.ToString());

        public override void Write(string? value) => terminal.Write(value?.ReplaceLineEndings("\r\n") ?? "");
    }
}
