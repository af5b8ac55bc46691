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

    private static readonly VolumeSettings Usual = new(
        Sizes("64 GB", "128 GB", "256 GB"), Sizes("256 GB", "512 GB", "1000 GB"), (0.1, 0.8), 0.03, 8_000_000_000, 0.8,
        TimeSpan.FromHours(12), null);

    public static VolumeSettings Read(Section volumes) => new(
        ReadSizes(volumes, "storage", "[64 GB, 128 GB, 256 GB]", Usual.Storage),
        ReadSizes(volumes, "mac-storage", "[256 GB, 512 GB, 1000 GB]", Usual.MacStorage),
        ReadFree(volumes),
        volumes.Share("nearly-full", "3 %"),
        volumes.Size("nearly-full-free", "8 GB"),
        volumes.Share("frees-space", "80 %"),
        volumes.Duration("frees-space-after", "12 h"),
        volumes.Value<long?>("preboot-quota", Off, null, (string text, out long? value, out string why) =>
        {
            (value, why) = (null, "");
            if (text == Off)
                return true;
            var read = SectionValues.SizeBetween(1, Most)(text, out var bytes, out why);
            value = bytes;
            why = why.Replace("allowed is ", $"allowed is {Off}, ", StringComparison.Ordinal);
            return read;
        }));

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

    private static ImmutableArray<long> ReadSizes(
        Section volumes, string key, string otherwise, ImmutableArray<long> usual)
    {
        var words = volumes.Words(key, otherwise);
        if (!volumes.Has(key))
            return usual;
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
            : volumes.Refuse(key, "found an empty list, allowed is one size or more", usual);
    }

    private static (double Least, double Most) ReadFree(Section volumes)
    {
        var words = volumes.Words("free", "[10 %, 80 %]");
        if (!volumes.Has("free"))
            return Usual.Free;
        var ends = words.Select(word => SectionValues.ReadShare(word, out var share, out _) ? share : (double?)null)
            .ToArray();
        return ends is [{ } least, { } most] && least <= most
            ? (least, most)
            : volumes.Refuse(
                "free",
                $"found [{string.Join(", ", words)}], allowed are two shares such as [10 %, 80 %], "
                + "the smaller one first",
                Usual.Free);
    }

    private static ImmutableArray<long> Sizes(params string[] texts) =>
        [.. texts.Select(text => (long)Quantity.Size.Read(text, out _)!.Value)];

    private static string ListOf(ImmutableArray<long> sizes) =>
        $"[{string.Join(", ", sizes.Select(ScenarioWords.Size))}]";
}
