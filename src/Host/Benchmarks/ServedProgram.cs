using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// This program started again to serve a run, in a process of its own, and the address of its console and its page.
/// </summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    private const string ConsoleListens = "The console listens on 127.0.0.1:";
    private const string WebListens = "The web server listens on 127.0.0.1:";

    private readonly Process _process;
    private readonly Task _errors;

    private ServedProgram(Process process, int console, int web)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Console = new(IPAddress.Loopback, console);
        Web = new($"http://{IPAddress.Loopback}:{web}/");
    }

    public IPEndPoint Console { get; }

    /// <summary>The address of its page.</summary>
    public Uri Web { get; }

    /// <summary>Of all its threads, so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The largest resident memory of its process until now, in bytes.</summary>
    public long PeakMemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <param name="arguments">The arguments after <c>serve</c>.</param>
    public static Task<ServedProgram> Start(params IEnumerable<string> arguments) =>
        Start(new Dictionary<string, string>(), [.. arguments]);

    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="arguments">The arguments after <c>serve</c>.</param>
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
        foreach (var argument in (string[])["serve", .. arguments, "--console", "127.0.0.1:0", "--http", "127.0.0.1:0"])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        var said = "";
        var (console, web) = (0, 0);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            console = PortIn(line, ConsoleListens) ?? console;
            web = PortIn(line, WebListens) ?? web;
            if (console > 0 && web > 0)
                return new(process, console, web);
            said += line;
        }

        process.Dispose();
        throw HostException.Failed($"'rsr serve {string.Join(' ', arguments)}' opened no console or no API: {said}");
    }

    /// <summary>Sends a signal to its process: STOP, or CONT to go on.</summary>
    /// <exception cref="HostException">The system has no signals.</exception>
    public async Task Signal(string name)
    {
        if (OperatingSystem.IsWindows())
            throw HostException.Refused("This benchmark stops and continues processes by signals; Windows has none.");
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static int? PortIn(string line, string before) =>
        line.IndexOf(before, StringComparison.Ordinal) is >= 0 and var at
            ? int.Parse(line[(at + before.Length)..], CultureInfo.InvariantCulture)
            : null;

    /// <summary>Kills the process; its run is not needed any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }
}
