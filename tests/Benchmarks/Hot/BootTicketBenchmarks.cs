using BenchmarkDotNet.Attributes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;

namespace RsrActors.Benchmarks.Hot;

/// <summary>A device's installed system, with the digest of its boot ticket: once for each device and update.</summary>
public class BootTicketBenchmarks
{
    private readonly DeviceState _device = Materials.Resting;

    [Benchmark]
    public OsInstallation SystemOfADevice() =>
        Materials.World.OsOf(_device.Traits, _device.Os.Version, _device.Os.Build);

    [Benchmark]
    public byte[] ManifestSet() => Materials.World.BootManifestSetOf(
        _device.Platform, _device.Os.Build, Materials.World.BootBindingOf(_device.Traits, _device.Os.Build));
}
