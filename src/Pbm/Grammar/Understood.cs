using System.Collections.Immutable;

namespace RsrActors.Pbm.Grammar;

/// <summary>The meaning of a line of words.</summary>
internal abstract record Understood
{
    private Understood()
    {
    }

    public sealed record AsCall(Call Call, PaletteCommand Command) : Understood;

    public sealed record AsHelp(ImmutableArray<string> Lines) : Understood;

    /// <summary>The line has no meaning; the message says why.</summary>
    public sealed record NotAtAll(string Message) : Understood;
}
