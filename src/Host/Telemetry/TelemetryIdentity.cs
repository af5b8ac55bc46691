using OpenTelemetry.Resources;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Telemetry;

/// <summary>What telemetry says about its source.</summary>
/// <param name="Run">The id of the run, which a restart keeps.</param>
/// <param name="Scenario">The scenario's name.</param>
internal sealed record TelemetryIdentity(string Run, string Scenario)
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Usual = "RsrActors";

    private const string Service = "rsr";

    /// <summary>A name of its own, where several runs are measured in one process.</summary>
    public string Source { get; init; } = Usual;

    public static TelemetryIdentity Of(RunDirectory directory) =>
        new(directory.Manifest.Id, directory.Manifest.Scenario);

    /// <summary>The variables OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come before what is said here.</summary>
    public ResourceBuilder Resource() => ResourceBuilder.CreateDefault()
        .AddService(Service, serviceVersion: ProgramVersion.Text, serviceInstanceId: Run)
        .AddAttributes([new("run", Run), new("scenario", Scenario)])
        .AddEnvironmentVariableDetector();
}
