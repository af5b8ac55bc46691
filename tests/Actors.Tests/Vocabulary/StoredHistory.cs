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
    public static async Task<ImmutableArray<RecordedEvent>> Read(ActorSystem system, SimulationPlan plan) =>
        EventsOf((await Rows(system, plan)).Values.SelectMany(rows => rows), plan.Format);

    /// <summary>What each process of a run has stored.</summary>
    public static async Task<ImmutableDictionary<string, ImmutableArray<EpochCommitted>>> Rows(
        ActorSystem system, SimulationPlan plan)
    {
        var rows = ImmutableDictionary.CreateBuilder<string, ImmutableArray<EpochCommitted>>();
        foreach (var process in plan.Processes)
            rows.Add(process.Name, [.. await Rows<EpochCommitted>(system, process.Name)]);
        return rows.ToImmutable();
    }

    /// <summary>The events of rows, in the history's order.</summary>
    public static ImmutableArray<RecordedEvent> EventsOf(IEnumerable<EpochCommitted> rows, PayloadFormat format)
    {
        var events = rows.SelectMany(row => EventBlock.Decode(row.Events, row.Count, format)).ToList();
        events.Sort(RecordedEvent.HistoryOrder);
        return [.. events];
    }

    /// <summary>The rows of one kind that a process, or the timekeeper, has stored.</summary>
    public static Task<List<T>> Rows<T>(ActorSystem system, string process) where T : class, IStored
    {
        var read = new TaskCompletionSource<List<T>>();
        system.ActorOf(Props.Create<Reader<T>>(process, read));
        return read.Task;
    }

    private sealed class Reader<T> : ReceivePersistentActor where T : class, IStored
    {
        private readonly TaskCompletionSource<List<T>> _read;

        public Reader(string process, TaskCompletionSource<List<T>> read)
        {
            PersistenceId = process;
            _read = read;
            var rows = new List<T>();
            Recover<T>(rows.Add);
            Recover<IStored>(_ => { });
            Recover<RecoveryCompleted>(_ => read.SetResult(rows));
        }

        public override string PersistenceId { get; }

        /// <summary>From the first row; snapshots are not used.</summary>
        public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

        protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
            _read.TrySetException(reason);
    }
}
