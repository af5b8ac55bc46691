using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Kernel.TimekeeperProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Finds the entities for which a window stays open, for the watchdog and for queries. It is no actor; only the
/// <see cref="RunControlActor"/> uses it.
/// </summary>
internal sealed class SlowProcessQueries(ImmutableArray<ProcessPlan> plans)
{
    /// <summary>
    /// The purposes of the unanswered requests to each process. A process answers its requests in their order.
    /// </summary>
    private readonly Dictionary<int, Queue<BusyEntitiesUse>> _asked = [];

    private readonly List<IActorRef> _askers = [];
    private readonly SortedDictionary<int, LiveProtocol.SlowProcess> _answers = [];
    private VirtualTime _at;
    private int _missing;

    /// <summary>Asks all processes that have not settled, and answers the asker after the last of them.</summary>
    public void Ask(IActorRef asker, WindowReport report, ImmutableArray<IActorRef> processes, IActorRef self)
    {
        _askers.Add(asker);
        if (_missing > 0)
            return; // The processes have been asked already.
        (_missing, _at) = (report.Unsettled.Length, report.Settled);
        foreach (var process in report.Unsettled)
            Ask(process, processes, self, BusyEntitiesUse.Query);
    }

    public void AskForWatchdog(int process, ImmutableArray<IActorRef> processes, IActorRef self) =>
        Ask(process, processes, self, BusyEntitiesUse.Watchdog);

    /// <returns>The purpose of the request.</returns>
    public BusyEntitiesUse OnBusyEntities(BusyEntities awake)
    {
        var use = _asked[awake.Process].Dequeue();
        if (use is BusyEntitiesUse.Watchdog)
            return use;
        _answers[awake.Process] = new(plans[awake.Process].Name, awake.Entities);
        if (--_missing > 0)
            return use;
        foreach (var asker in _askers)
            asker.Tell(new LiveProtocol.Answers(_at, [.. _answers.Values]));
        _askers.Clear();
        _answers.Clear();
        return use;
    }

    /// <summary>Rejects what waits: no answer will come any more.</summary>
    public void Abandon()
    {
        foreach (var asker in _askers)
            asker.Tell(LiveProtocol.Rejected.Stopped);
        _askers.Clear();
    }

    private void Ask(int process, ImmutableArray<IActorRef> processes, IActorRef self, BusyEntitiesUse use)
    {
        if (!_asked.TryGetValue(process, out var asked))
            _asked.Add(process, asked = new());
        asked.Enqueue(use);
        processes[process].Tell(new GetBusyEntities(), self);
    }
}

/// <summary>The purpose of a request for the entities at work.</summary>
internal enum BusyEntitiesUse
{
    Query,
    Watchdog,
}
