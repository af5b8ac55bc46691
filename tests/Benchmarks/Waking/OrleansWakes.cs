using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using RsrActors.Host.Benchmarks;
using RsrActors.Model.Simulation;
using HostFactory = Microsoft.Extensions.Hosting.Host;

namespace RsrActors.Benchmarks.Waking;

/// <summary>
/// Orleans: one grain per entity in one silo, called from the silo's own process, so that no call is serialised. Grains
/// are plain classes that are created where they are called. References are created once, logging is off, and no grain
/// is collected. A grain handles one call at a time, so interleaving would change nothing.
/// </summary>
internal static class OrleansWakes
{
    private const int CallsAtOnce = 256;

    public static async Task<WakeResult> Run(int entities)
    {
        var workload = new WakeWorkload(KernelBenchmark.WakesEach);
        using var silo = Build(workload);
        await silo.StartAsync();
        var result = await new Coordinator(silo.Services.GetRequiredService<IGrainFactory>(), entities, workload).Run();
        // The million grains are not deactivated one by one.
        await silo.StopAsync(new CancellationToken(canceled: true));
        return result;
    }

    private static IHost Build(WakeWorkload workload)
    {
        var builder = HostFactory.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(workload);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), FreePort())
            .Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromDays(1))
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromMinutes(10)));
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Coordinator(IGrainFactory factory, int entities, WakeWorkload workload)
    {
        private readonly WakeMeter _meter = new(entities);
        private readonly WakeCalendar _calendar = new(entities);
        private readonly IToyGrain?[] _grains = new IToyGrain?[entities];
        private readonly List<int> _due = [];
        private readonly VirtualTime[] _answers = new VirtualTime[entities];
        private int _next;

        public async Task<WakeResult> Run()
        {
            while (_calendar.OpenNext())
            {
                // A grain that is due again in the same window is called again in it.
                while (await WakeDue())
                {
                }

                if (_calendar.Wakes == entities)
                    _meter.Started();
            }

            return _meter.Finished(_calendar.Wakes, workload);
        }

        private async Task<bool> WakeDue()
        {
            _due.Clear();
            while (_calendar.TryTake(out var entity))
                _due.Add(entity);
            _next = 0;
            await Task.WhenAll(Enumerable.Range(0, Math.Min(CallsAtOnce, _due.Count)).Select(_ => Task.Run(Call)));
            foreach (var entity in _due)
                _calendar.FellAsleep(entity, _answers[entity]);
            return _due.Count > 0;
        }

        private async Task Call()
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < _due.Count; i = Interlocked.Increment(ref _next) - 1)
            {
                var entity = _due[i];
                _answers[entity] = new(await (_grains[entity] ??= factory.GetGrain<IToyGrain>(entity)).Wake());
            }
        }
    }
}
