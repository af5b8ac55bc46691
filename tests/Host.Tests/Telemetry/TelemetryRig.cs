using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using RsrActors.Host.Http;
using RsrActors.Host.Telemetry;
using RsrActors.Host.Tests.Http;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>
/// A live run with telemetry of its own: other tests measure runs in the same process. Its samples are renewed only
/// when the test says that a second has passed.
/// </summary>
internal sealed class TelemetryRig : IAsyncDisposable
{
    private readonly ActivityListener _listener;

    private TelemetryRig(
        RunTelemetry telemetry, HttpRig web, FakeTimeProvider time, ActivityListener listener, List<Activity> spans)
    {
        (Telemetry, Web, Time, _listener, Spans) = (telemetry, web, time, listener, spans);
    }

    public RunTelemetry Telemetry { get; }

    public HttpRig Web { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>The spans that have ended.</summary>
    public List<Activity> Spans { get; }

    public static async Task<TelemetryRig> Start(
        string scenario = "tiny", ScenarioOverrides? overrides = null, Func<HttpSettings, HttpSettings>? with = null)
    {
        var identity = new TelemetryIdentity("a-run", scenario)
        {
            Source = $"test-{RandomNumberGenerator.GetHexString(16)}",
        };
        var spans = new List<Activity>();
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == identity.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var time = new FakeTimeProvider();
        var telemetry = new RunTelemetry(identity, OtlpTargets.None, time);
        return new(
            telemetry, await HttpRig.Start(overrides, with, telemetry, scenario), time, listener, spans);
    }

    /// <summary>Reads <c>/metrics</c> after a second.</summary>
    public async Task<Scrape> Read()
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return await ReadAgain();
    }

    /// <summary>Reads <c>/metrics</c> within the same second.</summary>
    public async Task<Scrape> ReadAgain() => new(await Web.Client.GetStringAsync("/metrics", Web.Run.Over));

    public Activity[] Ended(string name)
    {
        lock (Spans)
            return [.. Spans.Where(span => span.OperationName == name)];
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        Telemetry.Dispose();
        _listener.Dispose();
    }
}
