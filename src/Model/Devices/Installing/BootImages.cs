using System.Collections.Immutable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Cryptexes.TrustCaches;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Devices.Installing;

/// <summary>What a boot of a build reads: all devices with the same build and response share it.</summary>
internal sealed class BootImages
{
    private BootImages(
        BootContent boot, ImmutableArray<BootedCryptex> cryptexes, ICryptexComputation computation)
    {
        (Boot, Cryptexes) = (boot, cryptexes);
        TrustCaches =
        [
            (boot.TrustCache, boot.Measurements.TrustCache),
            .. cryptexes.Select(one => (one.Image.TrustCache, one.Image.Measurements.TrustCache)),
        ];
        TrustCacheDigests = [.. TrustCaches.Select(one => one.Digest)];
        Binaries =
        [
            .. boot.SystemVolume.Files.Concat(cryptexes.SelectMany(one => one.Image.Files))
                .Where(file => file.IsBinary),
        ];
        CdHashes = [.. Binaries.Select(binary => computation.CdHash(binary.Content))];
    }

    public BootContent Boot { get; }

    /// <summary>
    /// Whether a boot has read all of it and has found it sound. Two devices may set it at once, to the same value.
    /// </summary>
    public bool AreChecked { get; set; }

    /// <summary>OS and App; none on a system from before there were cryptexes.</summary>
    public ImmutableArray<BootedCryptex> Cryptexes { get; }

    /// <summary>Each with the digest that its ticket contains: that of the system volume, OS, App.</summary>
    public ImmutableArray<(TrustCache Cache, Digest Digest)> TrustCaches { get; }

    public ImmutableArray<Digest> TrustCacheDigests { get; }

    /// <summary>All that is to run.</summary>
    public ImmutableArray<ImageFile> Binaries { get; }

    /// <summary>The code directory hashes of the binaries, computed once; in their order.</summary>
    public ImmutableArray<Digest> CdHashes { get; }

    public static BootImages Of(
        DeviceWork.Boot work, BootContent boot, ResponseLibrary library, ICryptexComputation computation)
    {
        return new(boot, Cryptexes(), computation);

        ImmutableArray<BootedCryptex> Cryptexes()
        {
            if (!work.Platform.HasCryptexes(boot.OsVersion))
                return [];
            if (work.Response is not { } response)
                return [Base(CryptexSubtype.Os), Base(CryptexSubtype.App)];
            var content = library.Of(response.Release, response.Variant);
            return [new(content.Os.Image, content.Os), new(content.App.Image, content.App)];
        }

        BootedCryptex Base(CryptexSubtype subtype) => new(
            CryptexImages.Base(
                work.Platform, $"{work.Platform.Name}-{work.Build}", boot.OsVersion, work.Build, subtype),
            Patch: null);
    }
}

/// <summary>A cryptex that a boot grafts.</summary>
/// <param name="Patch">What makes the image of that of the base; null for the base itself.</param>
internal sealed record BootedCryptex(CryptexImage Image, CryptexPatch? Patch);
