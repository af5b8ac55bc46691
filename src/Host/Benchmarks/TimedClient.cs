using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using RsrActors.Host.Executable;
using RsrActors.Pbm;
using RsrActors.Pbm.Client;
using RsrActors.Pbm.Wire;

namespace RsrActors.Host.Benchmarks;

/// <summary>A client of the console that measures the time from the request to the end of the answer.</summary>
internal sealed class TimedClient : IDisposable
{
    private readonly HostConnection _connection;

    private TimedClient(HostConnection connection) => _connection = connection;

    public static async Task<TimedClient> Connect(IPEndPoint host) =>
        new(await HostConnection.Open(new ConsoleAddress(host.Address.ToString(), host.Port), CancellationToken.None));

    /// <exception cref="HostException">The command was not done.</exception>
    public async Task<(TimeSpan Time, ImmutableArray<string> Lines)> Run(params ImmutableArray<string> words)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var began = Stopwatch.GetTimestamp();
        var end = await _connection.Run(
            words, line => lines.Add(line.Text ?? line.Json?.ToString() ?? ""), CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(began);
        return end.Outcome == Outcome.Ok
            ? (time, lines.ToImmutable())
            : throw HostException.Failed($"'{string.Join(' ', words)}' was not done: {end.Message}");
    }

    /// <summary>Simulates some virtual hours.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> Advance(int hours) => (await Run("sim", "advance", "-for", $"{hours}h")).Time;

    public void Dispose() => _connection.Dispose();
}
