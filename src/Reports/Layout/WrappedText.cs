using System.Text.RegularExpressions;
using Spectre.Console;

namespace RsrActors.Reports.Layout;

/// <summary>
/// Sentences on a console. Lines are broken between words, in the same places on every console, and never between a
/// number and its unit.
/// </summary>
internal sealed partial class WrappedText(IAnsiConsole console, int width)
{
    private const int LabelWidth = 16;

    /// <summary>A space at which no line is broken.</summary>
    private const char Glue = '\u00a0';

    private static readonly string LabelIndent = new(' ', LabelWidth);

    /// <summary>Keeps a few words on one line.</summary>
    public static string Together(string words) => words.Replace(' ', Glue);

    public void Write(string text, string indent = "") => Wrap(text, indent, indent);

    /// <summary>A label in a column of its own, with its text beside it.</summary>
    public void WriteLabelled(string label, string text) =>
        Wrap($"{label,-LabelWidth}{text}", LabelIndent, first: "");

    private void Wrap(string text, string indent, string first)
    {
        var line = first;
        var begun = false;
        foreach (var word in BeforeUnit().Replace(text, $"{Glue}").Split(' '))
        {
            if (begun && line.Length + 1 + word.Length > width)
            {
                console.WriteLine(line.Replace(Glue, ' '));
                (line, begun) = (indent, false);
            }

            line += begun ? " " + word : word;
            begun = true;
        }

        console.WriteLine(line.Replace(Glue, ' '));
    }

    [GeneratedRegex("(?<=[0-9]) (?=%|(d|h|min|s)\\b)")]
    private static partial Regex BeforeUnit();
}
