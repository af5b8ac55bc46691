using System.Collections.Immutable;

namespace RsrActors.Pbm.Grammar;

/// <summary>Help, made from the declarations only.</summary>
internal static class HelpText
{
    private const int Indent = 2;

    public static string Pointer(Palette palette, PaletteCommand command) =>
        $"See '{palette.Name} {command.Name} help'.";

    public static ImmutableArray<string> Of(ImmutableArray<Palette> palettes) =>
    [
        "PALETTE COMMAND [-switch value] …",
        "",
        .. Columns(palettes.Select(one => (one.Name, one.Description))),
        "",
        "'help PALETTE' lists its commands, 'help PALETTE COMMAND' its switches; 'exit' leaves.",
    ];

    public static ImmutableArray<string> Of(Palette palette) =>
    [
        $"{palette.Name}: {palette.Description}",
        "",
        .. Columns(palette.Commands.Select(one => ($"{palette.Name} {one.Name}", one.Description))),
    ];

    public static ImmutableArray<string> Of(Palette palette, PaletteCommand command) =>
    [
        string.Join(' ', [palette.Name, command.Name, .. command.AllSwitches.Select(Usage)]),
        command.Description + (command.IsStream ? " Goes on until Ctrl-C." : ""),
        .. Part("", Columns(command.AllSwitches.Select(one => (Spellings(one), Meaning(one))))),
        .. Part("Examples:", command.Examples.Select(one => new string(' ', Indent) + one)),
    ];

    private static IEnumerable<string> Part(string heading, IEnumerable<string> lines) =>
        !lines.Any() ? [] : heading.Length == 0 ? ["", .. lines] : ["", heading, .. lines];

    private static string Usage(Switch one)
    {
        var usage = one.IsFlag ? $"-{one.Name}" : $"-{one.Name} {one.Name.ToUpperInvariant()}";
        return (one.IsRequired ? usage : $"[{usage}]") + (one.IsRepeatable ? "…" : "");
    }

    private static string Spellings(Switch one) => one.Brief is { } brief ? $"-{brief}, -{one.Name}" : $"-{one.Name}";

    private static string Meaning(Switch one) => string.Join(' ', new[]
    {
        one.Description,
        one.OneOf.IsEmpty ? null : $"One of {string.Join(", ", one.OneOf)}.",
        one.IsRequired ? "Required." : null,
        one.IsRepeatable ? "May be repeated." : null,
        one.Default is { } usual ? $"Default: {LineWords.Quoted(usual)}." : null,
    }.OfType<string>());

    private static IEnumerable<string> Columns(IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToList();
        var width = all.Select(row => row.Left.Length).DefaultIfEmpty().Max();
        return all.Select(row => $"{new string(' ', Indent)}{row.Left.PadRight(width)}  {row.Right}");
    }
}
