using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>fleet.platforms</c>: one entry per platform and base build.</summary>
internal static class PlatformSection
{
    /// <summary>Limits the work for each device: its entry is searched in the whole list.</summary>
    private const int Most = 1000;

    public static ImmutableArray<PlatformShare> Read(Section fleet)
    {
        var platforms = fleet.Each("platforms", ReadKinds).SelectMany(static kinds => kinds).ToImmutableArray();
        fleet.RefuseMany("platforms", platforms.Length, Most);
        fleet.RefuseUnlessAll("platforms", platforms.Select(kind => kind.Share));
        fleet.RefuseDuplicates("platforms", platforms.Select(
            kind => $"{kind.Platform.Name} on {kind.OsBuild}" + (kind.Label.Length > 0 ? $" with {kind.Label}" : "")));
        return platforms;
    }

    /// <summary>One kind of device, or one for each of its builds.</summary>
    private static ImmutableArray<PlatformShare> ReadKinds(Section kind)
    {
        var platform = kind.Platform();
        var share = kind.Share("share", null);
        var builds = kind.Optional<ImmutableArray<BuildShare>?>(
            "builds", "one build", () => ReadBuilds(kind, platform), null) ?? [ReadBuild(kind, platform, 1)];
        var models = ReadModels(kind);
        var desktops = kind.Share("desktops", "0 %");
        var label = kind.Optional("label", "none", () => kind.Text("label", "none"), "");
        return
        [
            .. builds.Select(one => new PlatformShare(
                platform, Part(share, one.Share), one.Version, one.Build, models, desktops) { Label = label }),
        ];
    }

    private static ImmutableArray<BuildShare> ReadBuilds(Section kind, Platform platform)
    {
        foreach (var key in (string[])["os", "build"])
        {
            if (kind.Has(key))
                kind.Refuse(key, $"found both {key} and builds, allowed is one of them", 0);
        }

        var builds = kind.Each("builds", one => ReadBuild(one, platform, one.Share("share", null)));
        kind.RefuseUnlessAll("builds", builds.Select(one => one.Share));
        // What was refused is not refused again as a wrong sum of all platforms.
        return Math.Abs(builds.Sum(one => one.Share) - 1) < 1e-9 ? builds : [new(1, "1.0", "1A1")];
    }

    private static BuildShare ReadBuild(Section one, Platform platform, double share) =>
        new(share, one.Version("os"), one.BuildOn(platform, "build"));

    /// <summary>In decimals, so that a share of a share is written as a person would.</summary>
    private static double Part(double share, double part) => (double)((decimal)share * (decimal)part);

    /// <param name="Share">Of the devices of its entry.</param>
    private readonly record struct BuildShare(double Share, string Version, string Build);

    public static void Write(HoconWriter writer, ImmutableArray<PlatformShare> platforms) =>
        writer.Each("platforms", platforms, kind =>
        {
            writer.Key("platform", kind.Platform.Name);
            writer.Key("share", ScenarioWords.Share(kind.Share));
            writer.Key("os", QuotedText.Of(kind.OsVersion));
            writer.Key("build", QuotedText.Of(kind.OsBuild));
            writer.Key("desktops", ScenarioWords.Share(kind.Desktops));
            if (kind.Label.Length > 0)
                writer.Key("label", QuotedText.Of(kind.Label));
            writer.Each("models", kind.Models, model =>
            {
                writer.Key("name", QuotedText.Of(model.Name));
                writer.Key("chip", $"0x{model.ChipId:X4}");
            });
        });

    private static ImmutableArray<DeviceModel> ReadModels(Section kind)
    {
        var models = kind.Each("models", static model => new DeviceModel(
            model.Text("name", null), model.Value("chip", null, 0u, ReadChip)));
        if (models.IsEmpty)
            kind.RefuseTogether("models", "found an empty list, allowed is one model or more");
        kind.RefuseMany("models", models.Length, Most);
        kind.RefuseDuplicates("models", models.Select(model => model.Name));
        return models;
    }

    private static bool ReadChip(string text, out uint value, out string why)
    {
        why = $"found '{text}', allowed is a chip id such as 0x8120";
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
