using System.Collections.Immutable;
using RsrActors.Pbm.Grammar;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Client;

/// <summary>Commands that are not typed at a prompt: one from the command line, or those of a script.</summary>
internal sealed class CommandRunner(HostConnection host, ClientOutput output)
{
    /// <summary>Runs one command; cancelling a stream is success.</summary>
    public async Task<ClientEnd> One(ImmutableArray<string> words, CancellationToken cancelled)
    {
        var end = await host.Run(words, output.Print, cancelled);
        return end.Outcome == Outcome.Ok ? ClientEnd.Done : throw new ConsoleException(FaultOf(end), end.Message ?? "");
    }

    /// <summary>
    /// Runs a script with one command a line; <c>#</c> begins a comment. It stops at the first command that fails, and
    /// names its line.
    /// </summary>
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

    /// <summary>
    /// Reading from a terminal or pipe ignores the token, so the wait is cancelled and not the reading.
    /// </summary>
    private static Task<string?> Next(TextReader script, CancellationToken cancelled) =>
        script.ReadLineAsync(cancelled).AsTask().WaitAsync(cancelled);

    private static ConsoleFault FaultOf(Response.End end) =>
        end.Outcome == Outcome.Usage ? ConsoleFault.Usage : ConsoleFault.Command;
}
