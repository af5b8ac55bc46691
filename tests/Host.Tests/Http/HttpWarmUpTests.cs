using System.Net;
using RsrActors.Host.Serving;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Http;

/// <summary>No client waits for what a host does for the first time.</summary>
public sealed class HttpWarmUpTests : IAsyncLifetime
{
    private HttpRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task When_the_run_is_ready_the_host_has_counted_and_listed_its_fleet()
    {
        await HttpWarmUp.Ask(_rig.Server.EndPoint, _rig.Run.Live, _rig.Run.Over);

        Assert.Equal(_rig.Run.Live.Scenario.Fleet.Devices, _rig.Run.Live.Counts.Last!.Census.Total.Devices);
        Assert.Equal(
            _rig.Run.Live.Scenario.Fleet.Devices,
            _rig.Run.Live.Lists.Matching(DeviceSelection.All, VirtualTime.Zero));
    }

    [Fact]
    public async Task It_asks_only_what_there_is()
    {
        foreach (var path in HttpWarmUp.Paths)
        {
            using var response = await _rig.Get(path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_host_that_stops_does_not_wait_for_it() =>
        await HttpWarmUp.Ask(_rig.Server.EndPoint, _rig.Run.Live, new CancellationToken(canceled: true));

    [Fact]
    public async Task A_server_that_has_gone_is_no_failure()
    {
        await _rig.Server.Stop();

        await HttpWarmUp.Ask(_rig.Server.EndPoint, _rig.Run.Live, _rig.Run.Over);
    }
}
