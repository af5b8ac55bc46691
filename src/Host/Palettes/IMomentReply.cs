using RsrActors.Model.Simulation;
using RsrActors.Pbm;

namespace RsrActors.Host.Palettes;

/// <summary>A reply that says of which moment its rows are, beside them.</summary>
internal interface IMomentReply : IReply
{
    /// <param name="at">Everything before this moment is in the rows.</param>
    void IsOf(VirtualTime at);
}

/// <summary>The same for a reply that may not say it.</summary>
internal static class MomentReplies
{
    public static void IsOf(this IReply reply, VirtualTime at) => (reply as IMomentReply)?.IsOf(at);
}
