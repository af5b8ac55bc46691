using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Contents;

/// <summary>What a software update does on a device, computed over the sizes for which the stand-ins stand.</summary>
/// <param name="Written">Bytes of all files that are written; on a Mac with the rebuilt auxiliary collection.</param>
/// <param name="Files">Files that are written.</param>
/// <param name="OnSystemVolume">The sizes of those on the sealed system volume, whose hashes change.</param>
public sealed record UpdateEffort(long Written, int Files, ImmutableArray<long> OnSystemVolume)
{
    public static readonly UpdateEffort None = new(0, 0, []);

    /// <param name="hasCryptexes">Whether frameworks and Safari are in cryptexes after the update.</param>
    public static UpdateEffort Of(IEnumerable<ContentFile> files, bool hasCryptexes)
    {
        ArgumentNullException.ThrowIfNull(files);
        ContentFile[] all = [.. files];
        return new(
            all.Sum(file => file.Size), all.Length,
            [.. all.Where(file => file.Component.VolumeOn(hasCryptexes) == Volume.System).Select(file => file.Size)]);
    }
}

/// <summary>
/// How long a device is down for a software update. It restarts twice, into the RAM disk and from the new snapshot;
/// between that it replaces files and hashes them, at a rate in bytes per second.
/// </summary>
/// <remarks>
/// The rates are fitted so that an update that writes all files takes as long as before they were introduced: 8 to 20
/// minutes on an iPhone, 10 to 30 on an iPad, 12 to 30 on an Apple silicon Mac, 20 to 45 on an Intel Mac (assumed). On
/// Linux there is no RAM disk and one restart.
/// </remarks>
public static class UpdateRates
{
    /// <summary>Of the slowest and of the fastest device of a platform.</summary>
    public static (double Slowest, double Fastest) Replacing(Platform platform) => platform switch
    {
        Platform.IPhone => (5_450_000, 14_530_000),
        Platform.IPad => (5_450_000, 10_900_000),
        Platform.MacAppleSilicon => (8_850_000, 23_890_000),
        Platform.MacIntel => (4_920_000, 11_290_000),
        Platform.Linux => (1_000_000, 100_000_000),
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "A new platform needs its rates here."),
    };

    /// <summary>Of unpacking and checking, while the device is in use; assumed to be twice as fast.</summary>
    public static (double Slowest, double Fastest) Preparing(Platform platform)
    {
        var (slowest, fastest) = Replacing(platform);
        return (2 * slowest, 2 * fastest);
    }

    /// <summary>The shortest and the longest time for some bytes.</summary>
    public static (TimeSpan From, TimeSpan To) Time(long bytes, (double Slowest, double Fastest) rate) => (
        TimeSpan.FromMilliseconds(Math.Round(1000 * bytes / rate.Fastest)),
        TimeSpan.FromMilliseconds(Math.Round(1000 * bytes / rate.Slowest)));
}
