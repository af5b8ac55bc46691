using System.Globalization;
using System.Net;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>A host in a process of its own, and its console.</summary>
internal sealed class ServedRun : IDisposable
{
    private const string Listens = "The console listens on 127.0.0.1:";

    private readonly Workplace _place;
    private readonly RunningProgram _program;

    private ServedRun(Workplace place, RunningProgram program, int port)
    {
        (_place, _program) = (place, program);
        EndPoint = new(IPAddress.Loopback, port);
    }

    public IPEndPoint EndPoint { get; }

    public RunningProgram Program => _program;

    /// <summary>Starts the host, and waits until its console listens.</summary>
    public static async Task<ServedRun> Start(Workplace place, params string[] arguments)
    {
        var program = place.Start(["serve", .. arguments, "--console", "127.0.0.1:0", .. Http(arguments)]);
        var line = await program.UntilItSays(Listens);
        var at = line.IndexOf(Listens, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The host has no console: {line}");
        return new(place, program, int.Parse(line[(at + Listens.Length)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Several hosts run at the same time, so none has a web server at the usual port.</summary>
    private static string[] Http(string[] arguments) => arguments.Contains("--http") ? [] : ["--http", "none"];

    /// <summary>Runs a command of the console with the client.</summary>
    public Outcome Pbm(params string[] words) => _place.Rsr(["pbm", EndPoint.ToString(), .. words]);

    /// <summary>Runs a command of the console on a new connection.</summary>
    public async Task<(List<string> Lines, string Outcome, string? Message)> Run(params string[] words)
    {
        using var client = await RawClient.Greeted(EndPoint);
        await client.Run(1, words);
        return await client.ToEnd(1);
    }

    /// <summary>Asks the host to stop, and waits until it has stopped.</summary>
    public async Task<Outcome> Stop(string signal = "-TERM")
    {
        _program.Signal(signal);
        return await _program.End();
    }

    public void Dispose() => _program.Dispose();
}
