using System.Collections.Immutable;

namespace RsrActors.Scenarios.Hocon;

/// <summary>Substitutions that name the key in whose value they are.</summary>
internal static class HoconReferences
{
    /// <summary>
    /// A value whose substitutions that name its own key stand for the value that the key had before, as HOCON defines
    /// it: <c>script = ${script} [ … ]</c>.
    /// </summary>
    /// <param name="earlier">That value; null when the key had none.</param>
    public static HoconNode Bind(HoconNode value, ImmutableArray<string> key, Func<HoconNode?> earlier) => value switch
    {
        HoconNode.Reference reference when reference.Names(key) =>
            reference with { IsToItself = true, Earlier = earlier() },
        HoconNode.Joined joined => joined with
        {
            Pieces = [.. joined.Pieces.Select(piece => (piece.Blanks, Bind(piece.Node, key, earlier)))],
        },
        HoconNode.Items items when items.Nodes.Any(item => item.IsUnresolved) => items with
        {
            Nodes = [.. items.Nodes.Select(item => item.IsUnresolved ? Bind(item, key, earlier) : item)],
        },
        _ => value,
    };
}
