using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>fleet.shares-analytics-by-platform</c>: the settings for sharing analytics that have a share of their own. A
/// setting without one has no key in a resolved scenario.
/// </summary>
internal static class SharingSection
{
    /// <summary>Shown in place of a default.</summary>
    private const string OfTheFleet = "as fleet.shares-analytics";

    public static SharingSettings Read(Section sharing) => new(
        ReadShare(sharing, "iphone"), ReadShare(sharing, "ipad"), ReadShare(sharing, "mac"));

    public static void Write(HoconWriter writer, SharingSettings sharing)
    {
        if (sharing == SharingSettings.None)
            return;
        writer.Section("shares-analytics-by-platform", () =>
        {
            WriteShare("iphone", sharing.IPhone);
            WriteShare("ipad", sharing.IPad);
            WriteShare("mac", sharing.Mac);
        });

        void WriteShare(string key, double? share)
        {
            if (share is { } own)
                writer.Key(key, ScenarioWords.Share(own));
        }
    }

    private static double? ReadShare(Section sharing, string key) =>
        sharing.Optional(key, OfTheFleet, () => (double?)sharing.Share(key, OfTheFleet), null);
}
