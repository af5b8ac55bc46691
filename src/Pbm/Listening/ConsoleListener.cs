using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using RsrActors.Pbm.Grammar;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Listening;

/// <summary>
/// The console's ear: accepts clients and serves each for itself. There is no thread for a client, and no memory
/// without a bound; what is behind the palettes never waits for a socket.
/// </summary>
public sealed class ConsoleListener : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly Socket _ear;
    private readonly ConsoleService _service;
    private readonly ConcurrentDictionary<ConsoleConnection, Task> _clients = new();
    private readonly CancellationTokenSource _goingDown = new();
    private readonly Task _accepting;

    private ConsoleListener(Socket ear, ConsoleService service)
    {
        (_ear, _service, EndPoint) = (ear, service, (IPEndPoint)ear.LocalEndPoint!);
        _accepting = Accept();
    }

    /// <summary>Where it listens; the port that was free when it was asked for port 0.</summary>
    public IPEndPoint EndPoint { get; }

    public int Connections => _clients.Count;

    /// <summary>Bytes that wait for clients.</summary>
    internal long Held => _clients.Keys.Sum(client => (long)client.Held);

    /// <summary>Takes the place and listens. <paramref name="fault"/> is told what handlers throw, from any thread.</summary>
    public static async Task<ConsoleListener> Start(
        ConsoleAddress address,
        ImmutableArray<Palette> palettes,
        string program,
        ConsoleLimits? limits = null,
        Action<Call, Exception>? fault = null,
        CancellationToken cancelled = default) =>
        Listen(await Bind(address, cancelled), palettes, program, limits, fault);

    /// <summary>Listens at a place that was taken before.</summary>
    public static ConsoleListener Listen(
        Socket ear,
        ImmutableArray<Palette> palettes,
        string program,
        ConsoleLimits? limits = null,
        Action<Call, Exception>? fault = null)
    {
        PaletteCheck.Check(palettes);
        return new(ear, new(palettes, program, limits ?? new(), fault ?? ((_, _) => { })));
    }

    /// <summary>Takes the place. Whoever comes waits until there is somebody to listen.</summary>
    /// <exception cref="ConsoleException">It is taken, or there is no such place.</exception>
    public static async Task<Socket> Bind(ConsoleAddress address, CancellationToken cancelled = default)
    {
        var place = await address.Resolve(cancelled);
        var ear = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            ear.Bind(place);
            ear.Listen();
            return ear;
        }
        catch (SocketException e)
        {
            ear.Dispose();
            throw ConsoleException.Refused($"The console cannot listen on {address}: {e.Message}.");
        }
    }

    /// <summary>Takes leave of all clients; those whose commands do not end within the grace are cut off.</summary>
    public async Task Stop(TimeSpan grace)
    {
        await _goingDown.CancelAsync();
        await _accepting;
        var all = Task.WhenAll(_clients.Values);
        try
        {
            await all.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            foreach (var client in _clients.Keys)
                client.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop(TimeSpan.FromSeconds(1));
        _ear.Dispose();
        _goingDown.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (!_goingDown.IsCancellationRequested)
            {
                Socket? client = null;
                try
                {
                    client = await _ear.AcceptAsync(_goingDown.Token);
                    Admit(client);
                }
                catch (SocketException)
                {
                    // Somebody left again while waiting, or the process has no file left: the next one may have more
                    // luck.
                    client?.Dispose();
                    await Task.Delay(RetryDelay, _goingDown.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host goes down.
        }
        finally
        {
            _ear.Close();
        }
    }

    private void Admit(Socket client)
    {
        if (_clients.Count >= _service.Limits.Connections)
        {
            // A new socket has room for one line: this does not wait.
            client.Send(WireFormat.Encode(
                new Response.Bye(
                    $"The console has {_service.Limits.Connections:N0} {(_service.Limits.Connections == 1 ? "client" : "clients")} already; "
                    + "try again later.")));
            client.Shutdown(SocketShutdown.Send);
            client.Dispose();
            return;
        }

        client.NoDelay = true;
        // Else the system keeps megabytes for a client that does not read.
        client.SendBufferSize = _service.Limits.WaitingBytes;
        client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        var connection = new ConsoleConnection(client, _service);
        var served = new TaskCompletionSource();
        _clients[connection] = served.Task;
        _ = Task.Run(Serve); // Whoever talks without a pause must not keep us from the next one at the door.

        async Task Serve()
        {
            try
            {
                await connection.Serve(_goingDown.Token);
            }
            finally
            {
                _clients.TryRemove(connection, out _);
                connection.Dispose();
                served.SetResult();
            }
        }
    }
}
