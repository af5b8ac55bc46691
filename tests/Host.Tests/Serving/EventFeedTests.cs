using System.Collections.Immutable;
using RsrActors.Host.Live;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.TestKit;

namespace RsrActors.Host.Tests.Serving;

public sealed class EventFeedTests
{
    private static readonly DateTimeOffset Start = new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new();
    private readonly EventFeed _feed;

    public EventFeedTests() => _feed = new(Start, _clock);

    [Fact]
    public void A_feed_without_watches_sets_no_alarm()
    {
        Assert.False(_feed.IsWatched);
        _feed.Happened([Rolled(1, 1)]);

        Assert.Empty(_clock.Alarms);
    }

    [Fact]
    public void A_feed_sets_no_alarm_after_the_last_watch_ends()
    {
        var first = _feed.Watch(new(), new HeardReply());
        var second = _feed.Watch(new() { Devices = [7] }, new HeardReply());
        first.Dispose();
        Assert.True(_feed.IsWatched);
        second.Dispose();

        Assert.False(_feed.IsWatched);
        NextSlice();
        Assert.Empty(_clock.Alarms);
    }

    [Fact]
    public void Events_are_shown_slice_by_slice_in_the_order_of_history()
    {
        var reply = new HeardReply();
        using var watch = _feed.Watch(new(), reply);
        _feed.Happened([Rolled(9, 2_000), Rolled(9, 3_000)]);
        _feed.Happened([Rolled(4, 1_000), Rolled(4, 2_000)]);
        Assert.Empty(reply.Lines);

        NextSlice();

        Assert.Equal(
            [
                "2023-07-10T17:00:01.000Z  device-0000004  NonceRolled",
                "2023-07-10T17:00:02.000Z  device-0000004  NonceRolled",
                "2023-07-10T17:00:02.000Z  device-0000009  NonceRolled",
                "2023-07-10T17:00:03.000Z  device-0000009  NonceRolled",
            ],
            reply.Lines);
    }

    [Fact]
    public void A_slice_without_events_shows_nothing_and_the_next_one_follows()
    {
        var reply = new HeardReply();
        using var watch = _feed.Watch(new(), reply);
        NextSlice();
        NextSlice();
        Assert.Empty(reply.Lines);

        _feed.Happened([Rolled(1, 1)]);
        NextSlice();

        Assert.Single(reply.Lines);
    }

    [Fact]
    public void Events_that_do_not_fit_into_a_slice_are_counted()
    {
        var (text, json) = (new HeardReply(), new HeardReply());
        json.As(true);
        using var one = _feed.Watch(new(), text);
        using var other = _feed.Watch(new(), json);
        _feed.Happened([.. Enumerable.Range(0, 60).Select(i => Rolled(i, 1))]);
        _feed.Happened([.. Enumerable.Range(60, 60).Select(i => Rolled(i, 1))]);
        _feed.Happened([.. Enumerable.Range(120, 2_000).Select(i => Rolled(i, 1))]);

        NextSlice();
        foreach (var reply in (HeardReply[])[text, json])
        {
            Assert.Equal(EventGroup.Capacity, reply.Lines.Length);
            Assert.Equal(2_020, reply.Dropped);
        }

        _feed.Happened([Rolled(1, 2)]);
        NextSlice();
        Assert.Equal(EventGroup.Capacity + 1, text.Lines.Length);
        Assert.Equal(2_020, text.Dropped);
    }

    [Fact]
    public void Only_events_that_match_the_filter_are_counted()
    {
        var reply = new HeardReply();
        using var watch = _feed.Watch(new() { Devices = [7] }, reply);
        _feed.Happened(
            [.. Enumerable.Range(0, EventGroup.Capacity + 1).SelectMany(i => new[] { Rolled(7, i), Rolled(8, i) })]);

        NextSlice();

        Assert.Equal(1, reply.Dropped);
    }

