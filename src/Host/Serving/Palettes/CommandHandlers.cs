using RsrActors.Host.Pbm;
using RsrActors.Host.Runs;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Serving.Palettes;

/// <summary>What the handlers of all palettes have in common.</summary>
internal static class CommandHandlers
{
    /// <summary>Who issues the commands that come from here, as histories tell it.</summary>
    public const string IssuedBy = "console";

    /// <summary>What the simulation will not do is an answer, and no fault.</summary>
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

    /// <summary>How many at most, of commands that might say a lot; read by <see cref="Most"/>.</summary>
    public static Switch AtMost(string usual, string description) => new("number", description)
    {
        Brief = "n",
        Default = usual,
        Check = Switch.WholeNumber,
    };

    public static int Most(this Call call) => (int)Math.Min(int.MaxValue, call.Number("number"));

    /// <summary>Gives the operator a command, and says when it holds: by then it is stored.</summary>
    /// <param name="doubt">
    /// Why it would change nothing as things stand. It is taken all the same, for it takes a while to arrive, and others may be
    /// on their way before it; but nobody should wonder afterwards.
    /// </param>
    public static async Task<Answer> Submit(
        this LiveSimulation live, OperatorCommand command, IReply reply, CancellationToken cancelled, string? doubt = null)
    {
        var accepted = await live.Submit(command, IssuedBy, cancelled);
        await reply.Write($"Accepted as live command {accepted.Number}, at {live.Instant(accepted.At)} ({accepted.At}): {command}");
        if (doubt is not null)
            await reply.Write($"Note: {doubt}");
        return Answer.Done;
    }
}
