using System.Collections.Immutable;
using RsrActors.Host.Pbm.Grammar;
using RsrActors.Host.Pbm.Wire;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Pbm.Client;

/// <summary>Commands that nobody types at a prompt: one from the command line, or a script's.</summary>
internal sealed class CommandRunner(HostConnection host, ClientOutput output)
{
    /// <summary>One command; a stream ends well when it is cancelled.</summary>
    public async Task<int> One(ImmutableArray<string> words, CancellationToken cancelled)
    {
        var end = await host.Run(words, output.Print, cancelled);
        return end.Outcome == Outcome.Ok ? ExitCode.Done : throw new HostException(CodeOf(end), end.Message ?? "");
    }

    /// <summary>A command a line, <c>#</c> begins a comment; stops at the first that fails, naming its line.</summary>
    public async Task<int> Script(TextReader script, CancellationToken cancelled)
    {
        for (var number = 1; await Next(script, cancelled) is { } line; number++)
        {
            var words = Words.Split(line, comments: true);
            if (words is [])
                continue;
            if (words[^1].Open is { } quote)
                throw HostException.Refused($"Line {number}: a quote is not closed: {quote}.");
            if (words is [{ Text: Prompt.Exit }])
                return ExitCode.Done;
            var end = await host.Run([.. words.Select(word => word.Text)], output.Print, cancelled);
            if (end.Outcome != Outcome.Ok)
                throw new HostException(CodeOf(end), $"Line {number}: {end.Message}");
            if (cancelled.IsCancellationRequested)
                return ExitCode.Interrupted;
        }

        return ExitCode.Done;
    }

    /// <summary>A terminal or pipe does not notice the token, so waiting for it ends without it.</summary>
    private static Task<string?> Next(TextReader script, CancellationToken cancelled) =>
        script.ReadLineAsync(cancelled).AsTask().WaitAsync(cancelled);

    private static int CodeOf(Response.End end) => end.Outcome == Outcome.Usage ? ExitCode.Refused : ExitCode.Failed;
}
