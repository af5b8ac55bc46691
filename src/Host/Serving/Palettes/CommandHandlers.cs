using RsrActors.Host.Pbm;
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
    };

    /// <summary>Gives the operator a command, and says when it holds: by then it is stored.</summary>
    public static async Task<Answer> Submit(
        this LiveSimulation live, OperatorCommand command, IReply reply, CancellationToken cancelled)
    {
        var accepted = await live.Submit(command, IssuedBy, cancelled);
        await reply.Write($"Accepted as live command {accepted.Number}, at {live.Instant(accepted.At)} ({accepted.At}): {command}");
        return Answer.Done;
    }
}
