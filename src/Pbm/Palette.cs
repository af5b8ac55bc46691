using System.Collections.Immutable;

namespace RsrActors.Pbm;

// The project is called Pbm and not Console: a namespace Console would hide System.Console in the whole program.

/// <summary>The commands for one noun, which begin with its name: <c>device list</c>, <c>device show</c>.</summary>
public sealed record Palette(string Name, string Description, ImmutableArray<PaletteCommand> Commands)
{
    public PaletteCommand? Find(string command) =>
        Commands.FirstOrDefault(one => one.Name.Equals(command, StringComparison.OrdinalIgnoreCase));
}
