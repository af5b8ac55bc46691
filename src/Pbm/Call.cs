using System.Collections.Immutable;
using System.Globalization;

namespace RsrActors.Pbm;

/// <summary>
/// A command as it was called. Its switches are checked, have their long names, and include defaults.
/// </summary>
public sealed record Call(string Palette, string Command, ImmutableArray<SwitchValue> Switches)
{
    /// <summary>The flag that every command has.</summary>
    public const string Json = "json";

    /// <summary>Who gives the call.</summary>
    public Caller Caller { get; init; } = Caller.Console;

    public bool Has(string name) => Switches.Any(one => one.Name == name);

    /// <summary>The value of a switch that may be left out; the last one, if it was repeated.</summary>
    public string? Find(string name) => Switches.LastOrDefault(one => one.Name == name)?.Value;

    /// <summary>The value of a switch that is required or has a default.</summary>
    public string this[string name] => Find(name)
        ?? throw new ArgumentException($"'{Palette} {Command}' is declared without a value for -{name}.", nameof(name));

    /// <summary>The value of a switch that is checked to be a <see cref="Switch.WholeNumber"/>.</summary>
    public long Number(string name) => long.Parse(this[name], NumberStyles.None, CultureInfo.InvariantCulture);

    public ImmutableArray<string> All(string name) =>
        [.. Switches.Where(one => one.Name == name).Select(one => one.Value)];

    public override string ToString() => $"{Palette} {Command}";
}

/// <summary>A switch that was given; a flag's value is empty.</summary>
public sealed record SwitchValue(string Name, string Value);
