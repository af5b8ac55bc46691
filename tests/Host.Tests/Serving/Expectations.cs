using System.Collections.Immutable;
using System.Text.Json.Nodes;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Runs commands of a palette and checks their answers.</summary>
internal static class Expectations
{
    /// <summary>The lines of a command that succeeds.</summary>
    public static async Task<string[]> Does(this LiveRig rig, Palette palette, params ImmutableArray<string> words)
    {
        var (answer, lines) = await rig.Run(palette, words);
        Assert.Equal(Answer.Done, answer);
        return lines;
    }

    /// <summary>The objects of a command that succeeds.</summary>
    public static async Task<ImmutableArray<JsonNode>> Lists(
        this LiveRig rig, Palette palette, params ImmutableArray<string> words) =>
        [.. (await rig.Does(palette, [.. words, "-json"])).Select(line => JsonNode.Parse(line)!)];

    /// <summary>The reason why a command is refused; the command prints no line.</summary>
    public static async Task<string> Refuses(this LiveRig rig, Palette palette, params ImmutableArray<string> words)
    {
        var (answer, lines) = await rig.Run(palette, words);
        Assert.Empty(lines);
        return Assert.IsType<Answer.Error>(answer).Message;
    }

    /// <summary>The reason why an accepted command would change nothing at present.</summary>
    public static async Task<string> Doubts(this LiveRig rig, Palette palette, params ImmutableArray<string> words)
    {
        var lines = await rig.Does(palette, words);
        Assert.StartsWith("Accepted as live command ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Note: ", lines[1], StringComparison.Ordinal);
        return lines[1]["Note: ".Length..];
    }

    /// <summary>The reason why the arguments of a command are invalid.</summary>
    public static async Task<string> Misunderstands(
        this LiveRig rig, Palette palette, params ImmutableArray<string> words) =>
        Assert.IsType<Answer.Misuse>((await rig.Run(palette, words)).Answer).Message;

    /// <summary>The accepted commands, each with its source.</summary>
    public static async Task<string[]> Orders(this LiveRig rig) =>
    [
        .. (await rig.Live.History(EntityId.Operator, rig.Over))
            .Select(happened => (OperatorEvent.CommandAccepted)happened.Event)
            .Select(accepted => $"{accepted.IssuedBy}: {accepted.Command}"),
    ];
}
