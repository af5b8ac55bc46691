using System.Collections.Immutable;

namespace RsrActors.Pbm.Grammar;

/// <summary>
/// Refuses declarations that cannot be called or distinguished: they are a defect of the program, which does not start.
/// </summary>
internal static class PaletteCheck
{
    private static readonly string[] Taken = ["help", "exit"];

    public static void Check(ImmutableArray<Palette> palettes)
    {
        Names("palette", "the console", palettes.Select(one => one.Name));
        foreach (var palette in palettes)
        {
            Names("command", $"'{palette.Name}'", palette.Commands.Select(one => one.Name));
            foreach (var command in palette.Commands)
                Check($"'{palette.Name} {command.Name}'", command);
        }

        var parser = new CallParser(palettes);
        foreach (var example in palettes
            .SelectMany(palette => palette.Commands).SelectMany(command => command.Examples))
            if (parser.Parse([.. LineWords.Split(example).Select(word => word.Text)]) is Understood.NotAtAll no)
                throw new ArgumentException($"The example '{example}' is wrong: {no.Message}");
    }

    private static void Check(string place, PaletteCommand command)
    {
        Names(
            "switch", place,
            command.AllSwitches.SelectMany(
                one => one.Brief is { } brief ? [one.Name, brief] : new[] { one.Name }));
        foreach (var one in command.Switches)
        {
            if (one.Default is { } usual && one.ComplaintAbout(usual) is { } complaint)
                throw new ArgumentException($"The default of -{one.Name} of {place} is '{usual}'; {complaint}.");
            if (one.IsFlag && (one.IsRequired || one.Default is not null || one.AsksHost || !one.OneOf.IsEmpty))
                throw new ArgumentException($"-{one.Name} of {place} is a flag and has no value.");
        }
    }

    private static void Names(string kind, string place, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (name.Length == 0 || !char.IsAsciiLetter(name[0])
                || !name.All(one => char.IsAsciiLetterOrDigit(one) || one == '-'))
                throw new ArgumentException(
                    $"'{name}' of {place} cannot be the name of a {kind}: letters, digits and hyphens only.");
            if (Taken.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new ArgumentException($"'{name}' of {place} is a word of the console itself.");
            if (!seen.Add(name))
                throw new ArgumentException($"Two of {place} are called '{name}'.");
        }
    }
}
