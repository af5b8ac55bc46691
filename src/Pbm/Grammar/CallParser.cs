using System.Collections.Immutable;
using RsrActors.Texts;

namespace RsrActors.Pbm.Grammar;

/// <summary>
/// <c>PALETTE COMMAND [value] [-switch value]…</c>, and the forms of help. A value at the beginning belongs to the
/// command's subject. A word that is a switch of the command is never the value of another one, so that a missing value
/// is detected.
/// </summary>
internal sealed class CallParser(ImmutableArray<Palette> palettes)
{
    private const string Help = "help";

    public Understood Parse(ImmutableArray<string> words) => words switch
    {
        [] => No("A line needs a palette and a command; 'help' lists them."),
        [var help, .. var about] when IsHelp(help) => HelpAbout(about),
        [var name, ..] when FindPalette(name) is not { } =>
            No(Unknown("palette", name, palettes.Select(one => one.Name), Help)),
        [var name] => No($"'{name}' needs a command: {Names(FindPalette(name)!)}; '{name} help' says more."),
        [var name, var help, .. var about] when IsHelp(help) => HelpAbout([name, .. about]),
        [var name, var command, .. var rest] => Parse(FindPalette(name)!, command, rest),
    };

    private static Understood Parse(Palette palette, string name, ImmutableArray<string> rest)
    {
        if (palette.Find(name) is not { } command)
        {
            return No(Unknown(
                "command", name, palette.Commands.Select(one => one.Name), $"{palette.Name} help",
                $" of '{palette.Name}'"));
        }
        return rest is [var help] && (IsHelp(help) || (help is "-help" or "--help" && command.Find(help) is null))
            ? new Understood.AsHelp(HelpText.Of(palette, command))
            : Parse(palette, command, rest);
    }

    private static Understood Parse(Palette palette, PaletteCommand command, ImmutableArray<string> rest)
    {
        var given = ImmutableArray.CreateBuilder<SwitchValue>();
        if (rest is [var first, ..] && !first.StartsWith('-') && command.Subject is { } subject)
            rest = [$"-{subject.Name}", .. rest];
        for (var i = 0; i < rest.Length; i++)
        {
            if (command.Find(rest[i]) is not { } named)
                return No(Stray(palette, command, rest[i]));
            if (!named.IsRepeatable && given.Any(one => one.Name == named.Name))
                return No($"-{named.Name} is given twice.");
            if (named.IsFlag)
            {
                given.Add(new(named.Name, ""));
                continue;
            }

            if (++i == rest.Length || command.Find(rest[i]) is not null)
                return No($"-{named.Name} needs a value. {HelpText.Pointer(palette, command)}");
            if (named.ComplaintAbout(rest[i]) is { } complaint)
                return No($"-{named.Name} is '{rest[i]}'; {complaint}.");
            given.Add(new(named.Name, rest[i]));
        }

        foreach (var other in command.AllSwitches.Where(one => given.All(switchValue => switchValue.Name != one.Name)))
        {
            if (other.IsRequired)
            {
                return No($"'{palette.Name} {command.Name}' needs -{other.Name}: {other.Description} "
                    + HelpText.Pointer(palette, command));
            }
            if (other.Default is { } usual)
                given.Add(new(other.Name, usual));
        }

        return new Understood.AsCall(new(palette.Name, command.Name, given.ToImmutable()), command);
    }

    private Understood HelpAbout(ImmutableArray<string> about) => about switch
    {
        [] => new Understood.AsHelp(HelpText.Of(palettes)),
        [var name, ..] when FindPalette(name) is not { } =>
            No(Unknown("palette", name, palettes.Select(one => one.Name), Help)),
        [var name] => new Understood.AsHelp(HelpText.Of(FindPalette(name)!)),
        [var name, var command] => Parse(FindPalette(name)!, command, [Help]),
        _ => No("Help is about one palette or one command: 'help', 'help PALETTE', 'help PALETTE COMMAND'."),
    };

    private Palette? FindPalette(string name) =>
        palettes.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsHelp(string word) => word.Equals(Help, StringComparison.OrdinalIgnoreCase);

    private static string Names(Palette palette) => string.Join(", ", palette.Commands.Select(one => one.Name));

    private static string Stray(Palette palette, PaletteCommand command, string word)
    {
        var place = $"'{palette.Name} {command.Name}'";
        if (!word.StartsWith('-'))
        {
            return $"'{word}' is no switch of {place}; a value follows its switch. "
                + HelpText.Pointer(palette, command);
        }
        return Unknown(
            "switch", word, command.AllSwitches.Select(one => $"-{one.Name}"), $"{palette.Name} {command.Name} help",
            $" of {place}");
    }

    private static string Unknown(
        string kind, string word, IEnumerable<string> known, string help, string place = "") =>
        NearestWord.To(word, known) is { } nearest
            ? $"'{word}' is no {kind}{place}; did you mean '{nearest}'?"
            : $"'{word}' is no {kind}{place}; '{help}' lists them.";

    private static Understood.NotAtAll No(string message) => new(message);
}
