using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm;

/// <summary>
/// Does what a call asks for. It has a thread of the pool, never the connection's; faults it throws become error
/// answers.
/// </summary>
public delegate Task<Answer> CommandHandler(Call call, IReply reply, CancellationToken cancelled);

/// <summary>
/// One command as everybody knows it: the listener runs it, the client downloads it, help and completion read it, and
/// the adapter hands it to Petabridge.Cmd.
/// </summary>
public sealed record PaletteCommand(string Name, string Description)
{
    private static readonly Switch JsonSwitch =
        new(Call.Json, "One JSON object a line instead of text.") { IsFlag = true };

    public ImmutableArray<Switch> Switches { get; init; } = [];

    /// <summary>Lines as one would type them, for help.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>Goes on until it is cancelled.</summary>
    public bool IsStream { get; init; }

    /// <summary>A client, which only knows what there is, has none.</summary>
    [JsonIgnore]
    public CommandHandler Handler { get; init; } =
        static (call, _, _) => throw new InvalidOperationException($"{call} has no handler here.");

    /// <summary>With the one that every command has.</summary>
    [JsonIgnore]
    public ImmutableArray<Switch> AllSwitches => [.. Switches, JsonSwitch];

    /// <summary>
    /// The switch that a first word without a hyphen is the value of: <c>device show 5</c> is
    /// <c>device show -device 5</c>. Null when no switch is required.
    /// </summary>
    [JsonIgnore]
    public Switch? Subject => Switches.FirstOrDefault(one => one.IsRequired);

    public Switch? Find(string spelling) => AllSwitches.FirstOrDefault(one => one.IsSpelled(spelling));
}
