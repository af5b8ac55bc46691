using System.Collections.Immutable;

namespace RsrActors.Pbm.Grammar;

/// <summary>Runs a command from its words, without a connection: for another console, or a test.</summary>
public static class Interpreter
{
    /// <param name="words">The words of the call, without the palette's name.</param>
    /// <param name="reply">Makes the reply; the argument says whether JSON is requested.</param>
    public static async Task<Answer> Run(
        Palette palette, ImmutableArray<string> words, Func<bool, IReply> reply, CancellationToken cancelled)
    {
        switch (new CallParser([palette]).Parse([palette.Name, .. words]))
        {
            case Understood.AsCall understood:
                return await understood.Command.Handler(
                    understood.Call, reply(understood.Call.Has(Call.Json)), cancelled);
            case Understood.AsHelp help:
                var told = reply(false);
                foreach (var line in help.Lines)
                    await told.Write(line);
                return Answer.Done;
            case Understood.NotAtAll no:
                return new Answer.Misuse(no.Message);
            case var other:
                throw new InvalidOperationException($"A new understanding needs a rule here: {other}.");
        }
    }
}
