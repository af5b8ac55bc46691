using System.Collections.Immutable;
using System.Text;
using System.Threading.Channels;
using RsrActors.Host.Executable;
using RsrActors.Pbm;
using RsrActors.Pbm.Client;
using RsrActors.Pbm.Listening;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>The prompt, with a person at a terminal.</summary>
public sealed class PromptTests : IAsyncLifetime
{
    private readonly SamplePalettes _palettes = new();
    private readonly Paper _paper = new();
    private ConsoleListener _host = null!;

    /// <summary>
    /// Below the ports that the system gives to connections: no other process takes the port while the host is away.
    /// </summary>
    public async Task InitializeAsync()
    {
        for (var port = 20_000 + Environment.ProcessId % 10_000; _host is null; port++)
        {
            try
            {
                _host = await ConsoleListener.Start(new("127.0.0.1", port), _palettes.All, "rsr test");
            }
            catch (ConsoleException) when (port < 32_000)
            {
                // In use: the next one.
            }
        }
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_prompt_runs_typed_commands_and_prints_their_answers()
    {
        _paper.Type("shop_refuse enter shop_list_-b_pl enter ' enter exit enter");

        Assert.Equal(0, await Sit());

        Assert.Contains("2 palettes downloaded from the host", _paper.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nWe are closed.\r\n", _paper.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nplum           12\r\n", _paper.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nA quote is not closed.\r\n", _paper.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tab_asks_the_host_for_names()
    {
        _paper.Type("sh tab sh tab -n tab tab r tab enter ^d");

        Assert.Equal(0, await Sit());

        Assert.Contains("\r\npear       plum       red apple\r\n", _paper.Text, StringComparison.Ordinal);
        Assert.Contains("\r\n1  red apple\r\n", _paper.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_arrow_key_brings_an_earlier_line_back()
    {
        _paper.Type("shop_refuse enter ↑ enter ^d");

        Assert.Equal(0, await Sit());

        Assert.Equal(2, _paper.Text.Split("We are closed.").Length - 1);
    }

    [Fact]
    public async Task An_interrupt_ends_the_stream_first_then_what_is_typed_then_the_client()
    {
        _paper.Type("clock_tick enter");
        _paper.When("tick\r\n", paper =>
        {
            paper.Interrupt();
            paper.Type("never_mind ^c shop_refuse enter ^c");
        });

        Assert.Equal(0, await Sit());

        await _palettes.Cancelled.Task;
        Assert.Contains("We are closed.", _paper.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("'never'", _paper.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prompt_says_that_the_host_stopped_and_goes_on()
    {
        _paper.Type("shop_refuse enter");
        Task? stopped = null;
        _paper.When("We are closed.\r\n", _ => stopped = _host.Stop(TimeSpan.FromSeconds(30)));
        _paper.When("The host is shutting down.\r\n", paper => paper.Type("shop_list enter"));
        _paper.When("'rsr serve' opens one.\r\n", paper => paper.Type("exit enter"));

        Assert.Equal(0, await Sit());

        Assert.Contains(" is gone] pbm> ", _paper.Text, StringComparison.Ordinal);
        await stopped!;
    }

    [Fact]
    public async Task The_next_command_connects_to_a_host_that_is_back()
    {
        _paper.Type("shop_refuse enter");
        ConsoleListener? next = null;
        Task? stopped = null;
        _paper.When("We are closed.\r\n", _ => stopped = _host.Stop(TimeSpan.FromSeconds(30)));
        _paper.When("The host is shutting down.\r\n", paper =>
        {
            // Only then is its port free.
            stopped!.GetAwaiter().GetResult();
            next = ConsoleListener.Start(new("127.0.0.1", _host.EndPoint.Port), _palettes.All, "shop").GetAwaiter()
                .GetResult();
            paper.Type("shop_list enter");
        });
        _paper.When("apple", paper => paper.Type("exit enter"));

        Assert.Equal(0, await Sit());

        await next!.DisposeAsync();
    }

    [Fact]
    public async Task A_narrower_window_shows_what_fits()
    {
        _paper.Type("shop_refuse");
        _paper.When("shop refuse\e[J", paper => paper.Resize(20));
        _paper.When("\e[1A", paper => paper.Type("^u ^d"));

        Assert.Equal(0, await Sit());

        Assert.Contains("\rshop refuse\e[J", _paper.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_from_a_host_do_not_reach_the_terminal()
    {
        const string Steering = "\e]0;mine\a";
        await using var host = await ConsoleListener.Start(
            new("127.0.0.1", 0),
            [
                new("evil", "", [new("do", "")
                {
                    Switches = [new("name", "")
                    {
                        Completion = (_, _) => ValueTask.FromResult<ImmutableArray<string>>([Steering])
                    }],
                    Handler = (_, _, _) => Task.FromResult(Answer.Refused(Steering)),
                }]),
            ],
            Steering);
        _paper.Type("evil_do_-name_ tab ^u evil_do enter ^d");

        Assert.Equal(0, await Sit(host));

        Assert.DoesNotContain("\e]", _paper.Text, StringComparison.Ordinal);
        Assert.Equal(3, _paper.Text.Split("\uFFFD]0;mine\uFFFD").Length - 1);
    }

    private Task<int> Sit() => Sit(_host);

    private async Task<int> Sit(ConsoleListener host) => ConsoleExit.Of(await PbmClient.Run(
        PbmCall.Of([host.EndPoint.ToString()]), TextReader.Null, new(TextWriter.Null, isTerminal: true), _paper,
        CancellationToken.None));

    /// <summary>A terminal that keeps everything that was written to it.</summary>
    private sealed class Paper : ITerminal
    {
        private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        private readonly StringBuilder _written = new();
        private readonly List<(string Text, Action<Paper> React)> _expected = [];
        private CancellationTokenSource? _running;
        private Action _resized = () => { };

        public string Text
        {
            get
            {
                lock (_written)
                    return _written.ToString();
            }
        }

        public int Width { get; private set; } = 80;

        public void Type(string keys)
        {
            foreach (var key in Keys.Of(keys))
                _keys.Writer.TryWrite(key);
        }

        /// <summary>Runs an action once this text has been written.</summary>
        public void When(string text, Action<Paper> react) => _expected.Add((text, react));

        public void Interrupt() => _running!.Cancel();

        public void Resize(int width)
        {
            Width = width;
            _resized();
        }

        public Task<ConsoleKeyInfo> Key() => _keys.Reader.ReadAsync().AsTask();

        public void Write(string text)
        {
            lock (_written)
                _written.Append(text);
            if (_expected is [var (expected, react), ..] && Text.Contains(expected, StringComparison.Ordinal))
            {
                _expected.RemoveAt(0);
                react(this);
            }
        }

        public IDisposable OnResize(Action resized)
        {
            _resized = resized;
            return new CancellationTokenSource();
        }

        public IDisposable Interrupts(CancellationTokenSource cancelled)
        {
            _running = cancelled;
            return new CancellationTokenSource();
        }
    }
}
