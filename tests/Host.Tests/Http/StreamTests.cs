using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RsrActors.Host.Http;
using RsrActors.Host.Live;

namespace RsrActors.Host.Tests.Http;

/// <summary>The stream of events: in the order of exports, without a gap and without a double.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private HttpRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpRig.Start(with: settings => settings with
    {
        ReadTime = TimeSpan.FromMilliseconds(300),
        Heartbeat = TimeSpan.FromMilliseconds(50),
    });

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_stream_from_the_beginning_has_what_an_export_has_and_follows_the_run()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(5));
        using var stream = await Open("?since=0");
        var first = await stream.Take(Stored().Length);
        Assert.Equal(Stored(), first.Select(frame => frame.Data));

        await _rig.AdvanceAndStore(TimeSpan.FromHours(40));
        var all = Stored();
        Assert.Equal(
            all[first.Count..], (await stream.Take(all.Length - first.Count)).Select(frame => frame.Data));
    }

    [Fact]
    public async Task A_stream_that_goes_on_after_any_id_has_no_gap_and_no_double()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(5));
        await _rig.AdvanceAndStore(TimeSpan.FromHours(40));
        var all = Stored();
        using var whole = await Open("?since=0");
        var frames = await whole.Take(all.Length);

        for (var after = 0; after < all.Length - 1; after += 3)
        {
            using var rest = await Open("", frames[after].Id);
            Assert.Equal(
                frames[after + 1].Id, (await rest.Take(1))[0].Id);
        }

        using var last = await Open($"?after={frames[^2].Id}");
        Assert.Equal(all[^1], (await last.Take(1))[0].Data);
    }

    [Fact]
    public async Task A_stream_without_an_id_begins_now()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(5));
        var before = Stored().Length;
        using var stream = await Open("");
        await _rig.AdvanceAndStore(TimeSpan.FromHours(40));

        Assert.Equal(Stored()[before], (await stream.Take(1))[0].Data);
    }

    [Fact]
    public async Task A_stream_that_begins_in_the_time_to_come_has_nothing_before_it()
    {
        var later = TimeSpan.FromHours(30);
        using var since = await Open($"?since={later.TotalMilliseconds}");
        using var after = await Open("", $"{later.TotalMilliseconds},device-0000003,0");
        await _rig.AdvanceAndStore(TimeSpan.FromHours(5));
        await _rig.AdvanceAndStore(TimeSpan.FromHours(20));
        await _rig.AdvanceAndStore(TimeSpan.FromHours(40));

        foreach (var frame in new[] { (await since.Take(1))[0], (await after.Take(1))[0] })
        {
            Assert.True(
                long.Parse(frame.Id.Split(',')[0], CultureInfo.InvariantCulture) >= later.TotalMilliseconds, frame.Id);
        }
    }

    [Fact]
    public async Task A_filter_selects_entities_and_names_of_events()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(40));
        using var stream = await Open("?since=0&entity=operator&device=3&event=DeviceEnrolled&event=CommandAccepted");

        var frames = await stream.Take(2);

        Assert.Equal(["device-0000003", "operator"], frames.Select(frame => frame.Id.Split(',')[1]));
        Assert.Equal(["DeviceEnrolled", "CommandAccepted"], frames.Select(frame => frame.Name));
    }

    [Theory]
    [InlineData("?event=Nothing", "event is 'Nothing'; it may be ")]
    [InlineData("?device=50", "device is '50'; the fleet has ")]
    [InlineData("?entity=nobody", "entity is 'nobody'; there are ")]
    [InlineData("?after=1,2", "after is '1,2'; it must be the id of an event")]
    [InlineData("?after=1,nobody,2", "after is '1,nobody,2'; it must be the id of an event")]
    [InlineData("?since=soon", "since is 'soon'; it must be a whole number")]
    [InlineData("?tail=all", "tail is 'all'; it may be unstored")]
    [InlineData("?tail=unstored&entity=operator", "the preview has events of devices only")]
    [InlineData("?tail=unstored&with=status", "with is 'status'; the preview has events only")]
    [InlineData("?with=curves", "with is 'curves'; it may be status")]
    [InlineData("?entities=operator", "entities is 'operator'; there are device, entity, event, after, since")]
    [InlineData("?tail=unstored&since=0", "the preview begins now")]
    public async Task A_wrong_filter_is_refused(string query, string sentence)
    {
        using var response = await _rig.Get($"/api/v1/events{query}");

        Assert.Contains(
            sentence, await HttpRig.SentenceOf(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_without_an_event_has_a_comment_from_time_to_time()
    {
        using var stream = await Open("");

        Assert.Equal(": nothing yet", await stream.Comment());
    }

    [Fact]
    public async Task The_preview_has_events_that_are_not_stored_and_no_ids()
    {
        using var stream = await Open("?tail=unstored&event=DeviceEnrolled");
        await stream.Comment();
        await _rig.Run.Advance(TimeSpan.FromMinutes(1));
        _rig.Run.Clock.Pass(EventFeed.Slice);

        var frame = (await stream.Take(1))[0];

        Assert.Equal(("", "preview"), (frame.Id, frame.Name));
        Assert.Contains("\"event\":\"DeviceEnrolled\"", frame.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_with_the_status_has_it_first_and_again_when_it_has_changed_without_an_id()
    {
        using var stream = await Open("?since=0&with=status");
        var frames = await stream.Take(1);
        Assert.Contains("\"settledMs\":0,", frames[0].Data, StringComparison.Ordinal);
        await _rig.Run.Advance(TimeSpan.FromMinutes(1));
        var settled = (await _rig.Run.Live.Status(_rig.Run.Over)).Settled.Milliseconds;

        // A status of before the end may be on the way.
        while (!frames[^1].Data.Contains($"\"settledMs\":{settled},", StringComparison.Ordinal))
            frames.AddRange(await stream.Take(1));
        await stream.Comment();

        Assert.True(settled > 0, "Nothing was simulated.");
        Assert.All(frames, frame => Assert.Equal(("", "status"), (frame.Id, frame.Name)));
    }

    [Fact]
    public async Task Open_streams_do_not_keep_the_host_from_stopping()
    {
        var streams = new List<EventFrameReader>();
        for (var i = 0; i < 10; i++)
            streams.Add(await Open("?since=0"));
        var watch = Stopwatch.StartNew();

        await _rig.Server.Stop();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_told()
    {
        await using var rig = await HttpRig.Start(
            new([], Devices: "1200"), settings => settings with { ReadTime = TimeSpan.FromMilliseconds(300) });
        await rig.AdvanceAndStore(TimeSpan.FromMinutes(1));
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = rig.Book.Watch(entry => told.TrySetResult(entry.Message));

        // Not smaller than a packet of the loopback device, or the system drops packets.
        using var deaf = new TcpClient { ReceiveBufferSize = 64 * 1024 };
        await deaf.ConnectAsync(rig.Server.EndPoint);
        await deaf.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes("GET /api/v1/events?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"));

        Assert.Contains("is cut off", await told.Task.WaitAsync(rig.Run.Over), StringComparison.Ordinal);
        var lines = new StreamReader(deaf.GetStream());
        while (await lines.ReadLineAsync() is { } line && line != "event: cut-off")
        {
        }

        Assert.Contains("Too little was read for 0.3 s", await lines.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_keeps_its_stream_waiting_with_one_epoch_for_long_is_cut_off_and_told()
    {
        await using var rig = await HttpRig.Start(
            new([], Devices: "1200"), settings => settings with { TurnTime = TimeSpan.Zero });
        await rig.AdvanceAndStore(TimeSpan.FromMinutes(1));

        var text = await rig.Client.GetStringAsync("/api/v1/events?since=0", rig.Run.Over);

        Assert.EndsWith(
            """
            event: cut-off
            data: {"why":"The events of one epoch were not read within 0 s; go on with Last-Event-ID."}


            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_streams_as_are_allowed_get_all_events_and_one_more_is_refused()
    {
        var streams = new List<EventFrameReader>();
        for (var i = 0; i < HttpLimits.Streams; i++)
            streams.Add(await Open(""));
        using var refused = await _rig.Get("/api/v1/events");
        await _rig.AdvanceAndStore(TimeSpan.FromHours(5));

        Assert.Contains(
            "streams are open already", await HttpRig.SentenceOf(refused, HttpStatusCode.ServiceUnavailable),
            StringComparison.Ordinal);
        var stored = Stored();
        foreach (var stream in streams)
        {
            Assert.Equal(stored, (await stream.Take(stored.Length)).Select(frame => frame.Data));
            stream.Dispose();
        }
    }

    private string[] Stored()
    {
        using var stored = _rig.Run.Live.Stored();
        return
        [
            .. stored.Events().Select(
                happened => EventLine.Of(happened, _rig.Run.Live.Scenario.Start, asJson: true).Content),
        ];
    }

    private async Task<EventFrameReader> Open(string query, string? id = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/events{query}");
        if (id is not null)
            request.Headers.Add("Last-Event-ID", id);
        var response = await _rig.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _rig.Run.Over);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new(response);
    }
}
