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
        var platforms = fleet.Each("platforms", static kind =>
        {
            var platform = kind.Platform();
            return new PlatformShare(
                platform,
                kind.Share("share", null),
                kind.Version("os"),
                kind.BuildOn(platform, "build"),
                ReadModels(kind),
                kind.Share("desktops", "0 %"))
            {
                Label = kind.Optional("label", "none", () => kind.Text("label", "none"), ""),
            };
        });
        fleet.RefuseMany("platforms", platforms.Length, Most);
        fleet.RefuseUnlessAll("platforms", platforms.Select(kind => kind.Share));
        fleet.RefuseDuplicates("platforms", platforms.Select(
            kind => $"{kind.Platform.Name} on {kind.OsBuild}" + (kind.Label.Length > 0 ? $" with {kind.Label}" : "")));
        return platforms;
    }

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
