using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RsrActors.Host.Live;
using RsrActors.Pbm;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// <c>/metrics</c>, <c>/health/live</c> and <c>/health/ready</c>, behind the same gate as everything that is read.
/// </summary>
internal static class TelemetryEndpoints
{
    public const string Metrics = "/metrics";
    public const string Alive = "/health/live";
    public const string Ready = "/health/ready";

    /// <summary>Of HEAD, the server leaves out the body.</summary>
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="telemetry">Null when telemetry is off; health is answered all the same.</param>
    public static void Map(IEndpointRouteBuilder web, LiveSimulation live, RunTelemetry? telemetry)
    {
        var sampler = telemetry?.Sampler ?? new RunSampler(live, TimeProvider.System);
        var health = new RunHealth(live, sampler);
        web.MapMethods(Alive, Reading, http => Write(http, StatusCodes.Status200OK, new { status = "live" }));
        web.MapMethods(Ready, Reading, http => AnswerReady(http, health));
        if (telemetry is null)
        {
            web.MapGet(Metrics, http => Write(http, StatusCodes.Status404NotFound, new
            {
                title = "Not Found",
                status = StatusCodes.Status404NotFound,
                detail = "Telemetry is off: OTEL_SDK_DISABLED is true.",
            }));
            return;
        }

        web.MapPrometheusScrapingEndpoint(
            Metrics, telemetry.Metrics,
            branch => branch.Use(async (http, next) =>
            {
                await sampler.Refresh(http.RequestAborted);
                await next(http);
            }),
            optionsName: null);
    }

    private static async Task AnswerReady(HttpContext http, RunHealth health)
    {
        var checks = await health.Checks(http.RequestAborted);
        var isReady = checks.All(check => check.Holds);
        await Write(
            http, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new { status = isReady ? "ready" : "not-ready", checks });
    }

    private static async Task Write(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, RowJson.Options);
        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes);
    }
}
