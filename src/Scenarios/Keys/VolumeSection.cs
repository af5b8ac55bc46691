using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>volumes</c>: the storage of devices, and what their persons' files leave free.</summary>
internal static class VolumeSection
{
    private const int MostSizes = 100;

    /// <summary>The largest system has less than 15 GB.</summary>
    private const long Least = 32_000_000_000;

    /// <summary>Far below the largest number that <see cref="Quantity"/> reads exactly.</summary>
    private const long Most = 10_000_000_000_000;

    private const string Off = "off";

    public static VolumeSettings Read(Section volumes) => new(
        ReadSizes(volumes, "storage", "64 GB", "128 GB", "256 GB"),
        ReadSizes(volumes, "mac-storage", "256 GB", "512 GB", "1000 GB"),
        ReadFree(volumes, "10 %", "80 %"),
        volumes.Share("nearly-full", "3 %"),
        volumes.Size("nearly-full-free", "8 GB"),
        volumes.Share("frees-space", "80 %"),
        volumes.Duration("frees-space-after", "12 h"),
        volumes.Value("preboot-quota", Off, null, SectionValues.OrNull(Off, SectionValues.SizeBetween(1, Most))));

    public static void Write(HoconWriter writer, VolumeSettings volumes) => writer.Section("volumes", () =>
    {
        writer.Key("storage", ListOf(volumes.Storage));
        writer.Key("mac-storage", ListOf(volumes.MacStorage));
        writer.Key("free", $"[{ScenarioWords.Share(volumes.Free.Least)}, {ScenarioWords.Share(volumes.Free.Most)}]");
        writer.Key("nearly-full", ScenarioWords.Share(volumes.NearlyFull));
        writer.Key("nearly-full-free", ScenarioWords.Size(volumes.NearlyFullFree));
        writer.Key("frees-space", ScenarioWords.Share(volumes.FreesSpace));
        writer.Key("frees-space-after", ScenarioWords.Of(volumes.FreesSpaceAfter));
        writer.Key("preboot-quota", volumes.PrebootQuota is { } quota ? ScenarioWords.Size(quota) : Off);
    });

    private static ImmutableArray<long> ReadSizes(Section volumes, string key, params ImmutableArray<string> usual)
    {
        var words = WordsOf(volumes, key, usual);
        volumes.RefuseMany(key, words.Length, MostSizes);
        var sizes = ImmutableArray.CreateBuilder<long>(words.Length);
        foreach (var word in words)
        {
            if (SectionValues.SizeBetween(Least, Most)(word, out var bytes, out var why))
                sizes.Add(bytes);
            else
                _ = volumes.Refuse(key, why, 0);
        }

        return sizes.Count > 0
            ? sizes.ToImmutable()
            : volumes.Refuse<ImmutableArray<long>>(key, "found an empty list, allowed is one size or more", [Least]);
    }

    private static (double Least, double Most) ReadFree(Section volumes, params ImmutableArray<string> usual)
    {
        var words = WordsOf(volumes, "free", usual);
        var ends = words.Select(word => SectionValues.ReadShare(word, out var share, out _) ? share : (double?)null)
            .ToArray();
        return ends is [{ } least, { } most] && least <= most
            ? (least, most)
            : volumes.Refuse(
                "free",
                $"found [{string.Join(", ", words)}], allowed are two shares such as [{string.Join(", ", usual)}], "
                + "the smaller one first",
                (0.0, 0.0));
    }

    private static ImmutableArray<string> WordsOf(Section volumes, string key, ImmutableArray<string> usual)
    {
        var words = volumes.Words(key, $"[{string.Join(", ", usual)}]");
        return volumes.Has(key) ? words : usual;
    }

    private static string ListOf(ImmutableArray<long> sizes) =>
        $"[{string.Join(", ", sizes.Select(ScenarioWords.Size))}]";
}
