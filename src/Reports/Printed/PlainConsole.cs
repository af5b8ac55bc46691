using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>A console that writes text without colours, for a file or a page.</summary>
public static class PlainConsole
{
    /// <param name="width">The length of its lines, in characters.</param>
    public static IAnsiConsole Of(TextWriter writer, int width)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return console;
    }
}
