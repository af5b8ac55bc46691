using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>
/// Handles one window of a toy process and returns its answer. It is called on the thread of the process.
/// </summary>
public delegate ProcessProtocol.Handled ToyBehaviour(ProcessProtocol.Handle window);

/// <summary>
/// Processes without devices, for tests of the kernel alone. Entity <c>toy-n</c> belongs to process n.
/// </summary>
internal static class ToyProcesses
{
    public static readonly TimeSpan Lookahead = TimeSpan.FromSeconds(15);

    /// <summary>An answer without events and mail; nothing is due afterwards.</summary>
    public static readonly ProcessProtocol.Handled Silence = new([], [], VirtualTime.Never, 0);

    /// <summary>Accepts all mail, and does nothing with it.</summary>
    public static readonly Toy Idle = new(VirtualTime.Never, _ => Silence);

    public static EntityId Entity(int process) => new("toy", process);

    public static VirtualTime At(double seconds) => VirtualTime.Zero + TimeSpan.FromSeconds(seconds);

    public static SimulationPlan Plan(params ImmutableArray<Toy> toys) => new(
        Seed: 1,
        At(86_400),
        Lookahead,
        EpochPolicy.WithoutScenario,
        [.. toys.Select((toy, i) => new ProcessPlan($"toy-{i}", Props.Create<ToyActor>(toy)))],
        entity => (entity.Number, entity.Number + 1),
        PholdEvent.AddTo(new PayloadFormat()),
        NoMonitor.Instance,
        new RunGauges());
}

/// <param name="Due">The first moment at which the process has something to do, if it gets no mail before.</param>
/// <param name="Findings">What it sends to the monitors at the end of each epoch.</param>
public sealed record Toy(VirtualTime Due, ToyBehaviour Behaviour, object? Findings = null);

public sealed class ToyActor : ReceiveActor
{
    public ToyActor(Toy toy)
    {
        ArgumentNullException.ThrowIfNull(toy);
        Receive<ProcessProtocol.Begin>(_ => Sender.Tell(new ProcessProtocol.AtRest(toy.Due)));
        Receive<ProcessProtocol.Handle>(window => Sender.Tell(toy.Behaviour(window)));
        Receive<ProcessProtocol.Capture>(request =>
            Sender.Tell(new ProcessProtocol.Captured(request.Epoch, null, null, toy.Findings)));
    }
}
