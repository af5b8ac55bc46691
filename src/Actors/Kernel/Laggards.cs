using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Who keeps a window open, for the watchdog and for whoever else asks. One owner, no actor: the
/// <see cref="Timekeeper"/> keeps it.
/// </summary>
internal sealed class Laggards(ImmutableArray<ProcessPlan> plans)
{
    /// <summary>
    /// Whether each question that a process has not answered was the watchdog's: it answers in the order in which it
    /// was asked.
    /// </summary>
    private readonly Dictionary<int, Queue<bool>> _asked = [];

    private readonly List<IActorRef> _askers = [];
    private readonly SortedDictionary<int, LiveProtocol.Laggard> _answers = [];
    private int _missing;

    /// <summary>
    /// Asks all processes that have not settled, for somebody who is answered when the last of them is.
    /// </summary>
    public void Ask(
        IActorRef asker, IReadOnlyCollection<int> unsettled, ImmutableArray<IActorRef> processes, IActorRef self)
    {
        _askers.Add(asker);
        if (_missing > 0)
            return; // They have been asked.
        _missing = unsettled.Count;
        foreach (var process in unsettled)
            Ask(process, processes, self, forWatchdog: false);
    }

    public void AskForWatchdog(int process, ImmutableArray<IActorRef> processes, IActorRef self) =>
        Ask(process, processes, self, forWatchdog: true);

    /// <returns>Whether it was the watchdog who wanted to know.</returns>
    public bool OnAwake(Awake awake, VirtualTime at)
    {
        if (_asked[awake.Process].Dequeue())
            return true;
        _answers[awake.Process] = new(plans[awake.Process].Name, awake.Entities);
        if (--_missing > 0)
            return false;
        foreach (var asker in _askers)
            asker.Tell(new LiveProtocol.Answers(at, [.. _answers.Values]));
        _askers.Clear();
        _answers.Clear();
        return false;
    }

    /// <summary>Nobody is there to answer any more.</summary>
    public void Abandon()
    {
        foreach (var asker in _askers)
            asker.Tell(LiveProtocol.Rejected.Stopped);
        _askers.Clear();
    }

    private void Ask(int process, ImmutableArray<IActorRef> processes, IActorRef self, bool forWatchdog)
    {
        if (!_asked.TryGetValue(process, out var asked))
            _asked.Add(process, asked = new());
        asked.Enqueue(forWatchdog);
        processes[process].Tell(new WhoIsAwake(), self);
    }
}
