using System.Globalization;
using RsrActors.Actors.Journal;
using RsrActors.Host.Executable;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Scenarios;
using RsrActors.Pbm;

namespace RsrActors.Host.Palettes;

/// <summary>What the handlers of all palettes share.</summary>
internal static class CommandHandlers
{
    /// <summary>The largest length of a list; for more, list from a later start, or export.</summary>
    public const int MostLines = 10_000;

    /// <summary>A request that is refused becomes an answer, not a fault.</summary>
    public static CommandHandler Guarded(CommandHandler handler) => async (call, reply, cancelled) =>
    {
        try
        {
            return await handler(call, reply, cancelled);
        }
        catch (RequestRejectedException rejected)
        {
            return Answer.Refused(rejected.Message);
        }
        catch (HostException refused)
        {
            return Answer.Refused(refused.Message);
        }
    };

    /// <summary>The largest number of lines, for commands with long answers; read by <see cref="Most"/>.</summary>
    public static Switch AtMost(string usual, string description) => new("number", description)
    {
        Brief = "n",
        Default = usual,
        Check = static value => Lines(value) is null ? $"it must be a whole number from 1 to {MostLines}" : null,
    };

    public static int Most(this Call call) => Lines(call["number"])!.Value;

    /// <summary>
    /// Gives the operator a command, and prints the moment at which it takes effect. By then it is stored.
    /// </summary>
    /// <param name="doubt">
    /// Why the command would change nothing now. It is accepted all the same, because it takes effect later, and other
    /// commands may take effect before it. The note explains why it may have no effect.
    /// </param>
    public static async Task<Answer> Submit(
        this LiveSimulation live, OperatorCommand command, Call call, IReply reply, CancellationToken cancelled,
        string? doubt = null)
    {
        var key = call.Caller.Key is { } given ? new OrderKey(given.Text, given.Digest, doubt) : null;
        var accepted = await live.Submit(command, call.Caller.Name, cancelled, key);

        // Another request with the same key may have come first: its note is the stored one.
        doubt = accepted.Key is { } stored ? stored.Note : doubt;
        if (reply.IsJson)
        {
            await reply.Write(ReplyLine.Json(new AcceptedOrderView(
                accepted.Number, live.Instant(accepted.At), accepted.At.Milliseconds, $"{command}", doubt)));
            return Answer.Done;
        }

        await reply.Write(
            $"Accepted as live command {accepted.Number}, at {live.Instant(accepted.At)} ({accepted.At}): {command}");
        if (doubt is not null)
            await reply.Write($"Note: {doubt}");
        return Answer.Done;
    }

    /// <summary>A number of lines; null when it is none, or too many for any command.</summary>
    public static int? Lines(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            && lines is >= 1 and <= MostLines
            ? lines
            : null;
}
