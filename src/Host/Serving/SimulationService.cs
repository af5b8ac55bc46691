using System.Diagnostics;
using Akka.Actor;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Live;
using RsrActors.Host.Runs;
using RsrActors.Model.Cryptexes;
using RsrActors.Reports.Numbers;
using RsrActors.Running;
using Spectre.Console;

namespace RsrActors.Host.Serving;

/// <summary>
/// The simulation as a service of the host. At the scenario's end it makes the report and stays up for queries. When
/// the run fails, the host stops.
/// </summary>
internal sealed partial class SimulationService(
    ActorSystem system,
    FleetSimulation simulation,
    RunDirectory directory,
    ServeSettings settings,
    long eventsBefore,
    IHostApplicationLifetime application,
    ILogger<SimulationService> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private (IActorRef Actor, RunEnding Ending) _run;
    private Task _reporting = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;

    public int ExitCode { get; private set; } = Executable.ExitCode.Done;

    /// <summary>The live run, for the console; set when this service starts.</summary>
    public LiveSimulation Live { get; private set; } = null!;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var clock = new SystemWallClock();
        var feed = new EventFeed(directory.Scenario.Start, clock);
        var plan = simulation.Plan(
            SimulationConfiguration.Dispatcher,
            live: new(clock, settings.Speed, LiveRun.LongestEpochByDefault, feed, settings.StartsPaused)
            {
                Meter = settings.Telemetry?.Meter ?? NoMeter.Instance,
            });
        var beginning = SlowText.Beginning(eventsBefore);
        _run = RunEnding.Start(system, plan, slow: slow => LogSlow(SlowText.Of(slow, beginning)));
        Live = new LiveSimulation(system, _run.Actor, simulation, directory, feed)
        {
            Orders = settings.Telemetry?.Orders ?? NoOrderWatch.Instance,
        };
        settings.Telemetry?.Observe(Live);
        var scenario = directory.Scenario;
        LogServing(
            directory.Path, scenario.Name, scenario.Seed, HumanText.Count(scenario.Fleet.Devices, "device"),
            settings.Speed.ToString());
        _reporting = ReportWhenFinished();
        _watching = GoDownWithTheRun();
        return Task.CompletedTask;
    }

    /// <summary>Ends the epoch and waits until it is stored.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_run.Ending.Stop.IsCompleted)
            LogStopping();
        await _stopping.CancelAsync();
        _run.Actor.Tell(new SimulationProtocol.Stop(), ActorRefs.NoSender);
        if (await _run.Ending.Stop is SimulationProtocol.Stopped stopped)
            LogStopped(stopped.Epochs, HumanText.Count(stopped.Events, "event"), directory.Path);
        await _watching;
        await _reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task GoDownWithTheRun()
    {
        if (await _run.Ending.Stop is SimulationProtocol.Failed failed)
            GoDown(Why(failed));
    }

    private void GoDown(string why)
    {
        ExitCode = Executable.ExitCode.Failed;
        LogFailed(why);
        application.StopApplication();
    }

    private string Why(SimulationProtocol.Failed failed)
    {
        try
        {
            return RunFailure.Explain(failed, directory, simulation.Format, "serve");
        }
        catch (HostException unreadable)
        {
            // The history that would explain the failure cannot be read either.
            return $"The run in {directory.Path} stopped: {RunFailure.Sentence(failed.Cause)} {unreadable.Message}";
        }
    }

    private async Task ReportWhenFinished()
    {
        if (await _run.Ending.Outcome is not SimulationProtocol.Finished finished)
            return;
        LogFinished(finished.Epochs, HumanText.Count(finished.Events, "event"), finished.Hash.ToString());
        try
        {
            if (File.Exists(directory.Report))
                return;
            var figures = RunReport.Figures(
                _watch.Elapsed, finished.Events - eventsBefore, simulation.Gauges, settings.Threads);
            var report = await new RunReport(
                directory, new ResponseLibrary(directory.Scenario), settings.Threads, AnsiConsole.Console, quiet: true)
                .Write(
                    simulation, finished, figures, slow => LogSlow(SlowText.Of(slow, SlowText.Starting)),
                    _stopping.Token);
            if (report is not null)
                LogReported(directory.Report);
        }
        catch (Exception failure) when (failure is HostException or IOException or UnauthorizedAccessException)
        {
            GoDown($"All of the run in {directory.Path} is stored, but its report cannot be made: {failure.Message}");
        }
#pragma warning disable CA1031 // A defect must not look like a report that takes long.
        catch (Exception defect) when (defect is not OperationCanceledException)
#pragma warning restore CA1031
        {
            GoDown($"All of the run in {directory.Path} is stored, but its report cannot be made: {defect}");
        }
    }

    [LoggerMessage(
        11, LogLevel.Information,
        "Serving {Directory}: scenario {Scenario}, seed {Seed}, {Devices}, speed {Speed}")]
    private partial void LogServing(string directory, string scenario, ulong seed, string devices, string speed);

    [LoggerMessage(
        12, LogLevel.Information,
        "The scenario's end is reached after epoch {Epochs}, with {Events}, history {Hash}; staying up for queries")]
    private partial void LogFinished(long epochs, string events, string hash);

    [LoggerMessage(13, LogLevel.Information, "The report is in {File}")]
    private partial void LogReported(string file);

    [LoggerMessage(14, LogLevel.Information, "Stopping: the epoch is being stored")]
    private partial void LogStopping();

    [LoggerMessage(
        15, LogLevel.Information,
        "Stopped after epoch {Epochs}, with {Events} stored; go on with: rsr serve {Directory}")]
    private partial void LogStopped(long epochs, string events, string directory);

    [LoggerMessage(16, LogLevel.Critical, "{Why}")]
    private partial void LogFailed(string why);

    [LoggerMessage(17, LogLevel.Warning, "{What}")]
    private partial void LogSlow(string what);
}
