using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using RsrActors.Pbm.Grammar;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Listening;

/// <summary>
/// The console's listener: accepts clients and serves each of them. It uses no thread for each client and no unbounded
/// memory, and the simulation never waits for a socket.
/// </summary>
public sealed class ConsoleListener : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly ConsoleService _service;
    private readonly ConcurrentDictionary<ConsoleConnection, Task> _clients = new();
    private readonly CancellationTokenSource _goingDown = new();
    private readonly Task _accepting;

    private ConsoleListener(Socket socket, ConsoleService service)
    {
        (_socket, _service, EndPoint) = (socket, service, (IPEndPoint)socket.LocalEndPoint!);
        _accepting = Accept();
    }

    /// <summary>The address at which it listens; for port 0, the free port that the system chose.</summary>
    public IPEndPoint EndPoint { get; }

    public int Connections => _clients.Count;

    /// <summary>Bytes that wait to be sent to clients.</summary>
    internal long Held => _clients.Keys.Sum(client => (long)client.Held);

    /// <summary>
    /// Binds and listens. <paramref name="fault"/> is called with exceptions of handlers, from any thread.
    /// </summary>
    public static async Task<ConsoleListener> Start(
        ConsoleAddress address,
        ImmutableArray<Palette> palettes,
        string program,
        ConsoleLimits? limits = null,
        Action<Call, Exception>? fault = null,
        CancellationToken cancelled = default) =>
        Listen(await Bind(address, cancelled), palettes, program, limits, fault);

    /// <summary>Listens at a socket that is bound already.</summary>
    public static ConsoleListener Listen(
        Socket socket,
        ImmutableArray<Palette> palettes,
        string program,
        ConsoleLimits? limits = null,
        Action<Call, Exception>? fault = null)
    {
        PaletteCheck.Check(palettes);
        return new(socket, new(palettes, program, limits ?? new(), fault ?? ((_, _) => { })));
    }

    /// <summary>Binds a socket. Clients that connect wait until <see cref="Listen"/>.</summary>
    /// <exception cref="ConsoleException">
    /// The address is in use, does not exist, or can be reached from other machines.
    /// </exception>
    public static async Task<Socket> Bind(ConsoleAddress address, CancellationToken cancelled = default)
    {
        var place = await address.Resolve(cancelled);
        if (!IPAddress.IsLoopback(place.Address))
        {
            throw ConsoleException.Refused(
                $"The console cannot listen on {address}: it has no authentication, so allowed is an address of this "
                + "machine only, as 127.0.0.1:9110. From another machine use the API: --http with --http-token.");
        }

        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(place);
            socket.Listen();
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw ConsoleException.Refused($"The console cannot listen on {address}: {e.Message}.");
        }
    }

    /// <summary>
    /// Ends all connections with a message; those whose commands do not end within the grace are closed.
    /// </summary>
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
        _socket.Dispose();
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
                    client = await _socket.AcceptAsync(_goingDown.Token);
                    Admit(client);
                }
                catch (SocketException)
                {
                    // A client left while it waited, or the process has no free file descriptor: try again later.
                    client?.Dispose();
                    await Task.Delay(RetryDelay, _goingDown.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host shuts down.
        }
        finally
        {
            _socket.Close();
        }
    }

    private void Admit(Socket client)
    {
        if (_clients.Count >= _service.Limits.Connections)
        {
            // A new socket has room for one line: this does not wait.
            client.Send(WireFormat.Encode(
                new Response.Bye(
                    $"The console has {_service.Limits.Connections:N0} "
                    + $"{(_service.Limits.Connections == 1 ? "client" : "clients")} already; try again later.")));
            client.Shutdown(SocketShutdown.Send);
            client.Dispose();
            return;
        }

        client.NoDelay = true;
        // Otherwise the system buffers megabytes for a client that does not read.
        client.SendBufferSize = _service.Limits.WaitingBytes;
        client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        var connection = new ConsoleConnection(client, _service);
        var served = new TaskCompletionSource();
        _clients[connection] = served.Task;
        _ = Task.Run(Serve); // A client that sends without a pause must not block the acceptance of the next one.

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
