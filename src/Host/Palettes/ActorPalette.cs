using Akka.Actor;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Palettes;

/// <summary><c>actor</c>: the actors of the process, read without sending a message to any of them.</summary>
internal static class ActorPalette
{
    public static Palette Create(LiveSimulation live) => new("actor", "The actors of the process.",
    [
        new("hierarchy", "The tree of actors; those with children first, so devices at work come first.")
        {
            Switches =
            [
                new("depth", "How many levels below the start; 0 is the start alone.")
                {
                    Brief = "d", Default = "6", Check = Switch.WholeNumber,
                },
                new("start", "The path of the actor to begin with.") { Brief = "s", Default = "/user" },
                CommandHandlers.AtMost("20", "How many children of each actor."),
            ],
            Examples = ["actor hierarchy", "actor hierarchy -d 1 -s /user/run", "actor hierarchy -s /system -json"],
            View = typeof(ActorRow),
            Handler = CommandHandlers.Guarded((call, reply, _) => Hierarchy(live.System, call, reply)),
        },
        new("system", "The actor system: its address, and since when it is up.")
        {
            Examples = ["actor system"],
            View = typeof(ActorSystemView),
            Handler = CommandHandlers.Guarded((_, reply, _) => System(live.System, reply)),
        },
    ]);

    private static async Task<Answer> Hierarchy(ActorSystem system, Call call, IReply reply)
    {
        if (Find(system, call["start"]) is not { } start)
            return Answer.Refused($"There is no actor {call["start"]}.");
        await Tell(start, depth: 0, call.Number("depth"), call.Most(), reply);
        return Answer.Done;
    }

    private static async Task<Answer> System(ActorSystem system, IReply reply)
    {
        var started = HumanText.Instant(DateTimeOffset.UtcNow - system.Uptime);
        await reply.Write(reply.IsJson
            ? ReplyLine.Json(new ActorSystemView(
                $"akka://{system.Name}", started, (long)system.Uptime.TotalSeconds))
            : $"akka://{system.Name}, up for {HumanText.Duration((decimal)system.Uptime.TotalSeconds)}, "
                + $"since {started}");
        return Answer.Done;
    }

    private static ActorRefWithCell? Find(ActorSystem system, string path)
    {
        var actor = ((ExtendedActorSystem)system).Provider.RootGuardian as ActorRefWithCell;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            actor = actor?.GetSingleChild(name) as ActorRefWithCell;
        return path.StartsWith('/') ? actor : null;
    }

    private static async Task Tell(ActorRefWithCell actor, int depth, long deepest, int most, IReply reply)
    {
        // Actors may start or stop at any moment; a container of children is immutable and shows one moment.
        var children = actor.Children.OfType<ActorRefWithCell>().ToList();
        await reply.Write(reply.IsJson
            ? ReplyLine.Json(new ActorRow(actor.Path.ToStringWithoutAddress(), children.Count, depth))
            : Indented(depth, depth == 0 ? actor.Path.ToStringWithoutAddress() : actor.Path.Name, children.Count));
        if (depth >= deepest)
            return;
        var shown = children
            .OrderBy(child => !child.Children.Any())
            .ThenBy(child => child.Path.Name, StringComparer.Ordinal)
            .Take(most);
        foreach (var child in shown)
            await Tell(child, depth + 1, deepest, most, reply);
        if (children.Count > most)
            await reply.Write($"{Space(depth + 1)}… and {HumanText.Count(children.Count - most)} more");
    }

    private static string Indented(int depth, string name, int children) =>
        Space(depth) + name + (children == 0 ? "" : $" ({HumanText.Count(children)})");

    private static string Space(int depth) => new(' ', 2 * depth);
}
