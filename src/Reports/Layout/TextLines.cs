using System.Text.RegularExpressions;

namespace RsrActors.Reports.Layout;

/// <summary>
/// Breaks a text into lines between words, in the same places everywhere, and never between a number and its unit.
/// </summary>
public static partial class TextLines
{
    /// <summary>A space at which no line is broken.</summary>
    private const char Glue = '\u00a0';

    /// <param name="first">The indent of the first line.</param>
    /// <param name="indent">The indent of the lines after it.</param>
    public static IEnumerable<string> Of(string text, int width, string first, string indent)
    {
        var line = first;
        var begun = false;
        foreach (var word in BeforeUnit().Replace(text, $"{Glue}").Split(' '))
        {
            if (begun && line.Length + 1 + word.Length > width)
            {
                yield return line.Replace(Glue, ' ');
                (line, begun) = (indent, false);
            }

            line += begun ? " " + word : word;
            begun = true;
        }

        yield return line.Replace(Glue, ' ');
    }

    /// <summary>A label in a column of its own, with its text beside it.</summary>
    /// <param name="labelWidth">The width of that column, with the gap after it.</param>
    public static IEnumerable<string> Labelled(
        string label, string text, int width, int labelWidth, string indent = "") =>
        Of(text, width, indent + label.PadRight(labelWidth), indent + new string(' ', labelWidth));

    [GeneratedRegex("(?<=[0-9]) (?=%|(d|h|min|s)\\b)")]
    private static partial Regex BeforeUnit();
}
