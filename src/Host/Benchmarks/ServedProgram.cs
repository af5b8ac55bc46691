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

    private ServedProgram(Process process, int port, Uri? web)
    {
        Web = web;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Console = new(IPAddress.Loopback, port);
    }

    public IPEndPoint Console { get; }

    /// <summary>Null without a web server.</summary>
    public Uri? Web { get; }

    /// <summary>Of all its threads, so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="arguments">The arguments after <c>serve</c>.</param>
    public static Task<ServedProgram> Start(params IEnumerable<string> arguments) =>
        Start(new Dictionary<string, string>(), [.. arguments, "--http", "none"]);

    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="arguments">The arguments after <c>serve</c>, with --http.</param>
    public static async Task<ServedProgram> Start(
        IReadOnlyDictionary<string, string> environment, IReadOnlyCollection<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (var argument in (string[])["serve", .. arguments, "--console", "127.0.0.1:0"])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        var said = "";
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(Listens, StringComparison.Ordinal);
            if (at >= 0)
            {
                return new(
                    process, int.Parse(line[(at + Listens.Length)..], CultureInfo.InvariantCulture),
                    await WebOf(process, arguments));
            }

            said += line;
        }

        process.Dispose();
        throw HostException.Failed($"'rsr serve {string.Join(' ', arguments)}' opened no console: {said}");
    }

    /// <summary>The second line on standard output is the address of the page, with the token.</summary>
    private static async Task<Uri?> WebOf(Process process, IReadOnlyCollection<string> arguments)
    {
        if (arguments.Contains("none"))
            return null;
        await process.StandardOutput.ReadLineAsync();
        return new((await process.StandardOutput.ReadLineAsync())!.Split('?')[0]);
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
