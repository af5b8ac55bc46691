using System.Collections.Immutable;

namespace RsrActors.Host.Pbm;

// The folder is called Console, as it is everywhere in the documents. A namespace of that name would hide
// System.Console from the whole program, so the namespace has the name of the command.

/// <summary>Commands about one noun, under its name: <c>device list</c>, <c>device show</c>.</summary>
public sealed record Palette(string Name, string Description, ImmutableArray<PaletteCommand> Commands)
{
    public PaletteCommand? Find(string command) =>
        Commands.FirstOrDefault(one => one.Name.Equals(command, StringComparison.OrdinalIgnoreCase));
}
