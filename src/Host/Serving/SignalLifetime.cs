using Microsoft.Extensions.Hosting;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Serving;

/// <summary>
/// The host runs until Ctrl-C or SIGTERM; at a second one the process ends before the epoch is stored.
/// </summary>
/// <param name="interrupt">Listens since before the host was built; the caller disposes of it.</param>
internal sealed class SignalLifetime(Interrupt interrupt, IHostApplicationLifetime application)
    : IHostLifetime, IDisposable
{
    private CancellationTokenRegistration _started;
    private CancellationTokenRegistration _registration;

    /// <summary>A signal during the start stops the host once it has started.</summary>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _started = application.ApplicationStarted.Register(
            () => _registration = interrupt.Token.Register(application.StopApplication));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _started.Dispose();
        _registration.Dispose();
    }
}
