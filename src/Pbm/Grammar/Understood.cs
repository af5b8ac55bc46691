using System.Collections.Immutable;

namespace RsrActors.Pbm.Grammar;

/// <summary>What a line of words turned out to be.</summary>
internal abstract record Understood
{
    private Understood()
    {
    }

    public sealed record AsCall(Call Call, PaletteCommand Command) : Understood;

    public sealed record AsHelp(ImmutableArray<string> Lines) : Understood;

    /// <summary>It cannot be done, and why.</summary>
    public sealed record NotAtAll(string Message) : Understood;
}
