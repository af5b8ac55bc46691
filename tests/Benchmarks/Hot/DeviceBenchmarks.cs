using BenchmarkDotNet.Attributes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Benchmarks.Hot;

/// <summary>A wake of a device at rest that polls the catalogue and finds a response, step by step.</summary>
public class DeviceBenchmarks
{
    private readonly World _world = Materials.World;
    private readonly DeviceEvent _offered =
        DeviceDecider.Decide(new(Materials.Resting, Materials.Poll, Materials.World, Materials.Catalogue), [])
            .Events[0];

    [Benchmark]
    public DeviceDecision Decide() =>
        DeviceDecider.Decide(new(Materials.Resting, Materials.Poll, _world, Materials.Catalogue), []);

    [Benchmark]
    public DeviceState Fold() => DeviceFold.Evolve(Materials.Resting, _offered, Materials.Poll, _world);

    [Benchmark]
    public VirtualTime NextDue() =>
        DeviceCalendar.NextDue(new(Materials.Resting, Materials.Poll.Next(), _world, Materials.Catalogue));
}
