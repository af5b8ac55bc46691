using BenchmarkDotNet.Attributes;
using RsrActors.Model.Simulation;

namespace RsrActors.Benchmarks.Hot;

/// <summary>Draws of the dice; each decision of a device takes several.</summary>
public class ChanceBenchmarks
{
    private readonly Dice _dice = new(1, EntityId.Device(42));
    private int _n;

    [Benchmark]
    public (uint, uint, uint, uint) PhiloxBlock() => Philox.Block((uint)++_n, 1, 2, 3, 4, 5);

    [Benchmark]
    public double Uniform() => _dice.Uniform(Purpose.Poll, ++_n);

    [Benchmark]
    public TimeSpan Exponential() => _dice.Exponential(TimeSpan.FromHours(1), Purpose.Decision, ++_n);
}
