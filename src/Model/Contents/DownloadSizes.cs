using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Contents;

/// <summary>
/// How many bytes a device downloads, computed from the files that change. The shares are fitted to published
/// downloads, because nothing is published about how they come about.
/// </summary>
/// <remarks>
/// Responses are fitted to 16.5.1 (a): 2.7 MB on an iPhone, 137.2 MB on an Apple silicon Mac and 6.4 MB on an Intel Mac
/// (AppleDB; the iPhone's is the middle of 1.4 to 4.0 MB). Software updates are fitted to about 2 GB for iOS 16.4.1,
/// and to 3 GB and 2.1 GB, the smallest updates of the two kinds of Mac (press reports of 2021 and 2023).
/// </remarks>
public static class DownloadSizes
{
    /// <summary>Share of a changed binary that its patch contains.</summary>
    private const double EditedOfBinary = 0.0045;

    /// <summary>
    /// Share of a shared cache that a delta of a software update contains. With it the delta of an iPhone comes to
    /// about 0.3 GB, as iOS 16.5.1 over 16.5 (assumed; sizes of deltas are published for few models).
    /// </summary>
    private const double MovedByUpdate = 0.1;

    /// <summary>Bytes of a ticket request's answers, property lists and signatures.</summary>
    private const long Metadata = 200_000;

    /// <summary>
    /// Share of each shared cache that changes because other libraries moved. On Apple silicon Macs it is far higher
    /// than on Intel Macs; the vendor does not say why.
    /// </summary>
    private static double MovedOfCache(Platform platform) => platform switch
    {
        Platform.IPhone or Platform.IPad => 0.000_18,
        Platform.MacAppleSilicon => 0.0141,
        Platform.MacIntel => 0.0010,
        Platform.Linux => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "A new platform needs its share here."),
    };

    /// <summary>Share of an update's files that is left after compression.</summary>
    private static double Compressed(Platform platform) => platform switch
    {
        Platform.IPhone or Platform.IPad => 0.38,
        Platform.MacAppleSilicon => 0.21,
        Platform.MacIntel => 0.184,
        Platform.Linux => 0.5,
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "A new platform needs its share here."),
    };

    /// <summary>Bytes of a response: patch and antipatch, which have about the same size, and metadata.</summary>
    /// <param name="changed">The components that it changes; only those in cryptexes count.</param>
    public static long OfResponse(Platform platform, ImmutableArray<Component> changed)
    {
        var edited = 0.0;
        foreach (var file in SystemContent.Of(platform))
        {
            if (!file.Component.IsInCryptex || !changed.Contains(file.Component))
                continue;
            edited += file.Kind == ContentKind.SharedCache ? MovedOfCache(platform) * file.Size
                : SystemContent.IsFixedIn(file) ? EditedOfBinary * file.Size
                : 0;
        }

        return RoundToKilobytes(Metadata + 2 * edited);
    }

    /// <summary>Bytes of a software update that brings all files.</summary>
    public static long OfFullUpdate(Platform platform) =>
        RoundToKilobytes(Compressed(platform) * WrittenByUpdate(platform));

    /// <summary>
    /// Bytes of a software update that brings only what changed: whole files, compressed; of a shared cache, the
    /// part of it that moves. The auxiliary collection is not downloaded, because it is built on the Mac.
    /// </summary>
    /// <param name="changed">The files that differ between the two builds.</param>
    public static long OfDelta(Platform platform, IEnumerable<ContentFile> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var bytes = changed
            .Where(file => file.Component != Component.AuxiliaryKernelCollection)
            .Sum(file => Compressed(platform)
                * (file.Kind == ContentKind.SharedCache ? MovedByUpdate * file.Size : file.Size));
        return RoundToKilobytes(Metadata + bytes);
    }

    /// <summary>
    /// Bytes of the blocks that a response's images do not share with those of the base. A patch changes few bytes of
    /// a block; each changed byte is assumed to take five bytes of blocks.
    /// </summary>
    /// <param name="download">Patch and antipatch; half of it are changed bytes.</param>
    public static long ImageBlocks(long download) => download / 2 * 5;

    /// <summary>
    /// Bytes that a software update writes: all files of the system, because the old ones stay in the previous snapshot
    /// until the new one has started. On Linux a package manager replaces the packages that changed; here an update is
    /// one of the kernel.
    /// </summary>
    public static long WrittenByUpdate(Platform platform)
    {
        var all = 0L;
        foreach (var file in SystemContent.Of(platform))
            all += IsWritten(file, platform) ? file.Size : 0;
        return all;
    }

    /// <summary>Whether a software update that brings all files writes a file.</summary>
    public static bool IsWritten(ContentFile file, Platform platform)
    {
        ArgumentNullException.ThrowIfNull(file);
        return platform == Platform.Linux
            ? file.Component == Component.Kernel
            : file.Component != Component.SecurityData;
    }

    private static long RoundToKilobytes(double bytes) => (long)Math.Round(bytes / 1000) * 1000;
}
