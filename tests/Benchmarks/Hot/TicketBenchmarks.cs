using BenchmarkDotNet.Attributes;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Signing;

namespace RsrActors.Benchmarks.Hot;

/// <summary>
/// Tickets as the service signs them, one by one and by the window, and the check of one ticket on the device.
/// </summary>
public class TicketBenchmarks
{
    private const int Window = 64;

    private readonly TicketOrder[] _window = new TicketOrder[Window];
    private TicketExpectation _expectation = null!;
    private TicketIssuer _issuer = null!;
    private TicketVerifier _verifier = null!;
    private ReadOnlyMemory<byte> _ticket;

    [Params(SigningAlgorithm.EcdsaP256, SigningAlgorithm.MerkleEcdsaP256, SigningAlgorithm.EcdsaP384,
        SigningAlgorithm.MLDsa65)]
    public SigningAlgorithm Algorithm { get; set; }

    [GlobalSetup]
    public void NewIssuer()
    {
        var identity = Materials.Identity(Algorithm);
        var authority = Materials.Authority(identity);
        var device = Materials.Resting;
        var release = Materials.World.Scenario.Releases[0];
        var variant = release.TargetFor(device.Platform, device.Os.Build)!.Variant;
        Array.Fill(_window, new(new(release.Id, device.Nonce, TicketFlaw.None), variant, device.Binding));
        _expectation = authority.ExpectationOf(release.Id, variant, device.Binding, device.Nonce);
        _issuer = authority.NewIssuer();
        _verifier = new(authority.RootCertificate);
        _ticket = _issuer.IssueAll(_window)[0];
        if (!Verify().IsAccepted)
            throw new InvalidOperationException("The ticket does not hold.");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _issuer.Dispose();
        _verifier.Dispose();
    }

    [Benchmark]
    public ReadOnlyMemory<byte> IssueOne() => _issuer.Issue(_window[0]);

    [Benchmark(OperationsPerInvoke = Window)]
    public int IssueAWindow() => _issuer.IssueAll(_window).Length;

    [Benchmark]
    public TicketVerdict Verify() => _verifier.Verify(_ticket, _expectation);
}
