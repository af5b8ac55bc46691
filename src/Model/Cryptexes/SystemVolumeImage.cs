using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The sealed system volume of a platform's build: kernel, its boot collection, and the rest of the system. What a
/// cryptex contains is not on it; before there were cryptexes, the frameworks were. Stand-ins represent the files.
/// </summary>
public sealed class SystemVolumeImage
{
    private SystemVolumeImage(ImmutableArray<ImageFile> files)
    {
        Files = files;
        Bytes = ImageArchive.Of(files);
        Seal = Seal.Of(Bytes.AsSpan());
    }

    /// <summary>In the order of the archive: ordinal by path.</summary>
    public ImmutableArray<ImageFile> Files { get; }

    public ImmutableArray<byte> Bytes { get; }

    /// <summary>The seal that the vendor has signed for this build.</summary>
    public Seal Seal { get; }

    /// <summary>The volume of a build in which every file is new.</summary>
    public static SystemVolumeImage Of(Platform platform, string osVersion, string osBuild) =>
        Of(platform, osVersion, _ => (osVersion, osBuild));

    /// <param name="origin">The version and the build in which a file changed last.</param>
    public static SystemVolumeImage Of(
        Platform platform, string osVersion, Func<ContentFile, (string Version, string Build)> origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var hasCryptexes = platform.HasCryptexes(osVersion);
        var files = SystemContent.Of(platform)
            .Where(file => file.Component.VolumeOn(hasCryptexes) == Volume.System);
        return new(ImageArchive.Ordered(ImageFile.OfBuild(files, $"{platform.Name}-system-volume", origin)));
    }
}
