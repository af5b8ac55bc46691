using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>Hears every letter of a run in the moment in which a process lets go of it, and changes nothing.</summary>
public sealed class MailListener
{
    private readonly ConcurrentQueue<Letter> _heard = new();

    /// <summary>All letters, by the time at which they were sent.</summary>
    public ImmutableArray<Letter> Letters =>
        [.. _heard.OrderBy(letter => letter.SentAt).ThenBy(letter => letter.From).ThenBy(letter => letter.Index)];

    /// <summary>What devices send to services.</summary>
    public IEnumerable<Letter> FromDevices => Letters.Where(letter => letter.From.IsDevice && !letter.To.IsDevice);

    /// <summary>The same plan, with somebody listening at the door of every process.</summary>
    public SimulationPlan Behind(SimulationPlan plan) => plan with
    {
        Processes = [.. plan.Processes.Select(
            process => process with { World = Props.Create<Door>(process.World, _heard) })],
    };

    /// <summary>Stands between a process and its world: everything passes, both ways.</summary>
    private sealed class Door : ReceiveActor
    {
        public Door(Props world, ConcurrentQueue<Letter> heard)
        {
            var inside = Context.ActorOf(world.WithDispatcher(Context.Props.Dispatcher), "inside");
            ReceiveAny(message =>
            {
                if (!Sender.Equals(inside))
                {
                    inside.Tell(message);
                    return;
                }

                if (message is ProcessProtocol.Handled handled)
                {
                    foreach (var letter in handled.Mail)
                        heard.Enqueue(letter);
                }

                Context.Parent.Tell(message);
            });
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(0, -1, _ => Directive.Escalate, loggingEnabled: false);
    }
}
