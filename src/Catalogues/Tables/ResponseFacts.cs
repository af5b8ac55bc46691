using System.Collections.Immutable;

namespace RsrActors.Catalogues.Tables;

/// <summary>When a response for the public appeared, and what it fixes.</summary>
/// <param name="Versions">Of iOS and of macOS, without the letter.</param>
/// <param name="Exploited">Whether the flaws were exploited when it appeared.</param>
public sealed record ResponseFacts(
    char Letter, ImmutableArray<string> Versions, DateOnly Released, ImmutableArray<string> Fixes, bool Exploited)
{
    /// <summary>
    /// All of 2023 to 2026. Facts that Apple publishes, as in macadmins/sofa and AppleDB; Apple named no flaws for
    /// those of 1 May 2023, and the two are those of the updates that followed.
    /// </summary>
    public static readonly ImmutableArray<ResponseFacts> All =
    [
        new('a', ["16.4.1", "13.3.1"], new(2023, 5, 1), ["CVE-2023-28204", "CVE-2023-32373"], true),
        new('a', ["16.5.1", "13.4.1"], new(2023, 7, 10), ["CVE-2023-37450"], true),
        new('c', ["16.5.1", "13.4.1"], new(2023, 7, 12), ["CVE-2023-37450"], true),
        new('a', ["26.3.1", "26.3.2"], new(2026, 3, 17), ["CVE-2026-20643"], false),
    ];

    /// <summary>The facts about a version and a letter; null when the table lacks them.</summary>
    public static ResponseFacts? Find(string version, char letter) =>
        All.FirstOrDefault(one => one.Letter == letter && one.Versions.Contains(version));
}
