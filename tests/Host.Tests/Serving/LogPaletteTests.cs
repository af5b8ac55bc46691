using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Serving;

public sealed class LogPaletteTests : IDisposable
{
    private readonly LogBook _book = new(new StoppedClock());
    private readonly Palette _palette;
    private readonly ILogger _log;

    public LogPaletteTests() => (_palette, _log) = (LogPalette.Create(_book), _book.CreateLogger("Rsr.Web"));

    public void Dispose() => _book.Dispose();

    [Fact]
    public async Task Peek_shows_the_last_entries()
    {
        _log.LogInformation("first");
        _log.LogWarning("it is\nslow");
        _log.LogError(new IOException("disk full\nreally"), "not stored");

        Assert.Equal(
            [
                "2023-07-10T17:00:00.000Z  warning      Rsr.Web  it is | slow",
                "2023-07-10T17:00:00.000Z  error        Rsr.Web  not stored (IOException: disk full)",
            ],
            await Run("peek", "-n", "2"));
        Assert.Equal(
            ["""{"at":"2023-07-10T17:00:00.000Z","level":"error","category":"Rsr.Web","message":"not stored","fault":"IOException: disk full"}"""],
            await Run("peek", "-n", "1", "-json"));
    }

    [Fact]
    public void The_log_keeps_a_limited_number_of_entries()
    {
        for (var i = 0; i < LogBook.Capacity + 10; i++)
            _log.Log(LogLevel.Information, default, i, null, static (number, _) => number.ToString());

        var kept = _book.Last(int.MaxValue);

        Assert.Equal(LogBook.Capacity, kept.Length);
        Assert.Equal("10", kept[0].Message);
        Assert.Equal("1009", kept[^1].Message);
    }

    [Fact]
    public async Task Tail_shows_new_entries_until_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var reply = new HeardReply();
        _log.LogInformation("before");
        var tail = Interpreter.Run(_palette, ["tail"], reply.As, cancelled.Token);
        _log.LogInformation("during");
        await cancelled.CancelAsync();

        Assert.Equal(Answer.Done, await tail);
        _log.LogInformation("after");
        Assert.Equal(["2023-07-10T17:00:00.000Z  information  Rsr.Web  during"], reply.Lines);
    }

    private async Task<string[]> Run(params ImmutableArray<string> words)
    {
        var reply = new HeardReply();
        Assert.Equal(Answer.Done, await Interpreter.Run(_palette, words, reply.As, CancellationToken.None));
        return reply.Lines;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero);
    }
}
