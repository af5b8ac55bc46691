using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Live;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Those who follow a run get the events of its closed epochs from memory.</summary>
public sealed class RecentEpochsTests
{
    private readonly RecentEpochs _recent = new();

    [Fact]
    public void While_there_is_no_reader_no_epoch_is_kept()
    {
        Assert.False(_recent.AreWanted);

        _recent.Add(1, [Rolled(1, 10)]);
        _recent.Close(1, 1);

        Assert.Null(_recent.Take(1));
    }

    [Fact]
    public void The_parts_of_an_epoch_are_put_together_in_the_order_of_history()
    {
        _ = _recent.Take(0);
        _recent.Add(1, [Rolled(2, 10), Rolled(2, 30)]);
        _recent.Add(1, [Rolled(1, 20)]);
        _recent.Add(2, [Rolled(1, 40)]);
        _recent.Close(1, 3);

        Assert.Equal([Rolled(2, 10), Rolled(1, 20), Rolled(2, 30)], _recent.Take(1));
        Assert.Null(_recent.Take(2));
    }

    [Fact]
    public void An_epoch_without_events_is_an_empty_one()
    {
        _ = _recent.Take(0);
        _recent.Close(1, 0);

        Assert.Empty(_recent.Take(1)!.Value);
    }

    [Fact]
    public void An_epoch_is_taken_once()
    {
        _ = _recent.Take(0);
        _recent.Add(1, [Rolled(1, 10)]);
        _recent.Close(1, 1);

        Assert.NotNull(_recent.Take(1));
        Assert.Null(_recent.Take(1));
    }

    [Fact]
    public void An_epoch_of_which_a_part_is_missing_is_read_from_the_journal()
    {
        _recent.Add(1, [Rolled(1, 10)]);
        _ = _recent.Take(0);
        _recent.Close(1, 2);

        Assert.Null(_recent.Take(1));
    }

    [Fact]
    public void After_a_restart_the_first_epoch_is_read_from_the_journal()
    {
        _ = _recent.Take(0);
        _recent.Add(7, [Rolled(1, 10)]);
        _recent.Close(7, 1);
        _recent.Add(8, [Rolled(1, 20)]);
        _recent.Close(8, 2);

        Assert.Null(_recent.Take(7));
        Assert.Equal([Rolled(1, 20)], _recent.Take(8));
    }

    [Fact]
    public void When_readers_fall_behind_or_leave_nothing_is_kept()
    {
        _ = _recent.Take(0);
        for (var epoch = 1; epoch < RecentEpochs.Kept; epoch++)
            Close(epoch);

        Assert.True(_recent.AreWanted);

        Close(RecentEpochs.Kept);

        Assert.False(_recent.AreWanted);
        Assert.Null(_recent.Take(RecentEpochs.Kept));

        void Close(int epoch)
        {
            _recent.Add(epoch, [Rolled(1, 10 * epoch)]);
            _recent.Close(epoch, epoch);
        }
    }

    [Fact]
    public async Task What_is_in_memory_is_what_the_journal_has()
    {
        await using var rig = await LiveRig.Start();
        _ = rig.Feed.Recent.Take(0);
        var closing = rig.Feed.Closings.Next;
        await rig.Advance(TimeSpan.FromHours(48));
        await closing.WaitAsync(rig.Over);

        var stored = new EpochReader(rig.Live.Directory.Storage.Rows, FormatOf(rig), new()).After(EpochPlace.Beginning);

        Assert.NotEmpty(stored!.Events);
        Assert.Equal(Encoded(stored.Events), Encoded(rig.Feed.Recent.Take(stored.Epoch)!.Value));

        byte[] Encoded(ImmutableArray<RecordedEvent> events) =>
            EventBlock.Encode(events, HistoryHash.Empty, FormatOf(rig)).Bytes;
    }

    private static PayloadFormat FormatOf(LiveRig rig) => RunFormat.ForRunning(rig.Live.World);

    private static RecordedEvent Rolled(int device, long at) =>
        new(EntityId.Device(device), 1, new(at), new DeviceEvent.NonceRolled());
}
