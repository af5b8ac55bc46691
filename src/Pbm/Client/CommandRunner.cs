using System.Collections.Immutable;
using RsrActors.Pbm.Grammar;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Client;

/// <summary>Commands that nobody types at a prompt: one from the command line, or a script's.</summary>
internal sealed class CommandRunner(HostConnection host, ClientOutput output)
{
    /// <summary>One command; a stream ends well when it is cancelled.</summary>
    public async Task<ClientEnd> One(ImmutableArray<string> words, CancellationToken cancelled)
    {
        var end = await host.Run(words, output.Print, cancelled);
        return end.Outcome == Outcome.Ok ? ClientEnd.Done : throw new ConsoleException(FaultOf(end), end.Message ?? "");
    }

    /// <summary>A command a line, <c>#</c> begins a comment; stops at the first that fails, naming its line.</summary>
    public async Task<ClientEnd> Script(TextReader script, CancellationToken cancelled)
    {
        for (var number = 1; await Next(script, cancelled) is { } line; number++)
        {
            var words = LineWords.Split(line, comments: true);
            if (words is [])
                continue;
            if (words[^1].Open is { } quote)
                throw ConsoleException.Refused($"Line {number}: a quote is not closed: {quote}.");
            if (words is [{ Text: Prompt.Exit }])
                return ClientEnd.Done;
            var end = await host.Run([.. words.Select(word => word.Text)], output.Print, cancelled);
            if (end.Outcome != Outcome.Ok)
                throw new ConsoleException(FaultOf(end), $"Line {number}: {end.Message}");
            if (cancelled.IsCancellationRequested)
                return ClientEnd.Interrupted;
        }

        return ClientEnd.Done;
    }

    /// <summary>A terminal or pipe does not notice the token, so waiting for it ends without it.</summary>
    private static Task<string?> Next(TextReader script, CancellationToken cancelled) =>
        script.ReadLineAsync(cancelled).AsTask().WaitAsync(cancelled);

    private static ConsoleFault FaultOf(Response.End end) =>
        end.Outcome == Outcome.Usage ? ConsoleFault.Usage : ConsoleFault.Command;
}
