using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>
/// Queries that wait for a boundary, or for the answers of processes. It is no actor; only the
/// <see cref="RunControlActor"/> uses it, and sends queries only while no window is open.
/// </summary>
internal sealed class PendingQueries(Route route)
{
    /// <summary>
    /// While a window is open for long, clients give up and send their queries again, so the number of waiting queries
    /// is limited.
    /// </summary>
    public const int MostWaiting = 1_000;

    private readonly Queue<(LiveProtocol.Query Query, IActorRef From)> _waiting = new();
    private readonly Dictionary<long, OpenQuery> _open = [];
    private long _count;

    public void Take(LiveProtocol.Query query, IActorRef from)
    {
        if (_waiting.Count < MostWaiting)
            _waiting.Enqueue((query, from));
        else
            from.Tell(
                new LiveProtocol.Rejected($"{MostWaiting} queries wait already for the open window to be settled."));
    }

    /// <summary>Sends all waiting queries to the processes.</summary>
    public void Put(ImmutableArray<IActorRef> processes, VirtualTime settled, IActorRef asker)
    {
        while (_waiting.TryDequeue(out var next))
        {
            (int From, int To) target;
            try
            {
                target = route(next.Query.About);
            }
            catch (ArgumentOutOfRangeException)
            {
                next.From.Tell(new LiveProtocol.Rejected($"Nothing in this run answers for {next.Query.About}."));
                continue;
            }

            _open.Add(++_count, new(next.From, settled, target.From, new object[target.To - target.From]));
            for (var process = target.From; process < target.To; process++)
            {
                processes[process].Tell(
                    new LogicalProcessProtocol.ForwardQuery(_count, settled, next.Query.Body), asker);
            }
        }
    }

    public void OnAnswer(LogicalProcessProtocol.QueryAnswer answer)
    {
        var query = _open[answer.Number];
        query.Answers[answer.Process - query.First] = answer.Answer;
        if (++query.Answered < query.Answers.Length)
            return;
        _open.Remove(answer.Number);
        query.From.Tell(query.Answers.OfType<ProcessProtocol.QueryFailed>().FirstOrDefault() is { } fault
            ? new LiveProtocol.Rejected(fault.Why)
            : new LiveProtocol.Answers(query.At, ImmutableCollectionsMarshal.AsImmutableArray(query.Answers)));
    }

    /// <summary>Rejects all queries: no answer will come any more.</summary>
    public void Abandon()
    {
        foreach (var from in _waiting.Select(one => one.From).Concat(_open.Values.Select(one => one.From)))
            from.Tell(LiveProtocol.Rejected.Stopped);
        _waiting.Clear();
        _open.Clear();
    }

    private sealed class OpenQuery(IActorRef from, VirtualTime at, int first, object[] answers)
    {
        public IActorRef From => from;

        public VirtualTime At => at;

        public int First => first;

        public object[] Answers => answers;

        public int Answered { get; set; }
    }
}
