using System.Net;
using System.Net.Sockets;
using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Pbm;
using RsrActors.Pbm.Client;
using RsrActors.Pbm.Listening;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>The client, with a host and three streams.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private readonly SamplePalettes _palettes = new();
    private readonly StringBuilder _output = new();
    private ConsoleListener _host = null!;

    private string Address => _host.EndPoint.ToString();

    public async Task InitializeAsync() =>
        _host = await ConsoleListener.Start(new("127.0.0.1", 0), _palettes.All, "rsr test");

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task One_command_prints_its_answer()
    {
        Assert.Equal(0, await Run("", "shop", "show", "-n", "red apple", "-n", "a \"b\"", "-gift"));

        Assert.Equal("1  red apple in paper\n1  a \"b\" in paper\n", _output.ToString());
    }

    [Theory]
    [InlineData(1, "We are closed.", "shop", "refuse")]
    [InlineData(1, "'shop break' failed: the shelf came down", "shop", "break")]
    [InlineData(2, "'lst' is no command of 'shop'; did you mean 'list'?", "shop", "lst")]
    public async Task One_command_that_fails_says_why(int exitCode, string message, params string[] words)
    {
        var failed = await Assert.ThrowsAsync<ConsoleException>(() => Run("", words));

        Assert.Equal((exitCode, message, ""), (ConsoleExit.Of(failed), failed.Message, _output.ToString()));
    }

    [Fact]
    public async Task A_stream_that_is_interrupted_ends_well()
    {
        using var interrupt = new CancellationTokenSource();
        var output = new StringWriterThat(interrupt.Cancel);

        Assert.Equal(
            ClientEnd.Done,
            await PbmClient.Run(
                Call("clock", "tick", "-json"), TextReader.Null, new(output, isTerminal: false), null,
                interrupt.Token));

        Assert.Equal("{\"tick\":1}\n", output.ToString());
        await _palettes.Cancelled.Task;
    }

    [Fact]
    public async Task A_script_runs_line_by_line()
    {
        const string script = """
            # what there is
            shop list -b pe   # only pears

            shop show -n 'red apple'
            exit
            shop refuse
            """;

        Assert.Equal(0, await Run(script));

        Assert.Equal("name      inStock\npear            3\n1  red apple\n", _output.ToString());
    }

    [Theory]
    [InlineData(1, "Line 3: We are closed.", "# first\nshop list -json\nshop refuse\nshop list")]
    [InlineData(2, "Line 1: 'shpo' is no palette; did you mean 'shop'?", "shpo list")]
    [InlineData(2, "Line 2: a quote is not closed: '.", "\nshop show -n 'pear")]
    public async Task A_script_stops_at_the_first_line_that_fails(int exitCode, string message, string script)
    {
        var failed = await Assert.ThrowsAsync<ConsoleException>(() => Run(script));

        Assert.Equal((exitCode, message), (ConsoleExit.Of(failed), failed.Message));
    }

    [Fact]
    public async Task The_client_says_that_no_console_listens()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // The port is in use, and the socket does not listen.

        var failed = await Assert.ThrowsAsync<ConsoleException>(
            () => RunAt(silent.LocalEndPoint!.ToString()!, "shop", "list"));

        Assert.Equal(2, ConsoleExit.Of(failed));
        Assert.StartsWith($"No console at {silent.LocalEndPoint}: ", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "is not a console")]
    [InlineData("{\"type\":\"hello\",\"protocol\":99,\"program\":\"rsr 9.9\"}\n",
        "speaks protocol 99 (rsr 9.9), this client 1")]
    [InlineData(
        "{\"type\":\"bye\",\"message\":\"The console is full.\"}\n", "ended the connection: The console is full.")]
    [InlineData("{\"type\":\"bye\",\"message\":\"\\u001b[2J\"}\n", "ended the connection: \uFFFD[2J")]
    [InlineData("", "terminated")]
    public async Task The_client_says_when_the_host_is_not_a_console(string greeting, string hint)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var failed = Assert.ThrowsAsync<ConsoleException>(() => RunAt(other.LocalEndpoint.ToString()!, "shop", "list"));
        using (var client = await other.AcceptTcpClientAsync())
            client.Client.Send(Encoding.UTF8.GetBytes(greeting));

        Assert.Equal(2, ConsoleExit.Of(await failed));
        Assert.Contains(hint, (await failed).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:9110", "127.0.0.1:9110", "device")]
    [InlineData("localhost:1", "localhost:1", "device")]
    [InlineData("[::1]:9111", "[::1]:9111", "device")]
    [InlineData("device", "127.0.0.1:9110", "device,device")]
    public void An_address_is_accepted_only_as_the_first_argument(string first, string address, string command)
    {
        var call = PbmCall.Of([first, "device"]);

        Assert.Equal((address, command), (call.Address.ToString(), string.Join(',', call.Command)));
    }

    [Theory]
    [InlineData(":9110")]
    [InlineData("host:")]
    [InlineData("host:port")]
    [InlineData("host:70000")]
    [InlineData("::1:9110")]
    [InlineData("a b:9110")]
    [InlineData("[host]:9110")]
    public void A_malformed_address_is_refused(string address) =>
        Assert.Equal(2, ConsoleExit.Of(Assert.Throws<ConsoleException>(() => PbmCall.Of([address]))));

    [Fact]
    public void Control_characters_from_a_host_do_not_reach_the_terminal()
    {
        Printed(isTerminal: true).Print("\e[2Jtab\there");

        Assert.Equal("\uFFFD[2Jtab\there\n", _output.ToString());
    }

    private ClientOutput Printed(bool isTerminal = false) => new(new StringWriter(_output), isTerminal);

    private PbmCall Call(params string[] words) => PbmCall.Of([Address, .. words]);

    private async Task<int> Run(string script, params string[] words) => ConsoleExit.Of(
        await PbmClient.Run(Call(words), new StringReader(script), Printed(), null, CancellationToken.None));

    private async Task<int> RunAt(string address, params string[] words) => ConsoleExit.Of(
        await PbmClient.Run(PbmCall.Of([address, .. words]), TextReader.Null, Printed(), null, CancellationToken.None));

    private sealed class StringWriterThat(Action afterALine) : StringWriter
    {
        public override void Flush() => afterALine();
    }
}
