using System.Net.Sockets;
using System.Text.Json;
using RsrActors.Pbm;
using RsrActors.Pbm.Listening;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>What the listener guarantees to a client that keeps the protocol.</summary>
public sealed class ListenerTests : IAsyncLifetime
{
    private readonly SamplePalettes _palettes = new();
    private readonly List<string> _faults = [];
    private ConsoleListener _host = null!;

    public async Task InitializeAsync() => _host = await ConsoleListener.Start(
        new("127.0.0.1", 0), _palettes.All, "test 1", fault: (call, fault) => _faults.Add($"{call}: {fault.Message}"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_host_greets_a_client_and_sends_its_palettes_on_request()
    {
        using var client = RawClient.Connect(_host.EndPoint);

        Assert.Equal("""{"type":"hello","protocol":1,"program":"test 1"}""", await client.Line());
        await client.Send("""{"type":"palettes"}""");
        var palettes = (await client.Next()).GetProperty("all");

        Assert.Equal(["shop", "clock"], palettes.EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        var name = palettes[0].GetProperty("commands")[1].GetProperty("switches")[0];
        Assert.Equal(
            ("n", true, true),
            (name.GetProperty("brief").GetString(), name.GetProperty("isRequired").GetBoolean(),
                name.GetProperty("asksHost").GetBoolean()));
    }

    [Fact]
    public async Task A_command_answers_with_lines_and_an_end()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);

        await client.Run(1, "shop", "list", "-b", "p");
        var text = await client.ToEnd(1);
        await client.Run(2, "shop", "list", "-json");
        var json = await client.ToEnd(2);

        Assert.Equal(["name      inStock", "pear            3", "plum           12"], text.Lines);
        Assert.Equal("""{"name":"pear","inStock":3}""", json.Lines[0]);
        Assert.Equal((3, "ok"), (json.Lines.Count, json.Outcome));
    }

    [Fact]
    public async Task The_end_of_a_command_says_whether_it_was_refused_misused_or_a_fault()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);

        await client.Run(1, "shop", "refuse");
        var (_, refused, why) = await client.ToEnd(1);
        await client.Run(2, "shop", "nothing");
        var (_, misused, _) = await client.ToEnd(2);
        await client.Run(3, "shop", "break");
        var (_, broken, fault) = await client.ToEnd(3);

