using System.Collections.Immutable;
using CsCheck;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>
/// Texts for everything that reads scenarios: by a grammar, from the scenarios that come with the program, and
/// mutations of both. More than half of <see cref="Any"/> are HOCON.
/// </summary>
internal static class ScenarioTexts
{
    private static readonly ImmutableArray<string> Shipped =
        [.. ScenarioLibrary.Installed.List().Select(entry => File.ReadAllText(entry.File))];

    private static readonly ImmutableArray<string> Pieces =
    [
        "{", "}", "[", "]", "=", ":", ",", "\n", " ", "\"", "\\", "#", "//", ".", "${", "+=", "\"\"\"", "null", "\0",
            "\uFEFF", "\u00A0",
        "{}", "[]", "} {", "] [", "\" \"", "include \"x\"", "a = 1", "scenario {", "1e400", "\ud800", "\r", "\t", "ß",
            "0", "-", "%",
    ];

    private static readonly ImmutableArray<string> Values =
    [
        "0", "1", "-1", "0.1", "99999999999999999999", "1e400", "0 s", "3650 d", "1 ms", "0 %", "100 %", "0.1 %",
            "1 B", "1000 GB", "on",
        "off", "20F75", "20F770750b", "16.5.1", "\"\"", "unlimited", "[]", "{ }", "[1 min, 2 min]", "x",
    ];

    /// <summary>Any text that resembles a scenario.</summary>
    public static Gen<string> Any { get; } = new TextGen(static chance =>
    {
        var text = chance.Percent(70) ? ScenarioGrammar.Write(chance, Boldness.Bold) : chance.OneOf(Shipped);
        for (var mutations = chance.Percent(50) ? chance.Between(1, 3) : 0; mutations > 0; mutations--)
            text = Mutate(text, chance);
        return text;
    });

    /// <summary>Scenarios of a small fleet and two days at most; most of them are accepted.</summary>
    public static Gen<string> Small { get; } =
        new TextGen(static chance => ScenarioGrammar.Write(chance, Boldness.Small));

    /// <summary>What may follow <c>--set</c>: mostly a key of a scenario, with a value that fits or does not.</summary>
    public static Gen<string> Settings { get; } =
        new TextGen(static chance => new ScenarioValues(chance, Boldness.Bold).Setting());

    private static string Mutate(string text, Chance chance)
    {
        var at = chance.Below(text.Length + 1);
        return chance.Below(10) switch
        {
            0 => text.Insert(at, chance.OneOf(Pieces)),
            1 => text.Remove(at, Math.Min(chance.Of(1, 1, 3, 40, 1000), text.Length - at)),
            2 => text.Insert(at, string.Concat(
                Enumerable.Repeat(chance.Of("a {", "[", "a.", "{", "\"", "x", " "), chance.Of(3, 50, 2000)))),
            3 => Lines(text, lines => lines.Insert(chance.Below(lines.Count + 1), chance.OneOf(lines))),
            4 => Lines(text, lines => lines.RemoveAt(chance.Below(lines.Count))),
            5 => Lines(text, lines => lines.Reverse(0, chance.Below(lines.Count))),
            _ => OtherValue(text, chance),
        };
    }

    private static string Lines(string text, Action<List<string>> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines);
        return string.Join('\n', lines);
    }

    /// <summary>One key gets another value; mostly the text stays HOCON.</summary>
    private static string OtherValue(string text, Chance chance)
    {
        var equals = text.IndexOf("= ", chance.Below(text.Length + 1), StringComparison.Ordinal);
        if (equals < 0)
            return text;
        var end = text.AsSpan(equals + 2).IndexOfAny(",}\n");
        return end < 0 ? text : $"{text[..(equals + 2)]}{chance.OneOf(Values)}{text[(equals + 2 + end)..]}";
    }
}
