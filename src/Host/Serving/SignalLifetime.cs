using Microsoft.Extensions.Hosting;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Serving;

/// <summary>
/// The host runs until Ctrl-C or SIGTERM; at a second one the process ends before the epoch is stored.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private readonly Interrupt _interrupt = new();
    private CancellationTokenRegistration _started;
    private CancellationTokenRegistration _registration;

    /// <summary>A signal during the start stops the host once it has started.</summary>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _started = application.ApplicationStarted.Register(
            () => _registration = _interrupt.Token.Register(application.StopApplication));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _started.Dispose();
        _registration.Dispose();
        _interrupt.Dispose();
    }
}
