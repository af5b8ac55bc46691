using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>Reads what a run has stored, the way a resumed run would.</summary>
internal static class StoredHistory
{
    public static async Task<ImmutableArray<RecordedEvent>> Read(ActorSystem system, SimulationPlan plan)
    {
        var events = new List<RecordedEvent>();
        foreach (var process in plan.Processes)
        {
            var read = new TaskCompletionSource<List<RecordedEvent>>();
            system.ActorOf(Props.Create<Reader>(process.Name, plan.Format, read));
            events.AddRange(await read.Task);
        }

        events.Sort(RecordedEvent.HistoryOrder);
        return [.. events];
    }

    private sealed class Reader : ReceivePersistentActor
    {
        public Reader(string name, PayloadFormat format, TaskCompletionSource<List<RecordedEvent>> read)
        {
            PersistenceId = name;
            var events = new List<RecordedEvent>();
            Recover<EpochCommitted>(row => events.AddRange(EventBlock.Decode(row.Events, row.Count, format)));
            Recover<RecoveryCompleted>(_ => read.SetResult(events));
        }

        public override string PersistenceId { get; }

        /// <summary>From the first row, whatever snapshots there are.</summary>
        public override Recovery Recovery => new(SnapshotSelectionCriteria.None);
    }
}
