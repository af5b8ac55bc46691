using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using RsrActors.Actors.Journal;
using OpenTelemetry.Logs;
using RsrActors.Host.Executable;
using RsrActors.Host.Live;
using RsrActors.Host.Runs;
using RsrActors.Host.Telemetry;
using RsrActors.Model.Cryptexes;
using RsrActors.Running;

namespace RsrActors.Host.Serving;

/// <summary>Assembles the served process: log, actor system, simulation, console, web server.</summary>
internal static class ServingHost
{
    /// <summary>Serves a run until the process is stopped, or the run fails.</summary>
    /// <param name="interrupt">Stops the process.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(RunDirectory directory, ServeSettings settings, Interrupt interrupt)
    {
        var otlp = OtlpTargets.Of(Environment.GetEnvironmentVariable);
        var identity = TelemetryIdentity.Of(directory);
        using var telemetry = OtlpTargets.IsDisabled(Environment.GetEnvironmentVariable)
            ? null
            : new RunTelemetry(identity, otlp);
        settings = settings with { Telemetry = telemetry };
        using var simulation = directory.Simulation(new ResponseLibrary(directory.Scenario), settings.Threads);

        // Before the host is built: a journal that cannot be read is reported as in other commands.
        var eventsBefore = directory.EventsStored(simulation.Format);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = "rsr",
        });
        var book = new LogBook();
        builder.Logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Akka", LogLevel.Warning)
            .AddProvider(book)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
                console.ColorBehavior = Console.IsErrorRedirected
                    ? LoggerColorBehavior.Disabled
                    : LoggerColorBehavior.Default;
            });
        if (telemetry is not null && otlp.Logs)
        {
            builder.Configuration.AddInMemoryCollection(OtlpTargets.Variables());
            builder.Logging.AddOpenTelemetry(
                log =>
                {
                    log.IncludeFormattedMessage = true;
                    log.SetResourceBuilder(identity.Resource()).AddOtlpExporter();
                });
        }

        builder.Services
            .Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace)

            // The process ends after its epoch is stored, however long that takes.
            .Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan)
            .AddSingleton<IHostLifetime>(
                services => ActivatorUtilities.CreateInstance<SignalLifetime>(services, interrupt))
            .AddSingleton(simulation)
            .AddSingleton(directory)
            .AddSingleton(settings)
            .AddSingleton(book)
            .AddAkka("rsr", akka => akka
                .AddHocon(Configuration(directory, settings.Threads), HoconAddMode.Prepend)
                .AddSetup(JournalSerializer.Setup(simulation.Format))
                .ConfigureLoggers(loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
                    loggers.AddLoggerFactory();
                }))
            .AddSingleton(services => ActivatorUtilities.CreateInstance<SimulationService>(services, eventsBefore))
            .AddHostedService(services => services.GetRequiredService<SimulationService>())
            .AddHostedService<ConsoleHosting>()
            .AddHostedService<HttpHosting>();

        using var host = builder.Build();
        using var failures = telemetry is not null && otlp != OtlpTargets.None
            ? new OtlpFailures(host.Services.GetRequiredService<ILogger<OtlpFailures>>(), TimeProvider.System)
            : null;
        var service = host.Services.GetRequiredService<SimulationService>();
        await host.RunAsync();
        return service.ExitCode;
    }

    private static Config Configuration(RunDirectory directory, int threads) =>
        directory.Storage.Configuration.WithFallback(SimulationConfiguration.For(threads));
}