        Assert.Equal(("error", "We are closed."), (refused, why));
        Assert.Equal("usage", misused);
        Assert.Equal(("error", "'shop break' failed: the shelf came down"), (broken, fault));
        Assert.Equal(["shop break: the shelf came down"], _faults);
    }

    [Fact]
    public async Task Help_is_answered_with_lines_and_an_end()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);

        await client.Run(1, "help");
        var (lines, outcome, _) = await client.ToEnd(1);

        Assert.Equal("ok", outcome);
        Assert.Contains("  shop   Goods and their prices.", lines);
    }

    [Theory]
    [InlineData("shop", "show", "name", "p", "pear", "plum")]
    [InlineData("shop", "show", "NAME", "RED", "red apple")]
    [InlineData("shop", "show", "count", "")]
    [InlineData("shop", "nothing", "name", "")]
    public async Task Values_are_completed_by_the_host(
        string palette, string command, string name, string typed, params string[] values)
    {
        using var client = await RawClient.Greeted(_host.EndPoint);

        await client.Send(
            JsonSerializer.Serialize(new { type = "complete", id = 7, palette, command, @switch = name, typed }));
        var answer = await client.Next();

        Assert.Equal(7, answer.GetProperty("id").GetInt32());
        Assert.Equal(values, answer.GetProperty("values").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task A_stream_goes_on_until_it_is_cancelled()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);
        await client.Run(1, "clock", "tick");
        Assert.Equal("tick", (await client.Next()).GetProperty("text").GetString());

        await client.Send("""{"type":"cancel","id":1}""");
        var (_, outcome, _) = await client.ToEnd(1);
        await _palettes.Cancelled.Task;

        Assert.Equal("ok", outcome);
        await client.Run(2, "shop", "list");
        Assert.Equal("ok", (await client.ToEnd(2)).Outcome);
    }

    [Fact]
    public async Task A_second_command_has_to_wait_for_the_first()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);
        await client.Run(1, "clock", "tick");
        await client.Next();

        await client.Run(2, "shop", "list");
        var (_, outcome, message) = await client.ToEnd(2);

        Assert.Equal("usage", outcome);
        Assert.Contains("is running", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancel_that_comes_too_late_is_ignored()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);
        await client.Run(1, "shop", "list");
        await client.ToEnd(1);

        await client.Run(2, "clock", "tick");
        await client.Next();
        await client.Send("""{"type":"cancel","id":1}""");
        await client.Run(3, "shop", "list");

        Assert.Equal("usage", (await client.ToEnd(3)).Outcome); // The second is still running.
    }

    [Fact]
    public async Task A_long_answer_arrives_completely()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);

        await client.Run(1, "shop", "many");
        var (lines, outcome, _) = await client.ToEnd(1);

        Assert.Equal(("ok", 20_000), (outcome, lines.Count));
        Assert.All(lines.Index(), line => Assert.StartsWith($"{line.Index} ", line.Item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_clients_do_not_wait_for_each_other()
    {
        using var first = await RawClient.Greeted(_host.EndPoint);
        using var second = await RawClient.Greeted(_host.EndPoint);

        await first.Run(1, "clock", "tick");
        await first.Next();
        await second.Run(1, "shop", "list");

        Assert.Equal("ok", (await second.ToEnd(1)).Outcome);
        Assert.Equal(2, _host.Connections);
    }

    [Fact]
    public async Task A_client_that_closed_its_sending_side_gets_its_answers()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);

        await client.Run(1, "shop", "many", "-lines", "20000");
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal(20_000, (await client.ToEnd(1)).Lines.Count);
        Assert.Null(await client.Line());
    }

    [Fact]
    public async Task A_stream_ends_when_its_client_can_no_longer_cancel_it()
    {
        using var client = await RawClient.Greeted(_host.EndPoint);
        await client.Run(1, "clock", "tick");
        await client.Next();

        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal("ok", (await client.ToEnd(1)).Outcome);
        await _palettes.Cancelled.Task;
    }

    [Fact]
    public async Task A_command_is_cancelled_when_its_client_disconnects()
    {
        using (var client = await RawClient.Greeted(_host.EndPoint))
        {
            await client.Run(1, "clock", "tick");
            await client.Next();
        }

        await _palettes.Cancelled.Task;
    }

    [Theory]
    [InlineData("tick")]
    [InlineData("flood")]
    public async Task A_host_that_stops_ends_its_commands_and_connections_with_a_message(string stream)
    {
        using var idle = await RawClient.Greeted(_host.EndPoint);
        using var busy = await RawClient.Greeted(_host.EndPoint);
        await busy.Run(1, "clock", stream);
        if (stream == "tick")
            await busy.Next();
        else
            await _palettes.Flood.Task;

        var stopped = _host.Stop(TimeSpan.FromSeconds(30));

        Assert.Equal("The host is shutting down.", await idle.Farewell());
        var (_, outcome, message) = await busy.ToEnd(1);
        Assert.Equal(("error", "The host is shutting down."), (outcome, message));
        Assert.Equal("The host is shutting down.", await busy.Farewell());
        idle.Dispose();
        busy.Dispose();
        await stopped;
        Assert.Equal(0, _host.Connections);
        Assert.Throws<SocketException>(() => RawClient.Connect(_host.EndPoint));
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_refused_with_a_message()
    {
        var taken = new ConsoleAddress("127.0.0.1", _host.EndPoint.Port);

        var refused = await Assert.ThrowsAsync<ConsoleException>(
            () => ConsoleListener.Start(taken, _palettes.All, "test 2"));

        Assert.Contains($"cannot listen on {taken}", refused.Message, StringComparison.Ordinal);
    }
}
