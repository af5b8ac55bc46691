using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>A collector of OTLP over HTTP: it keeps what it gets, as bytes in which names can be found.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<(string Path, string Body)> _got = new();

    private Collector(WebApplication web) => _web = web;

    public string Address { get; private set; } = "";

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new Collector(builder.Build());
        collector._web.Run(collector.Take);
        await collector._web.StartAsync();
        collector.Address = collector._web.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single();
        return collector;
    }

    /// <summary>All that was sent to an address, one after the other.</summary>
    public string At(string path) => string.Concat(_got.Where(one => one.Path == path).Select(one => one.Body));

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.Latin1);
        _got.Enqueue((http.Request.Path, await reader.ReadToEndAsync()));
    }
}
