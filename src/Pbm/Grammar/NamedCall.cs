using System.Collections.Immutable;

namespace RsrActors.Pbm.Grammar;

/// <summary>The call that names and values make, with the checks and defaults of the console.</summary>
public abstract record NamedCall
{
    private NamedCall()
    {
    }

    public sealed record Valid(Call Call) : NamedCall;

    /// <summary>A switch is unknown, given twice, missing, or has a value that is not allowed.</summary>
    /// <param name="Switch">Its name, without a hyphen.</param>
    /// <param name="Found">The value; null when it is missing.</param>
    /// <param name="Allowed">What is allowed, as the end of a sentence.</param>
    public sealed record Wrong(string Switch, string? Found, string Allowed) : NamedCall;

    /// <param name="given">Long names; the value of a flag is empty.</param>
    public static NamedCall Of(Palette palette, PaletteCommand command, ImmutableArray<SwitchValue> given)
    {
        var switches = ImmutableArray.CreateBuilder<SwitchValue>();
        foreach (var (name, value) in given)
        {
            if (command.AllSwitches.FirstOrDefault(one => one.Name == name) is not { } named)
            {
                var known = string.Join(", ", command.Switches.Select(one => one.Name));
                return new Wrong(name, value, known.Length == 0 ? "nothing is allowed here" : $"there are {known}");
            }

            if (!named.IsRepeatable && switches.Any(one => one.Name == name))
                return new Wrong(name, value, "it may be given once only");
            if (!named.IsFlag && named.ComplaintAbout(value) is { } complaint)
                return new Wrong(name, value, complaint);
            switches.Add(new(name, value));
        }

        foreach (var other in command.AllSwitches.Where(one => switches.All(value => value.Name != one.Name)))
        {
            if (other.IsRequired)
                return new Wrong(other.Name, null, $"it is required: {other.Description}");
            if (other.Default is { } usual)
                switches.Add(new(other.Name, usual));
        }

        return new Valid(new(palette.Name, command.Name, switches.ToImmutable()));
    }
}
