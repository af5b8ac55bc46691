using System.Runtime.InteropServices;

namespace RsrActors.Host.Executable;

/// <summary>
/// The first Ctrl-C or SIGTERM requests an end; at a second one the operating system ends the program at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interrupt() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _asked.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_asked.IsCancellationRequested)
            return;
        context.Cancel = true;
        try
        {
            _asked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work has just ended; there is nothing to interrupt.
        }
    }
}
