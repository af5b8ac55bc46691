using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Model.Platforms;

namespace RsrActors.Fleets.Tables;

/// <summary>A model, as inventories name it.</summary>
/// <param name="Identifier">The product type, <c>Mac14,2</c>.</param>
/// <param name="ChipId">The application processor's chip id; on a Mac with an Intel processor, that of the T2.</param>
/// <param name="Desktop">Whether it has no battery.</param>
/// <param name="IsAssumed">True when the table lacks the model, so that chip and battery are assumed.</param>
public sealed record KnownModel(
    string Identifier, Platform Platform, uint ChipId, bool Desktop, bool IsAssumed = false)
{
    /// <summary>
    /// The name by which the inventory tells the model, when several product types have it and the first of them is
    /// assumed; otherwise empty.
    /// </summary>
    public string SharedName { get; init; } = "";

    /// <summary>Whether the inventory leaves the platform open: it tells neither model nor processor.</summary>
    public bool IsPlatformAssumed { get; init; }
}

/// <summary>
/// Models by product type and by marketing name. The table <c>models.csv</c> states facts: product types and marketing
/// names as Apple publishes them, read from macadmins/sofa (Apache-2.0) of 2026-08-22 and 2024-10-08, and from Apple's
/// pages that identify models; chips and batteries by Apple's technical specifications. A Mac with an Intel processor
/// has the chip of the scenarios, 0x8012, with or without a T2.
/// </summary>
public static partial class KnownModels
{
    private const uint IntelChip = 0x8012;
    private const uint PhoneChip = 0x8120;
    private const uint MacChip = 0x8103;

    private static readonly FrozenDictionary<string, KnownModel> ByIdentifier = Read();

    private static readonly FrozenDictionary<string, string> Names = TableFile.Rows("models.csv")
        .DistinctBy(row => row[0])
        .ToFrozenDictionary(row => row[0], row => row[3], StringComparer.Ordinal);

    /// <summary>
    /// The model of a product type or marketing name; null when the text is neither, or names models of different
    /// platforms or forms. A product type that the table lacks is recognised by its form. Of several product types with
    /// one name, the first in the order of the table is assumed: no rule of the simulation depends on their chips.
    /// </summary>
    public static KnownModel? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if ((ByIdentifier.GetValueOrDefault(text) ?? Assumed(text)) is { } known)
            return known;
        if (PlatformNames.TryParse(text.ToLowerInvariant(), out var platform) && !platform.IsMac && platform.IsApple)
            return Any(platform); // "iPhone" or "iPad".
        var named = Named(text);
        return named switch
        {
            [] => null,
            [var only] => only,
            [var first, ..] when named.All(one => AreAlike(one, first)) => first with { SharedName = text },
            _ => null,
        };
    }

    /// <summary>
    /// Product types of one name that differ in platform or form, one of each; empty for a text that has a model, or
    /// none at all.
    /// </summary>
    internal static ImmutableArray<string> Ambiguous(string text)
    {
        if (ByIdentifier.ContainsKey(text) || Assumed(text) is not null)
            return [];
        var kinds = Named(text).DistinctBy(model => (model.Platform, model.Desktop)).ToImmutableArray();
        return kinds.Length > 1 ? [.. kinds.Select(model => model.Identifier)] : [];
    }

    /// <summary>The marketing name of a product type; the product type itself when the table lacks it.</summary>
    public static string NameOf(string identifier) => Names.GetValueOrDefault(identifier, identifier);

    /// <summary>A model of which only the platform is known.</summary>
    public static KnownModel Any(Platform platform) => platform switch
    {
        Platform.IPhone => new("iPhone", platform, PhoneChip, false, true),
        Platform.IPad => new("iPad", platform, MacChip, false, true),
        Platform.MacIntel => new("Mac", platform, IntelChip, false, true),
        _ => new("Mac", Platform.MacAppleSilicon, MacChip, false, true),
    };

    private static KnownModel? Assumed(string text)
    {
        var match = IdentifierForm().Match(text);
        if (!match.Success)
            return null;
        var family = match.Groups[1].Value;
        var generation = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return PlatformOf(family, generation) is { } platform
            ? Any(platform) with
            {
                Identifier = text, Desktop = family is "Macmini" or "iMac" or "iMacPro" or "MacPro" or "VirtualMac",
            }
            : null;
    }

    private static Platform? PlatformOf(string family, int generation) => (family, generation) switch
    {
        ("iPhone", _) => Platform.IPhone,
        ("iPad", _) => Platform.IPad,
        ("Mac" or "VirtualMac", _) or ("MacBookAir", >= 10) or ("MacBookPro", >= 17) or ("Macmini", >= 9)
            or ("iMac", >= 21) => Platform.MacAppleSilicon,
        ("MacBook" or "MacBookAir" or "MacBookPro" or "Macmini" or "iMac" or "iMacPro" or "MacPro", _) =>
            Platform.MacIntel,
        _ => null,
    };

    private static FrozenDictionary<string, KnownModel> Read() => TableFile.Rows("models.csv")
        .DistinctBy(row => row[0])
        .Select(row =>
        {
            var match = IdentifierForm().Match(row[0]);
            var generation = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            var chip = uint.Parse(row[1].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            return new KnownModel(
                row[0], PlatformOf(match.Groups[1].Value, generation)!.Value, chip, row[2] == "desktop");
        })
        .ToFrozenDictionary(model => model.Identifier, StringComparer.Ordinal);

    private static ImmutableArray<KnownModel> Named(string text) =>
        [.. MarketingNames.Of(text).Select(identifier => ByIdentifier[identifier])];

    private static bool AreAlike(KnownModel one, KnownModel other) =>
        one.Platform == other.Platform && one.Desktop == other.Desktop;

    [GeneratedRegex(@"^([A-Za-z]{2,12})(\d{1,3}),(\d{1,3})\z")]
    private static partial Regex IdentifierForm();
}
