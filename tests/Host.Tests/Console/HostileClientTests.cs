using System.Globalization;
using System.Text;
using RsrActors.Pbm;
using RsrActors.Pbm.Listening;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>
/// Clients that are hostile or faulty. The memory of the host stays bounded, and other clients are served.
/// </summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private const int Waiting = 16 * 1024;

    /// <summary>
    /// Not smaller than a packet of the loopback device (64 KiB): a smaller one makes the system drop packets, and they
    /// are sent again only after waits that double each time.
    /// </summary>
    private const int SmallBuffer = 128 * 1024;
    private readonly SamplePalettes _palettes = new();
    private readonly List<ConsoleListener> _hosts = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"nonsense"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"run","id":1}""")]
    [InlineData("""{"type":"run","id":1,"words":[null]}""")]
    [InlineData("""{"type":"run","id":1,"words":null}""")]
    [InlineData("""{"type":"run","id":"one","words":[]}""")]
    [InlineData("""{"type":"run","id":1,"words":["\ud800"]}""")]
    [InlineData("""{"type":"complete","id":1,"palette":null,"command":"","switch":"","typed":""}""")]
    [InlineData("\u0000\u0001\u0002")]
    public async Task Garbage_gets_one_message_and_no_more(string garbage)
    {
        var host = await Start();
        using var client = await RawClient.Greeted(host.EndPoint);

        await client.Send(garbage);

        Assert.Contains("not a request of protocol 1", await client.Farewell(), StringComparison.Ordinal);
        await IsServed(host);
    }

    /// <summary>A page of another site can make a browser send a request here, with lines of its choice.</summary>
    [Fact]
    public async Task A_request_of_a_browser_ends_at_its_first_line()
    {
        var host = await Start();
        using var client = await RawClient.Greeted(host.EndPoint);

        await client.Send("POST / HTTP/1.1\r\nHost: x\r\n\r\n{\"type\":\"run\",\"id\":1,\"words\":[\"help\"]}");

        var answer = await client.Next();
        Assert.Equal("bye", answer.GetProperty("type").GetString());
        Assert.Contains("it is HTTP, and the API has a port of its own", $"{answer}", StringComparison.Ordinal);
        await IsServed(host);
    }

    [Fact]
    public async Task Bytes_that_are_not_text_get_one_message()
    {
        var host = await Start();
        using var client = await RawClient.Greeted(host.EndPoint);

        await client.Send((byte[])[0xC3, 0x28, 0xFF, 0xFE, (byte)'\n']);

        Assert.Contains("not a request", await client.Farewell(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_nesting_gets_one_message()
    {
        var host = await Start();
        using var client = await RawClient.Greeted(host.EndPoint);

        await client.Send($$"""{"type":"run","id":1,"words":{{new string('[', 60_000)}}""");

        Assert.Contains("not a request", await client.Farewell(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_is_cut_off_early()
    {
        var host = await Start();
        using var client = await RawClient.Greeted(host.EndPoint);
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)'x');

        // Until the host closes the connection. The buffers of both systems hold a few megabytes at most.
        var sent = 0L;
        try
        {
            for (; sent < 100_000_000; sent += piece.Length)
                await client.Send(piece);
        }
        catch (IOException)
        {
            // It closed the connection.
        }

        Assert.InRange(sent, 64 * 1024, 50_000_000);
        await IsServed(host);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_with_one_message()
    {
        var host = await Start();
        using var client = await RawClient.Greeted(host.EndPoint);

        await client.Send(new string('x', 65_537));

        Assert.Equal("A line is longer than 65536 bytes.", await client.Farewell());
    }

    [Fact]
    public async Task The_longest_allowed_line_is_read_in_pieces()
    {
        var host = await Start();
        using var client = await RawClient.Greeted(host.EndPoint);
        var request = """{"type":"run","id":1,"words":["shop","list"]""".PadRight(65_535) + "}";

        foreach (var piece in (request + "\n").Chunk(1000))
            await client.Send(Encoding.UTF8.GetBytes(piece));

        Assert.Equal("ok", (await client.ToEnd(1)).Outcome);
    }

    [Fact]
    public async Task A_thousand_idle_clients_are_accepted_and_one_more_is_refused()
    {
        var host = await Start();
        var idle = new List<RawClient>();
        try
        {
            for (var i = 0; i < 1024; i++)
                idle.Add(await RawClient.Greeted(host.EndPoint));
            using var late = RawClient.Connect(host.EndPoint);

            Assert.Equal("The console has 1,024 clients already; try again later.", await late.Farewell());
            Assert.InRange(host.Held, 0, Waiting); // The last greetings may still be counted, but not all of them.
            await idle[0].Run(1, "shop", "list");
            Assert.Equal("ok", (await idle[0].ToEnd(1)).Outcome);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Theory]
    [InlineData("""{"type":"cancel","id":1}""")]
    [InlineData("""{"type":"complete","id":1,"palette":"shop","command":"list","switch":"begins","typed":""}""")]
    public async Task A_client_that_sends_without_a_pause_does_not_delay_other_clients(string request)
    {
        var host = await Start(new() { ClientTimeout = TimeSpan.FromSeconds(1) });
        var flood = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(request + "\n", 10_000)));
        var flooding = Enumerable.Range(0, 2 * Environment.ProcessorCount + 2).Select(async _ =>
        {
            using var client = RawClient.Connect(host.EndPoint);
            await client.Send(flood); // Before the greeting, so that the host always finds another request.
            for (var more = 0; more < 10; more++)
                await client.Send(flood);
        }).ToArray();

        for (var i = 0; i < 20; i++)
            await IsServed(host);
        foreach (var client in flooding)
            // The host disconnects a client that does not read.
            await client.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_client_that_does_not_read_a_stream_loses_lines_and_takes_no_memory()
    {
        var host = await Start(new() { WaitingBytes = Waiting });
        using var client = RawClient.Connect(host.EndPoint, receiveBuffer: SmallBuffer);
        await client.Line();
        await client.Run(1, "clock", "flood");
        var reply = await _palettes.Flood.Task;

        var (offered, made) = (0, 0);
        var most = 0L;
        for (; offered < 50_000_000 && (offered - made < 20_000 || most <= Waiting); offered++)
        {
            reply.Offer(() =>
            {
                made++;
                return $"{offered} {new string('x', 90)}";
            });
            most = Math.Max(most, host.Held);
        }

        Assert.InRange(offered - made, 20_000, offered);
        reply.Drop(1_000); // Lines that the source could not buffer.

        Assert.InRange(most, Waiting, (2 * Waiting) + 1024);
        await IsServed(host);

        // When the client reads again, it gets the number of dropped lines: every lost line is counted.
        await client.Send("""{"type":"cancel","id":1}""");
        var (lines, outcome, _) = await client.ToEnd(1);
        var missed = lines.Where(line => line.StartsWith('…')).Sum(
            line => int.Parse(line.Split(' ')[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        Assert.Equal("ok", outcome);
        Assert.InRange(missed, 1_001, offered + 1_000);
        Assert.Equal(offered + 1_000, missed + lines.Count(line => !line.StartsWith('…')));
    }

    [Fact]
    public async Task A_client_that_does_not_read_an_answer_is_disconnected()
    {
        var host = await Start(new() { WaitingBytes = Waiting, ClientTimeout = TimeSpan.FromMilliseconds(50) });
        using var client = RawClient.Connect(host.EndPoint, receiveBuffer: SmallBuffer);
        await client.Run(1, "shop", "many", "-lines", "1000000");

        Assert.IsType<ClientDoesNotReadException>(await _palettes.CutOff.Task);

        // The data in flight, then the end of the connection.
        await Assert.ThrowsAnyAsync<Exception>(() => client.ToEnd(1));
        await IsServed(host);
    }

    [Fact]
    public async Task A_command_that_ignores_its_cancellation_does_not_delay_the_end_of_the_host()
    {
        var never = new TaskCompletionSource<Answer>();
        var host = await ConsoleListener.Start(
            new("127.0.0.1", 0), [new("deaf", "", [new("ear", "") { Handler = (_, _, _) => never.Task }])], "test");
        using var client = await RawClient.Greeted(host.EndPoint);
        await client.Run(1, "deaf", "ear");
        await client.Run(2, "deaf", "ear");
        await client.Next(); // The second command is refused, so the first is running.

        await host.Stop(TimeSpan.Zero);

        await Assert.ThrowsAnyAsync<Exception>(() => client.ToEnd(1));
        never.SetResult(Answer.Done);
        await host.DisposeAsync();
    }

    private async Task<ConsoleListener> Start(ConsoleLimits? limits = null)
    {
        var host = await ConsoleListener.Start(new("127.0.0.1", 0), _palettes.All, "test", limits);
        _hosts.Add(host);
        return host;
    }

    private static async Task IsServed(ConsoleListener host)
    {
        using var other = await RawClient.Greeted(host.EndPoint);
        await other.Run(1, "shop", "list");
        Assert.Equal("ok", (await other.ToEnd(1)).Outcome);
    }
}
