using Microsoft.Extensions.Hosting;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Serving;

/// <summary>The host lives until Ctrl-C or SIGTERM; a second one does not wait for the epoch to be stored.</summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private readonly Interrupt _interrupt = new();
    private CancellationTokenRegistration _started;
    private CancellationTokenRegistration _registration;

    /// <summary>
    /// One that comes while the host starts is obeyed when it is up: before, there is nothing to end in order.
    /// </summary>
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
