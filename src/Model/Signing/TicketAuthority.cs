using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Signing;

/// <summary>
/// Makes the content of tickets: a manifest is a function of device, release and nonce; that of a boot ticket is a
/// function of device and build. A <see cref="TicketIssuer"/>
/// signs it; each thread has its own.
/// </summary>
public sealed class TicketAuthority
{
    private readonly FrozenDictionary<(string Release, string Variant), PerVariant> _variants;
    private readonly World _world;
    private readonly SigningIdentity _identity;
    private readonly SigningIdentity _foreign;

    /// <param name="identity">The run's own key and certificate.</param>
    /// <param name="foreign">Key and certificate of another authority, which a device must not accept.</param>
    public TicketAuthority(World world, ResponseLibrary library, SigningIdentity identity, SigningIdentity foreign)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(library);
        _world = world;
        _identity = identity;
        _foreign = foreign;
        _variants = world.Scenario.Releases
            .SelectMany(release => release.Targets.Select(target => (release.Id, target)))
            .ToFrozenDictionary(
                response => (response.Id, response.target.Variant),
                response => PerVariant.Of(response.target, library.Of(response.Id, response.target.Variant)));
    }

    public ReadOnlySpan<byte> RootCertificate => _identity.RootCertificate.Span;

    /// <summary>Verifies the tickets of this authority, as its devices do.</summary>
    public TicketVerifier NewVerifier() => new(RootCertificate, _identity.Signatures);

    public TicketIssuer NewIssuer() => new(this, _identity, _foreign);

    /// <summary>What a device expects of its ticket when it has a response's images.</summary>
    public TicketExpectation ExpectationOf(string release, string variant, DeviceBinding device, Digest nonce)
    {
        var response = _variants[(release, variant)];
        return new Cryptex1Expectation(device, nonce, response.ProductClass, response.Objects);
    }

    /// <summary>What a device expects of its boot ticket when it has a build's content.</summary>
    public TicketExpectation BootExpectationOf(Platform platform, string build, BootBinding device) =>
        new BootExpectation(device, _world.BootOf(platform, build).Measurements.Objects);

    /// <summary>The manifest SET of a boot ticket.</summary>
    internal byte[] BootManifestSetOf(BootTicketOrder order) =>
        _world.BootManifestSetOf(order.Platform, order.Build, order.Device);

    /// <summary>
    /// The manifest SET of an answer. A ticket with a flaw has that of another device, or that of the base's OS image.
    /// </summary>
    internal byte[] ManifestSetOf(TicketOrder order)
    {
        var (answer, variant, device) = order;
        var response = _variants[(answer.Release, variant)];
        return answer.Flaw switch
        {
            TicketFlaw.OtherDevice => response.Sound.Fill(device with { Ecid = device.Ecid ^ 1 }, answer.Nonce),
            TicketFlaw.OtherContent => response.OtherContent.Fill(device, answer.Nonce),
            _ => response.Sound.Fill(device, answer.Nonce),
        };
    }

    /// <summary>The part that is the same in all tickets of a response for a variant.</summary>
    private sealed record PerVariant(
        uint ProductClass, ImmutableArray<MeasuredObject> Objects, ManifestForm Sound, ManifestForm OtherContent)
    {
        private static readonly Digest Blank = new(new byte[Cryptex1Nonce.Length]);

        public static PerVariant Of(ReleaseTarget target, ResponseContent content)
        {
            var (os, app) = (content.Os.Image.Measurements, content.App.Image.Measurements);
            var version = target.RestoreVersion.ToString();
            var productClass = target.Platform.ProductClass;
            var sound = new Cryptex1Manifest(default, Blank, productClass, version, version, os, app);
            return new(
                productClass,
                content.Objects,
                new(sound),
                new(sound with { OS = content.Os.Base.Measurements }));
        }
    }
}
