using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Cryptexes.TrustCaches;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Cryptexes;

/// <summary>What a platform's build runs before the cryptexes, and the digests of it in a boot ticket.</summary>
public sealed class BootContent
{
    private BootContent(
        SystemVolumeImage systemVolume,
        ImageFile firstLoader,
        ImageFile loader,
        ImmutableArray<byte> kernel,
        ImmutableArray<byte> bootKernelCollection,
        string osVersion)
    {
        OsVersion = osVersion;
        KernelCollection = [.. kernel, .. bootKernelCollection];
        SystemVolume = systemVolume;
        FirstLoader = firstLoader;
        Loader = loader;
        TrustCache = TrustCache.Build(systemVolume.Files
            .Where(file => file.IsBinary)
            .Select(file => TrustCacheEntry.Of(file.Content.AsSpan())));
        Measurements = new(
            FirstLoader: Digest.Sha384(firstLoader.Content.AsSpan()),
            Loader: Digest.Sha384(loader.Content.AsSpan()),
            Kernel: Digest.Sha384(KernelCollection.AsSpan()),
            SystemSeal: Digest.Sha384(systemVolume.Seal.ToFile().AsSpan()),
            TrustCache: Digest.Sha384(TrustCache.File.AsSpan()));
    }

    public string OsVersion { get; }

    public SystemVolumeImage SystemVolume { get; }

    /// <summary>The kernel followed by its boot kernel collection.</summary>
    public ImmutableArray<byte> KernelCollection { get; }

    /// <summary>The stand-in of LLB, or of an Intel Mac's EFI firmware.</summary>
    public ImageFile FirstLoader { get; }

    /// <summary>The stand-in of iBoot, or of an Intel Mac's <c>boot.efi</c>.</summary>
    public ImageFile Loader { get; }

    /// <summary>The programs of the system volume.</summary>
    public TrustCache TrustCache { get; }

    public BootMeasurements Measurements { get; }

    /// <summary>The content of a build in which every file is new.</summary>
    public static BootContent Of(Platform platform, string osVersion, string osBuild) =>
        Of(platform, osVersion, _ => (osVersion, osBuild));

    /// <param name="origin">The version and the build in which a file changed last.</param>
    public static BootContent Of(
        Platform platform, string osVersion, Func<ContentFile, (string Version, string Build)> origin)
    {
        var files = SystemContent.Of(platform);
        var firmware = files.Where(file => file.Component == Component.Firmware);
        var loaders = ImageFile.OfBuild(firmware, $"{platform.Name}-firmware", origin).ToArray();
        if (loaders is not [var firstLoader, var loader])
            throw new InvalidOperationException($"{platform.Name} has {loaders.Length} boot loaders, not two.");

        var volume = SystemVolumeImage.Of(platform, osVersion, origin);
        return new(
            volume, firstLoader, loader, Only(Component.Kernel), Only(Component.BootKernelCollection), osVersion);

        ImmutableArray<byte> Only(Component component)
        {
            var path = files.Single(file => file.Component == component).Path;
            return volume.Files.Single(file => file.Path == path).Content;
        }
    }
}
