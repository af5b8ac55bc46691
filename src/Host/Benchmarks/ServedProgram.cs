using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// This program started again to serve a run, in a process of its own, and the address of its console.
/// </summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    private const string Listens = "The console listens on 127.0.0.1:";

    private readonly Process _process;
    private readonly Task _errors;

    private ServedProgram(Process process, int port)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Console = new(IPAddress.Loopback, port);
    }

    public IPEndPoint Console { get; }

    /// <param name="arguments">The arguments after <c>serve</c>.</param>
    public static async Task<ServedProgram> Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (var argument in (string[])["serve", .. arguments, "--console", "127.0.0.1:0", "--http", "none"])
            start.ArgumentList.Add(argument);

        var process = Process.Start(start)!;
        var said = "";
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(Listens, StringComparison.Ordinal);
            if (at >= 0)
                return new(process, int.Parse(line[(at + Listens.Length)..], CultureInfo.InvariantCulture));
            said += line;
        }

        process.Dispose();
        throw HostException.Failed($"'rsr serve {string.Join(' ', arguments)}' opened no console: {said}");
    }

    /// <summary>Kills the process; its run is not needed any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }
}
