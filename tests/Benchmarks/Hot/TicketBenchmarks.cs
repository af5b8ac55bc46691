using BenchmarkDotNet.Attributes;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Signing;

namespace RsrActors.Benchmarks.Hot;

/// <summary>Tickets as the service makes them, alone and by the window, and the device's look at one.</summary>
public class TicketBenchmarks
{
    private const int Window = 64;

    private readonly TicketOrder[] _window = new TicketOrder[Window];
    private TicketExpectation _expectation = null!;
    private TicketDesk _desk = null!;
    private TicketVerifier _verifier = null!;
    private ReadOnlyMemory<byte> _ticket;

    [Params(SigningAlgorithm.EcdsaP256, SigningAlgorithm.MerkleEcdsaP256, SigningAlgorithm.EcdsaP384, SigningAlgorithm.MLDsa65)]
    public SigningAlgorithm Algorithm { get; set; }

    [GlobalSetup]
    public void OpenDesk()
    {
        var identity = Materials.Identity(Algorithm);
        var office = Materials.Office(identity);
        var device = Materials.Resting;
        var release = Materials.World.Scenario.Releases[0];
        var variant = release.TargetFor(device.Platform, device.Os.Build)!.Variant;
        Array.Fill(_window, new(new(release.Id, device.Nonce, TicketFlaw.None), variant, device.Binding));
        _expectation = office.ExpectationOf(release.Id, variant, device.Binding, device.Nonce);
        _desk = office.OpenDesk();
        _verifier = new(office.RootCertificate);
        _ticket = _desk.IssueAll(_window)[0];
        if (!Verify().IsAccepted)
            throw new InvalidOperationException("The ticket does not hold.");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _desk.Dispose();
        _verifier.Dispose();
    }

    [Benchmark]
    public ReadOnlyMemory<byte> IssueOne() => _desk.Issue(_window[0]);

    [Benchmark(OperationsPerInvoke = Window)]
    public int IssueAWindow() => _desk.IssueAll(_window).Length;

    [Benchmark]
    public TicketVerdict Verify() => _verifier.Verify(_ticket, _expectation);
}
