using System.Data.Common;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Live;
using RsrActors.Host.Storage;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Readers of a live run share what is read from its journal.</summary>
public sealed class ClosedEpochsTests : IAsyncLifetime
{
    /// <summary>A place after all epochs that a test stores.</summary>
    private static readonly EpochPlace End = new(long.MaxValue);

    private readonly EpochSignal _closings = new();
    private LiveRig _rig = null!;
    private CountingRows _rows = null!;

    public async Task InitializeAsync()
    {
        _rig = await LiveRig.Start();
        var closing = _rig.Feed.Closings.Next;
        await _rig.Advance(TimeSpan.FromHours(48));
        await closing.WaitAsync(_rig.Over);
        _rows = new(_rig.Live.Directory.Storage.Rows);
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task However_many_wait_for_the_next_epoch_the_journal_is_asked_for_it_once()
    {
        using var epochs = Epochs();
        for (var reader = 0; reader < 200; reader++)
            Assert.Null(await epochs.After(End, _rig.Over));

        Assert.Equal(1, _rows.Opened);
    }

    [Fact]
    public async Task When_an_epoch_is_stored_the_journal_is_asked_again()
    {
        using var epochs = Epochs();
        Assert.Null(await epochs.After(End, _rig.Over));

        _closings.Set();
        Assert.Null(await epochs.After(End, _rig.Over));

        Assert.Equal(2, _rows.Opened);
    }

    [Fact]
    public async Task Readers_of_the_same_epoch_get_the_same_one()
    {
        using var epochs = Epochs();
        var first = await epochs.After(EpochPlace.Beginning, _rig.Over);

        Assert.NotNull(first);
        Assert.Same(first, await epochs.After(EpochPlace.Beginning, _rig.Over));
    }

    [Fact]
    public async Task A_reader_that_is_behind_shares_the_epoch_that_another_one_still_has()
    {
        using var epochs = Epochs();
        var first = await epochs.After(EpochPlace.Beginning, _rig.Over);
        var second = await epochs.After(first!.After, _rig.Over);
        var third = await epochs.After(second!.After, _rig.Over);
        var opened = _rows.Opened;

        Assert.Same(second, await epochs.After(first.After, _rig.Over));
        Assert.Same(first, await epochs.After(EpochPlace.Beginning, _rig.Over));
        Assert.Same(third, await epochs.After(second.After, _rig.Over));
        Assert.Equal(opened, _rows.Opened);
    }

    private ClosedEpochs Epochs() =>
        new(new(_rows, RunFormat.ForRunning(_rig.Live.World), new()), _closings);

    private sealed class CountingRows(IRowSource rows) : IRowSource
    {
        public int Opened { get; set; }

        public string Journal => rows.Journal;

        public string Snapshots => rows.Snapshots;

        public DbConnection? OpenJournal()
        {
            Opened++;
            return rows.OpenJournal();
        }

        public DbConnection? OpenSnapshots() => rows.OpenSnapshots();

        public HostException CannotRead(DbException cause) => rows.CannotRead(cause);
    }
}
