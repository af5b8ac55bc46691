using System.Collections.Immutable;
using System.Net;
using RsrActors.Host.Http;
using RsrActors.Host.Live;

namespace RsrActors.Host.Serving;

/// <summary>
/// Asks the web server of this process what its first clients are going to ask, as soon as the run answers. Code is
/// compiled when it runs first, which takes a fifth of a second for a list of devices: no client has to wait for it.
/// </summary>
internal static class HttpWarmUp
{
    /// <summary>More than one: what is called often is compiled a second time, with optimisations.</summary>
    private const int Rounds = 2;

    /// <summary>A filter's conditions are compiled when a device meets them: at first all are unenrolled.</summary>
    public static readonly ImmutableArray<string> Paths =
    [
        "/", "/api/v1/run", "/api/v1/fleet", "/api/v1/fleet/platforms", "/api/v1/releases", "/api/v1/curves",
        $"/api/v1/devices?limit={CommandEndpoint.LongestPage}",
        $"/api/v1/devices?limit={CommandEndpoint.LongestPage}&state=idle",
        $"/api/v1/devices?limit={CommandEndpoint.LongestPage}&protected=no&shares=yes",
    ];

    /// <summary>
    /// Ends when all is asked, or the host stops. That it fails is no matter: a client will be told why.
    /// </summary>
    public static async Task Ask(IPEndPoint server, LiveSimulation live, CancellationToken stopping)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new($"http://{server}"), Timeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            await live.WhenReady(stopping);
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var path in Paths)
                    using (await client.GetAsync(path, stopping))
                        continue;
            }
        }
        catch (Exception failure) when (
            failure is HttpRequestException or RequestRejectedException or OperationCanceledException)
        {
        }
    }
}
