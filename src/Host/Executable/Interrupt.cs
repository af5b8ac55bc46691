using System.Runtime.InteropServices;

namespace RsrActors.Host.Executable;

/// <summary>Ctrl-C and SIGTERM ask for an end; a second one is obeyed at once by the operating system.</summary>
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
            // What could have been interrupted ended at that moment.
        }
    }
}
