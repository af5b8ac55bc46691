using System.Collections.Immutable;
using Akka.Persistence;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Execution;

/// <summary>Reads the rows of an experiment once, and stores nothing.</summary>
internal sealed class StoredRowsActor : ReceivePersistentActor
{
    private readonly TaskCompletionSource<ImmutableArray<RunFinished>> _rows;

    public StoredRowsActor(TaskCompletionSource<ImmutableArray<RunFinished>> rows)
    {
        _rows = rows;
        var read = ImmutableArray.CreateBuilder<RunFinished>();
        Recover<RunFinished>(read.Add);
        Recover<RecoveryCompleted>(_ => _rows.TrySetResult(read.ToImmutable()));
    }

    public override string PersistenceId => ExperimentActor.StoredName;

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _rows.TrySetException(reason);
}
