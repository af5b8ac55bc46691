using System.Collections.Immutable;

namespace RsrActors.Pbm.Grammar;

/// <summary>What Tab can insert at the cursor, and the position from which it replaces the typed text.</summary>
internal abstract record Completion(int Start, string Typed)
{
    /// <summary>Whether the typed text can be a whole value that is not among the candidates.</summary>
    public bool IsFinished { get; init; }

    /// <summary>The client knows the candidates.</summary>
    public sealed record Known(int Start, string Typed, ImmutableArray<string> Candidates) : Completion(Start, Typed);

    /// <summary>Only the host knows the candidates.</summary>
    public sealed record Asked(int Start, string Typed, string Palette, string Command, string Switch)
        : Completion(Start, Typed);

    /// <summary>Reads the line up to the cursor; the rest does not matter.</summary>
    public static Completion At(ImmutableArray<Palette> palettes, string beforeCursor)
    {
        var words = LineWords.Split(beforeCursor);
        var last = words is [.., var word] && (word.Open is not null || !char.IsWhiteSpace(beforeCursor[^1]))
            ? word
            : new Word("", beforeCursor.Length);
        ImmutableArray<string> earlier = [.. words.Where(one => one.Start < last.Start).Select(one => one.Text)];
        return earlier switch
        {
            [] => Offer([.. palettes.Select(one => one.Name), "help", "exit"]),
            ["help"] => Offer(palettes.Select(one => one.Name)),
            ["help", var palette] => Offer(CommandsOf(palette).Select(one => one.Name)),
            [var palette] => Offer([.. CommandsOf(palette).Select(one => one.Name), "help"]),
            [var palette, var name, .. var rest] =>
                CommandsOf(palette).FirstOrDefault(one => Same(one.Name, name)) is { } command
                    ? Within(command, palette, rest)
                    : Offer([]),
        };

        IEnumerable<PaletteCommand> CommandsOf(string palette) =>
            palettes.FirstOrDefault(one => Same(one.Name, palette))?.Commands ?? [];

        Completion Within(PaletteCommand command, string palette, ImmutableArray<string> rest)
        {
            if (rest is [.., var before] && command.Find(before) is { IsFlag: false } valued)
                return ValueOf(valued, command, palette);
            if (rest is [] && last.Text is not ("" or ['-', ..]) && command.Subject is { } subject)
                return ValueOf(subject, command, palette);
            return Offer(command.AllSwitches
                .Where(one => one.IsRepeatable || !rest.Any(one.IsSpelled))
                .Select(one => $"-{one.Name}"));
        }

        Completion ValueOf(Switch valued, PaletteCommand command, string palette)
        {
            var isFinished = last is { Text: not "", Open: null };
            if (valued.AsksHost)
                return new Asked(last.Start, last.Text, palette, command.Name, valued.Name) { IsFinished = isFinished };
            return Offer(valued.OneOf) with { IsFinished = isFinished && valued.OneOf.IsEmpty };
        }

        Known Offer(IEnumerable<string> all) => new(last.Start, last.Text, Beginning(last.Text, all));
    }

    /// <summary>The texts that begin with the typed one, in order.</summary>
    public static ImmutableArray<string> Beginning(string typed, IEnumerable<string> all) =>
    [
        .. all.Where(one => one.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The common beginning of all candidates.</summary>
    public static string CommonBeginning(ImmutableArray<string> candidates)
    {
        var length = 0;
        while (candidates.All(one =>
            one.Length > length && char.ToUpperInvariant(one[length]) == char.ToUpperInvariant(candidates[0][length])))
            length++;
        return candidates[0][..length];
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
