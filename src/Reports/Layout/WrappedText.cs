using Spectre.Console;

namespace RsrActors.Reports.Layout;

/// <summary>Sentences on a console, as <see cref="TextLines"/> breaks them.</summary>
internal sealed class WrappedText(IAnsiConsole console, int width)
{
    private const int LabelWidth = 16;

    public void Write(string text, string indent = "") => Write(TextLines.Of(text, width, indent, indent));

    /// <summary>A label in a column of its own, with its text beside it.</summary>
    public void WriteLabelled(string label, string text) => Write(TextLines.Labelled(label, text, width, LabelWidth));

    private void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            console.WriteLine(line);
    }
}
