using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Reading;

/// <summary>
/// Reads what Apple's lookup service answers (<c>https://gdmf.apple.com/v2/pmv</c>): builds that are offered
/// (PublicAssetSets), all that a server can ask for (AssetSets), and responses, whose list changed its name in October
/// 2025. Each list may be absent.
/// </summary>
internal sealed class PmvReader(JsonElement root, FeedRows rows, CatalogueBuilder catalogue)
{
    public const string Offered = "PublicAssetSets";
    public const string All = "AssetSets";
    public const string Improvements = "PublicBackgroundSecurityImprovements";
    public const string Responses = "PublicRapidSecurityResponses";

    public static readonly ImmutableArray<string> Lists = [Offered, All, Improvements, Responses];

    private static readonly Dictionary<string, string> NoNames = [];

    private readonly List<DateOnly> _expiries = [];

    public void Read()
    {
        foreach (var list in Lists)
        {
            foreach (var (name, _, _) in rows.Map(root, list, ""))
            {
                foreach (var (row, where) in rows.Objects(root.GetProperty(list), name, list))
                    ReadRow(row, where, list, name);
            }
        }

        // The service does not say its day. Nearly all that is offered expires 90 days after it.
        var latest = _expiries.CountBy(day => day).OrderByDescending(day => day.Value).ThenByDescending(day => day.Key);
        catalogue.ReadOn(_expiries.Count > 0 ? latest.First().Key.AddDays(-FeedWords.DaysToExpiry) : null);
    }

    private void ReadRow(JsonElement row, string where, string list, string name)
    {
        var devices = rows.Names(row, "SupportedDevices", where);
        var build = rows.Text(row, "Build", where);
        if (SystemOf(name, devices, build) is not { } system)
        {
            rows.Other(name is "iOS" ? "watches, televisions and speakers" : FeedRows.Shorten(name));
            return;
        }

        var isResponse = list is Improvements or Responses;
        var text = rows.Text(row, "ProductVersion", where);
        if (FeedWords.Version(text) is not { } version)
        {
            rows.Remark(
                where, $"ProductVersion: found '{FeedRows.Shorten(text)}', allowed is a version; the row is left out");
            return;
        }

        var extra = rows.Text(row, "ProductVersionExtra", where);
        var letter = version.Letter ?? FeedWords.Letter(extra);
        if (isResponse != letter is not null)
        {
            rows.Remark(where, isResponse
                ? $"ProductVersionExtra: found '{FeedRows.Shorten(extra)}', allowed in {list} is a letter such as (a); "
                    + "the row is left out"
                : $"found the letter ({letter}), allowed in {list} is a version without one; the row is left out");
            return;
        }

        var prerequisite = isResponse
            ? rows.Build(
                system, version.Version, rows.Text(row, "PrerequisiteBuild", where), $"{where}.PrerequisiteBuild")
            : "";
        build = isResponse
            ? rows.ResponseBuild(build, prerequisite, $"{where}.Build")
            : rows.Build(system, version.Version, build, $"{where}.Build");
        if (build.Length == 0)
        {
            rows.Remark(where, "found no build, allowed is a row with one; the row is left out");
            return;
        }

        var expires = rows.Day(row, "ExpirationDate", where);
        var isOffered = list != All;
        if (isOffered && expires is { } day)
            _expiries.Add(day);
        rows.Understood++;
        catalogue.Add(new()
        {
            System = system,
            Version = version.Version,
            Letter = letter,
            Builds =
            [
                new()
                {
                    Build = build,
                    Prerequisite = prerequisite,
                    Posted = rows.Day(row, "PostingDate", where),
                    Expires = expires,
                    IsCurrent = isOffered,
                    Devices = FeedDevices.Of(system, devices, NoNames),
                },
            ],
        });
    }

    /// <summary>Without devices, the letter of the build tells phones from watches and televisions.</summary>
    private static AppleSystem? SystemOf(string name, ImmutableArray<string> devices, string build) => name switch
    {
        "macOS" => AppleSystem.MacOS,
        "iOS" when devices.Any(FeedDevices.IsOfIOS) => AppleSystem.IOS,
        "iOS" when devices.IsEmpty && BuildNumber.ParseBase(build) is not { Train: > 'I' } => AppleSystem.IOS,
        _ => null,
    };
}
