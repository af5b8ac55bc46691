using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>Reads every message of a run at the moment in which its process sends it, and changes nothing.</summary>
public sealed class MailListener
{
    private readonly ConcurrentQueue<Message> _messages = new();

    /// <summary>All messages, by the time at which they were sent.</summary>
    public ImmutableArray<Message> Messages =>
        [.. _messages.OrderBy(message => message.SentAt).ThenBy(message => message.From)
            .ThenBy(message => message.Index)];

    /// <summary>What devices send to services.</summary>
    public IEnumerable<Message> FromDevices => Messages.Where(message => message.From.IsDevice && !message.To.IsDevice);

    /// <summary>The same plan, with a listener between every process and its handler.</summary>
    public SimulationPlan Behind(SimulationPlan plan) => plan with
    {
        Processes = [.. plan.Processes.Select(
            process => process with { Handler = Props.Create<Door>(process.Handler, _messages) })],
    };

    /// <summary>Passes everything on, from the process to its handler and back.</summary>
    private sealed class Door : ReceiveActor
    {
        public Door(Props handler, ConcurrentQueue<Message> messages)
        {
            var inside = Context.ActorOf(handler.WithDispatcher(Context.Props.Dispatcher), "inside");
            ReceiveAny(message =>
            {
                if (!Sender.Equals(inside))
                {
                    inside.Tell(message);
                    return;
                }

                if (message is ProcessProtocol.Handled handled)
                {
                    foreach (var sent in handled.Mail)
                        messages.Enqueue(sent);
                }

                Context.Parent.Tell(message);
            });
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(0, -1, _ => Directive.Escalate, loggingEnabled: false);
    }
}
