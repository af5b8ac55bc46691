using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Operations;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>
/// Snapshots of a process that stored no row between them have the same sequence number. The one that is written last
/// replaces the other.
/// </summary>
public sealed class SnapshotVerificationTests : Akka.TestKit.Xunit2.TestKit
{
    [Theory]
    [InlineData(15, 1, true)] // The snapshot of an earlier epoch, written last.
    [InlineData(17, 3, true)]
    [InlineData(16, 2, true)]
    [InlineData(16, 3, false)]
    public void A_snapshot_is_compared_with_the_one_of_the_same_epoch(long storedEpoch, int storedState, bool holds)
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)Sys, Samples.Format);
        var stored = Of(storedEpoch, storedState);
        var run = new OneSnapshot(new(serializer.Manifest(stored), serializer.ToBinary(stored)));

        var refusal = new Verification(run, Samples.Format).OnSnapshot("operator", 1, Of(16, 2));

        Assert.Equal(holds, refusal is null);
    }

    private static ProcessSnapshot Of(long epoch, int done) =>
        new(epoch, new OperatorState(done), HistoryHash.Empty, 1_000, ReadOnlyMemory<byte>.Empty);

    private sealed class OneSnapshot(StoredRow snapshot) : IStoredRun
    {
        public ImmutableArray<LiveCommand> Commands => [];

        public bool IsComplete => true;

        public StoredRow? Row(string persistenceId, long sequenceNr) => null;

        public StoredRow? Snapshot(string persistenceId, long sequenceNr) => snapshot;
    }
}
