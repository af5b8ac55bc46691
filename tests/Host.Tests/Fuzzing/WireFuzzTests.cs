using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CsCheck;
using RsrActors.Host.Executable;
using RsrActors.Host.Tests.Pbm;
using RsrActors.Pbm;
using RsrActors.Pbm.Client;
using RsrActors.Pbm.Listening;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>
/// Arbitrary bytes on the connection of the console, from a client to a host and from a host to a client.
/// </summary>
[Trait("Length", "Long")]
public sealed class WireFuzzTests(ITestOutputHelper output)
{
    private static readonly ImmutableArray<string> Requests =
    [
        """{"type":"palettes"}""", """{"type":"run","id":1,"words":["shop","list"]}""",
        """{"type":"run","id":2,"words":["shop","show","-n","pear","-json"]}""",
        """{"type":"run","id":3,"words":["help"]}""",
        """{"type":"complete","id":4,"palette":"shop","command":"show","switch":"name","typed":"p"}""",
        """{"type":"cancel","id":2}""",
    ];

    private static readonly ImmutableArray<string> Responses =
    [
        """{"type":"hello","protocol":1,"program":"test"}""",
        """{"type":"palettes","all":[{"name":"shop","description":"","commands":[{"name":"list","description":"","switches":[],"examples":[]}]}]}""",
        """{"type":"line","text":"pear"}""", """{"type":"line","json":{"name":"pear"}}""",
        """{"type":"end","id":1,"outcome":"ok"}""",
        """{"type":"completions","id":1,"values":["pear"]}""", """{"type":"bye","message":"enough"}""",
    ];

    private static readonly ImmutableArray<string> Pieces =
    [
        "", "{", "}", "[", "]", "\"", "null", "1", "-1", "1e400", "\\", "\\u0000", "\0", "\n", ",", ":", "é", "\ud800",
        new('[', 70_000),
        new('x', 70_000), "\"type\":\"run\"", "true", "{}", "[null]",
    ];

    [Fact]
    public async Task Any_bytes_to_a_host_are_answered_or_end_the_connection_and_the_next_client_is_served()
    {
        var sent = 0;
        await using var host = await ConsoleListener.Start(new("127.0.0.1", 0), new SamplePalettes().All, "test");

        await Bytes(Requests).SampleAsync(
            async bytes =>
            {
                sent++;
                using (var client = await RawClient.Greeted(host.EndPoint))
                {
                    await SendAndLeave(client, bytes);
                    await FuzzBudget.WithinTime(LinesOf(client), Encoding.UTF8.GetString(bytes));
                }

                using var next = await RawClient.Greeted(host.EndPoint);
                await next.Run(1, "shop", "list");
                Assert.Equal("ok", (await FuzzBudget.WithinTime(next.ToEnd(1), "the next client")).Outcome);
            },
            time: FuzzBudget.Seconds, threads: 1);

        output.WriteLine($"{sent} connections to a host.");
    }

    [Fact]
    public async Task Any_bytes_from_a_host_end_the_client_with_one_message()
    {
        var received = 0;
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();

        await Bytes(Responses).SampleAsync(
            async bytes =>
            {
                received++;
                var serving = Serve(host, bytes);
                var ended = await FuzzBudget.WithinTime(
                    Client($"{host.LocalEndpoint}"), Encoding.UTF8.GetString(bytes));
                Assert.True(ended is null or { Length: > 0 });
                await serving;
            },
            time: FuzzBudget.Seconds, threads: 1);

        output.WriteLine($"{received} connections of a client.");
    }

    /// <summary>Messages of the protocol in any order, some of them with a change.</summary>
    private static Gen<byte[]> Bytes(ImmutableArray<string> messages) => new TextGen(chance =>
    {
        var text = new StringBuilder();
        var inOrder = chance.Percent(50);
        for (var i = 0; i < chance.Between(1, 8); i++)
            text.Append(inOrder ? messages[i % messages.Length] : chance.OneOf(messages)).Append('\n');
        for (var changes = chance.Below(4); changes > 0; changes--)
        {
            var at = chance.Below(text.Length + 1);
            text.Remove(at, Math.Min(chance.Of(0, 1, 5), text.Length - at)).Insert(at, chance.OneOf(Pieces));
        }

        return text.ToString();
    }).Select(Encoding.UTF8.GetBytes);

    /// <summary>A host may close the connection before all bytes are sent.</summary>
    private static async Task SendAndLeave(RawClient client, byte[] bytes)
    {
        try
        {
            await client.Send(bytes);
            client.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It has closed the connection.
        }
    }

    /// <returns>How many lines, each of them JSON.</returns>
    private static async Task<int> LinesOf(RawClient client)
    {
        var lines = 0;
        try
        {
            for (; await client.Line() is { } line; lines++)
                JsonElement.Parse(line);
        }
        catch (IOException)
        {
            // The host closed the connection while bytes were still in flight.
        }

        return lines;
    }

    private static async Task Serve(TcpListener host, byte[] bytes)
    {
        using var client = await host.AcceptTcpClientAsync();
        try
        {
            await client.GetStream().WriteAsync(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
            await client.GetStream().CopyToAsync(Stream.Null);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // The client has closed the connection.
        }
    }

    /// <returns>The message with which it ends; null when it succeeds.</returns>
    private static async Task<string?> Client(string address)
    {
        try
        {
            var end = await PbmClient.Run(
                PbmCall.Of([address, "shop", "list"]), TextReader.Null, new(TextWriter.Null, isTerminal: false),
                terminal: null,
                CancellationToken.None);
            Assert.Equal(ClientEnd.Done, end);
            return null;
        }
        catch (ConsoleException failure)
        {
            Assert.True(ConsoleExit.Of(failure) is 1 or 2);
            return failure.Message;
        }
    }
}
