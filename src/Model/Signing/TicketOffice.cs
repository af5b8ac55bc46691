using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using RsrActors.Model.Image4;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Signing;

/// <summary>
/// Knows what stands in a ticket: a manifest is a function of device, release and nonce. Signing it takes a
/// <see cref="TicketDesk"/>, one per thread.
/// </summary>
/// <param name="identity">The run's own key and certificate.</param>
/// <param name="foreign">Another authority's: what a device must not accept.</param>
public sealed class TicketOffice(World world, ResponseLibrary library, SigningIdentity identity, SigningIdentity foreign)
{
    public ReadOnlySpan<byte> RootCertificate => identity.RootCertificate.Span;

    public TicketDesk OpenDesk() => new(this, identity, foreign);

    public Cryptex1Manifest ManifestOf(string release, string variant, DeviceBinding device, Digest nonce)
    {
        var target = TargetOf(release, variant);
        var content = library.Of(release, variant);
        var version = target.RestoreVersion.ToString();
        return new(
            device, nonce, ProductClassOf(target.Platform), version, version,
            content.Os.Image.Measurements, content.App.Image.Measurements);
    }

    /// <summary>What a device expects of its ticket once it holds a response's images.</summary>
    public TicketExpectation ExpectationOf(string release, string variant, DeviceBinding device, Digest nonce)
    {
        var content = library.Of(release, variant);
        return new(
            device, nonce, ProductClassOf(TargetOf(release, variant).Platform),
            content.Os.Image.Measurements, content.App.Image.Measurements);
    }

    /// <summary>The manifest a flawed answer carries: for the neighbour's device, or for the base's images.</summary>
    internal Cryptex1Manifest ManifestOf(TicketAnswer.Granted answer, string variant, DeviceBinding device)
    {
        var manifest = ManifestOf(answer.Release, variant, device, answer.Nonce);
        return answer.Flaw switch
        {
            TicketFlaw.OtherDevice => manifest with { Device = device with { Ecid = device.Ecid ^ 1 } },
            TicketFlaw.OtherContent => manifest with { OS = library.Of(answer.Release, variant).Os.Base.Measurements },
            _ => manifest,
        };
    }

    /// <summary>The device's product class. Real values are per product; one per platform will do.</summary>
    private static uint ProductClassOf(Platform platform) => 0xF0 + (uint)platform;

    private Releases.ReleaseTarget TargetOf(string release, string variant) =>
        world.Release(release).Targets.First(target => target.Variant == variant);
}

/// <summary>Signs tickets; for one thread at a time.</summary>
public sealed class TicketDesk(TicketOffice office, SigningIdentity identity, SigningIdentity foreign) : IDisposable
{
    private readonly TicketSigner _signer = new(identity);
    private readonly Lazy<TicketSigner> _foreigner = new(() => new TicketSigner(foreign), isThreadSafe: false);

    /// <summary>The bytes of the ticket that an answer stands for.</summary>
    public byte[] Issue(TicketAnswer.Granted answer, string variant, DeviceBinding device)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var signer = answer.Flaw == TicketFlaw.ForeignCertificate ? _foreigner.Value : _signer;
        return signer.Issue(office.ManifestOf(answer, variant, device));
    }

    public void Dispose()
    {
        _signer.Dispose();
        if (_foreigner.IsValueCreated)
            _foreigner.Value.Dispose();
    }
}
