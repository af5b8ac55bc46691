using System.Collections.Immutable;

namespace RsrActors.Pbm;

// The project has the name of the command: a namespace Console would hide System.Console from the whole program.

/// <summary>Commands about one noun, under its name: <c>device list</c>, <c>device show</c>.</summary>
public sealed record Palette(string Name, string Description, ImmutableArray<PaletteCommand> Commands)
{
    public PaletteCommand? Find(string command) =>
        Commands.FirstOrDefault(one => one.Name.Equals(command, StringComparison.OrdinalIgnoreCase));
}
