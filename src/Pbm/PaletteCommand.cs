using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm;

/// <summary>
/// Executes a call. It runs on a thread of the pool and not in the connection's loop; its exceptions become error
/// answers.
/// </summary>
public delegate Task<Answer> CommandHandler(Call call, IReply reply, CancellationToken cancelled);

/// <summary>
/// The declaration of one command: the listener runs it, the client downloads it, help and completion read it, and the
/// adapter passes it to Petabridge.Cmd.
/// </summary>
public sealed record PaletteCommand(string Name, string Description)
{
    private static readonly Switch JsonSwitch =
        new(Call.Json, "One JSON object a line instead of text.") { IsFlag = true };

    public ImmutableArray<Switch> Switches { get; init; } = [];

    /// <summary>Lines to type, for help.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The command runs until it is cancelled.</summary>
    public bool IsStream { get; init; }

    /// <summary>The type of each JSON object of an answer; null for a stream.</summary>
    [JsonIgnore]
    public Type? View { get; init; }

    /// <summary>A client has the declaration only, and no handler.</summary>
    [JsonIgnore]
    public CommandHandler Handler { get; init; } =
        static (call, _, _) => throw new InvalidOperationException($"{call} has no handler here.");

    /// <summary>The switches, with the one that every command has.</summary>
    [JsonIgnore]
    public ImmutableArray<Switch> AllSwitches => [.. Switches, JsonSwitch];

    /// <summary>
    /// A first word without a hyphen is the value of this switch: <c>device show 5</c> is <c>device show -device 5</c>.
    /// Null when no switch is required.
    /// </summary>
    [JsonIgnore]
    public Switch? Subject => Switches.FirstOrDefault(one => one.IsRequired);

    public Switch? Find(string spelling) => AllSwitches.FirstOrDefault(one => one.IsSpelled(spelling));
}
