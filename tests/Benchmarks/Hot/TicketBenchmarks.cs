using BenchmarkDotNet.Attributes;
using RsrActors.Model.Image4;

namespace RsrActors.Benchmarks.Hot;

/// <summary>One ticket: its manifest, its signature, and the device's look at it.</summary>
public class TicketBenchmarks
{
    private Cryptex1Manifest _manifest = null!;
    private TicketExpectation _expectation = null!;
    private TicketSigner _signer = null!;
    private TicketVerifier _verifier = null!;
    private byte[] _set = [];
    private byte[] _ticket = [];

    [Params(SigningAlgorithm.EcdsaP256, SigningAlgorithm.EcdsaP384, SigningAlgorithm.MLDsa65)]
    public SigningAlgorithm Algorithm { get; set; }

    [GlobalSetup]
    public void Issue()
    {
        var identity = Materials.Identity(Algorithm);
        var office = Materials.Office(identity);
        var device = Materials.Resting;
        var release = Materials.World.Scenario.Releases[0];
        var variant = release.TargetFor(device.Platform, device.Os.Build)!.Variant;
        _manifest = office.ManifestOf(release.Id, variant, device.Binding, device.Nonce);
        _expectation = office.ExpectationOf(release.Id, variant, device.Binding, device.Nonce);
        _signer = new(identity);
        _verifier = new(office.RootCertificate);
        _set = _manifest.Encode();
        _ticket = _signer.Issue(_manifest);
        if (!Verify().IsAccepted)
            throw new InvalidOperationException("The ticket does not hold.");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _signer.Dispose();
        _verifier.Dispose();
    }

    [Benchmark]
    public byte[] EncodeManifest() => _manifest.Encode();

    [Benchmark]
    public byte[] Sign() => _signer.Sign(_set);

    [Benchmark]
    public TicketVerdict Verify() => _verifier.Verify(_ticket, _expectation);
}
