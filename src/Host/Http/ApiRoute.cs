using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using RsrActors.Host.Views;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>What a resource answers.</summary>
internal enum ApiAnswer
{
    /// <summary>One object.</summary>
    One,

    /// <summary>An object with a list of items.</summary>
    List,

    /// <summary>A page of devices.</summary>
    DevicePage,

    /// <summary>The status of the run after a change of its pace.</summary>
    Pace,

    /// <summary>The moment of a command that is stored.</summary>
    Order,
}

/// <summary>
/// A resource of the API, or an order: it is a command of the console. Its parameters are the command's switches, in
/// camel case; those in the path have the switch's name.
/// </summary>
/// <param name="Path">Below <see cref="ApiRoutes.Root"/>.</param>
internal sealed record ApiRoute(string Path, string Palette, string Command, ApiAnswer Answer)
{
    /// <summary>The last device of the page before; the console names the first one of a page.</summary>
    public const string After = "after";

    /// <summary>Its id, where two routes have the same command; null for palette and command.</summary>
    public string? Id { get; init; }

    /// <summary>Names that differ from the switch's name.</summary>
    public ImmutableDictionary<string, string> Renamed { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether the answer may differ although no window has passed.</summary>
    public bool ChangesBetweenWindows { get; init; }

    /// <summary>
    /// Whether it counts the fleet. While the run goes on, a count serves for more than one window, and no window has
    /// an answer of its own.
    /// </summary>
    public bool CountsFleet { get; init; }

    public bool IsOrder => Answer is ApiAnswer.Pace or ApiAnswer.Order;

    /// <summary>Whether an answer has the entity tag of its window (<see cref="WindowTag"/>).</summary>
    public bool HasTag => !IsOrder && !ChangesBetweenWindows;

    /// <summary>
    /// Whether a key is refused: a repeated request would do more, and nothing is stored that could prevent it.
    /// </summary>
    public bool TakesNoKey { get; init; }

    /// <summary>The status of a response that is no refusal.</summary>
    public int StatusOfAnswer => Answer is ApiAnswer.Order ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;

    /// <summary>The type of the whole answer.</summary>
    public Type TypeOfAnswer(PaletteCommand command) => Answer switch
    {
        ApiAnswer.DevicePage => typeof(DeviceListView),
        ApiAnswer.List when CountsFleet => typeof(CountedListView<>).MakeGenericType(command.View!),
        ApiAnswer.List => typeof(ListView<>).MakeGenericType(command.View!),
        _ => command.View!,
    };

    /// <summary>The name of a switch in the API.</summary>
    public string NameOf(string name) =>
        Renamed.TryGetValue(name, out var other) ? other : string.Concat(name.Split('-').Select(
            (word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The switch that has a name in the API; null when there is none.</summary>
    public Switch? Find(PaletteCommand command, string name) =>
        command.Switches.FirstOrDefault(one => NameOf(one.Name) == name);

    /// <summary>Whether the path gives the switch.</summary>
    public bool IsInPath(Switch one) => Path.Contains($"{{{one.Name}}}", StringComparison.Ordinal);

    /// <summary>Whether the switch is a Boolean value: a flag, or yes and no.</summary>
    public static bool IsBoolean(Switch one) => one.IsFlag || one.OneOf is ["yes", "no"];

    /// <summary>A value of the API as the switch's value.</summary>
    /// <returns>Null for a flag that is not given.</returns>
    public static SwitchValue? ValueOf(Switch one, string value) =>
        !IsBoolean(one) ? new(one.Name, value)
        : one.IsFlag ? value is "true" or "yes" ? new(one.Name, "") : null
        : new(one.Name, value switch { "true" => "yes", "false" => "no", _ => value });
}
