using System.Collections.Frozen;

namespace RsrActors.Catalogues.Tables;

/// <summary>
/// The boards of Macs, by which Apple's lookup service and device management name them (<c>J413AP</c>), and their
/// product types (<c>Mac14,2</c>). The table <c>boards.csv</c> states facts that Apple publishes, read from
/// macadmins/sofa (Apache-2.0) of 2026-08-22. A model may have several boards.
/// </summary>
public static class KnownBoards
{
    private static readonly (string Board, string Model)[] Rows = [.. Read()];

    private static readonly FrozenDictionary<string, string> ByBoard = Rows
        .ToFrozenDictionary(row => row.Board, row => row.Model, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByModel = Rows
        .DistinctBy(row => row.Model)
        .ToFrozenDictionary(row => row.Model, row => row.Board, StringComparer.Ordinal);

    /// <summary>The product type of a board; null when the table lacks it.</summary>
    public static string? ModelOf(string board) => ByBoard.GetValueOrDefault(board);

    /// <summary>The first board of a product type; the product type itself when the table lacks it.</summary>
    public static string BoardOf(string model) => ByModel.GetValueOrDefault(model, model);

    private static IEnumerable<(string, string)> Read()
    {
        using var stream = typeof(KnownBoards).Assembly.GetManifestResourceStream("boards.csv")
            ?? throw new InvalidOperationException("The table boards.csv is not in the program.");
        using var text = new StreamReader(stream);
        _ = text.ReadLine();
        while (text.ReadLine() is { Length: > 0 } line)
        {
            // A board has no comma; the product type has one, and is in quotes.
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            yield return (line[..comma], line[(comma + 1)..].Trim('"'));
        }
    }
}