    [Fact]
    public void A_filter_selects_by_device_and_name_and_excludes_releases()
    {
        ImmutableArray<RecordedEvent> events =
        [
            Rolled(7, 1), Rolled(8, 2),
            new(EntityId.Device(7), 2, new(3), new DeviceEvent.AnalyticsSharingChanged(true)),
            new(EntityId.Release("16.5.1-a"), 1, new(4), new ReleaseEvent.Published(100, RampSource.Rule)),
        ];

        Assert.Equal([1, 2, 3], Shown(new()));
        Assert.Equal([1, 3], Shown(new() { Devices = [7] }));
        Assert.Equal([1, 3], Shown(new() { Devices = [7, 9] }));
        Assert.Equal([1, 2], Shown(new() { Events = ["noncerolled"] }));
        Assert.Equal([2], Shown(new() { Devices = [8], Events = ["NonceRolled", "ReleasePublished"] }));
        Assert.Equal([], Shown(new() { Events = ["Unheard"] }));

        int[] Shown(EventFilter filter)
        {
            var reply = new HeardReply();
            using var watch = _feed.Watch(filter, reply);
            _feed.Happened(events);
            NextSlice();
            return [.. reply.Lines.Select(line => line["2023-07-10T17:00:00.00".Length] - '0')];
        }
    }

    [Fact]
    public void Watches_with_the_same_filter_and_form_share_their_lines()
    {
        var replies = Enumerable.Range(0, 3).Select(_ => new HeardReply()).ToArray();
        replies[2].As(true);
        using var one = _feed.Watch(new() { Devices = [7, 8], Events = ["NonceRolled"] }, replies[0]);
        using var two = _feed.Watch(new() { Devices = [8, 7], Events = ["NonceRolled"] }, replies[1]);
        using var json = _feed.Watch(new() { Devices = [8, 7], Events = ["NonceRolled"] }, replies[2]);
        _feed.Happened([Rolled(7, 1)]);

        NextSlice();

        Assert.Same(replies[0].Heard.Single(), replies[1].Heard.Single());
        Assert.StartsWith("{", replies[2].Lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_reply_counts_shown_and_unshown_events_as_dropped()
    {
        var reply = new HeardReply { IsFull = true };
        using var watch = _feed.Watch(new(), reply);
        _feed.Happened([.. Enumerable.Range(0, EventGroup.Capacity + 5).Select(i => Rolled(i, 1))]);

        NextSlice();

        Assert.Empty(reply.Lines);
        Assert.Equal(EventGroup.Capacity + 5, reply.Dropped);
    }

    [Fact]
    public async Task A_reply_that_fails_ends_its_own_watch_and_no_other()
    {
        var reply = new HeardReply();
        using var broken = _feed.Watch(new(), new FailingReply());
        using var sound = _feed.Watch(new(), reply);
        _feed.Happened([Rolled(1, 1)]);

        NextSlice();

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.Broken);
        Assert.Single(reply.Lines);
        Assert.False(sound.Broken.IsCompleted);
    }

    [Fact]
    public async Task Each_event_of_concurrent_senders_is_shown_or_counted()
    {
        const int Events = 20_000;
        var reply = new HeardReply();
        using var watch = _feed.Watch(new(), reply);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(process => Task.Run(() =>
        {
            for (var i = 0; i < Events; i++)
                _feed.Happened([Rolled(process, i)]);
        })));
        NextSlice();

        Assert.Equal(EventGroup.Capacity, reply.Lines.Length);
        Assert.Equal(8 * Events - EventGroup.Capacity, reply.Dropped);
    }

    private void NextSlice() => _clock.Pass(EventFeed.Slice);

    private static RecordedEvent Rolled(int device, int milliseconds) =>
        new(EntityId.Device(device), 1, new(milliseconds), new DeviceEvent.NonceRolled());

    private sealed class FailingReply : IReply
    {
        public bool IsJson => false;

        public ValueTask Write(ReplyLine line) => throw new InvalidOperationException();

        public void Offer(Func<ReplyLine> line) => throw new InvalidOperationException();

        public void Drop(long lines) => throw new InvalidOperationException();
    }
}
