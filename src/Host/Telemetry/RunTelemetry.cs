using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;
using RsrActors.Host.Live;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// The telemetry of one served run: its meter, its traces, and where they go. Metrics can always be read at
/// <c>/metrics</c>; metrics, traces and logs are sent by OTLP where the usual variables name an endpoint.
/// </summary>
internal sealed class RunTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly ActivitySource _source;
    private readonly OrderTraces _orders;
    private readonly TimeProvider _time;
    private readonly TracerProvider? _traces;

    /// <param name="otlp">Where telemetry is sent.</param>
    public RunTelemetry(TelemetryIdentity identity, OtlpTargets otlp, TimeProvider? time = null)
    {
        Source = identity.Source;
        _time = time ?? TimeProvider.System;
        _meter = new(identity.Source, ProgramVersion.Text);
        _source = new(identity.Source, ProgramVersion.Text);
        _orders = new(_meter, _source);
        Instruments = new(_meter, _orders);
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(identity.Resource())
            .AddMeter(identity.Source)
            .AddRuntimeInstrumentation()

            // The sampler decides how often the run is asked; a scrape in between costs it nothing.
            .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0);
        if (otlp.Metrics)
            metrics.AddOtlpExporter();
        Metrics = metrics.Build();
        if (otlp.Traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(identity.Resource()).AddSource(identity.Source).AddOtlpExporter().Build();
        }
    }

    /// <summary>The name of its meter and of its source of traces.</summary>
    public string Source { get; }

    /// <summary>What the kernel tells.</summary>
    public IRunMeter Meter => Instruments;

    /// <summary>Follows orders.</summary>
    public IOrderWatch Orders => _orders;

    /// <summary>Collects the metrics.</summary>
    public MeterProvider Metrics { get; }

    /// <summary>Asks the run; null before <see cref="Observe"/>.</summary>
    public RunSampler? Sampler { get; private set; }

    private RunInstruments Instruments { get; }

    /// <summary>The run has started: what is read from it can be read from now on.</summary>
    public void Observe(LiveSimulation live)
    {
        Sampler = new(live, _time);
        _ = new SampledInstruments(_meter, live, Sampler, _time);
    }

    /// <summary>Sends what was not sent yet.</summary>
    public void Dispose()
    {
        _orders.EndAll();
        _traces?.Dispose();
        Metrics.Dispose();
        _source.Dispose();
        _meter.Dispose();
        Sampler?.Dispose();
    }
}
