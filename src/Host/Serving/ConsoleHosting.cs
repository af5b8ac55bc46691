using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RsrActors.Host.Executable;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Pbm;
using RsrActors.Pbm.Listening;
#if PETABRIDGE_CMD
using RsrActors.Host.Petabridge;
#endif

namespace RsrActors.Host.Serving;

/// <summary>The console as a service of the host; it stops before the simulation.</summary>
internal sealed partial class ConsoleHosting(
    SimulationService service, ServeSettings settings, LogBook book, ILogger<ConsoleHosting> log) : IHostedService
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private ConsoleListener? _listener;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Palette> palettes = AllPalettes.Of(service.Live, book);
        if (settings.Listener is not null)
        {
            _listener = ConsoleListener.Listen(
                settings.Listener, palettes, $"rsr {ProgramVersion.Text}",
                fault: (call, fault) => LogFault(fault, call));
            LogListening(_listener.EndPoint);
        }
#if PETABRIDGE_CMD
        PetabridgeConsole.Start(service.Live.System, palettes);
#endif
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_listener is null)
            return;
        await _listener.Stop(Grace);
        await _listener.DisposeAsync();
    }

    [LoggerMessage(31, LogLevel.Information, "The console listens on {EndPoint}")]
    private partial void LogListening(System.Net.IPEndPoint endPoint);

    [LoggerMessage(32, LogLevel.Error, "'{Call}' failed")]
    private partial void LogFault(Exception fault, Call call);
}
