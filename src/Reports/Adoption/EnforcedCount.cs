using RsrActors.Model.Platforms;

namespace RsrActors.Reports.Adoption;

/// <summary>Counts devices of an enforcement by platform, and of each platform those that were in contact.</summary>
internal sealed class EnforcedCount
{
    private readonly long[] _all = new long[PlatformNames.All.Count];
    private readonly long[] _inContact = new long[PlatformNames.All.Count];

    /// <summary>All platforms together.</summary>
    public (long All, long InContact) Sum => (_all.Sum(), _inContact.Sum());

    public (long All, long InContact) On(Platform platform) => (_all[(int)platform], _inContact[(int)platform]);

    /// <param name="inContact">Whether the device was in contact at the start.</param>
    public void Add(Platform platform, bool inContact)
    {
        _all[(int)platform]++;
        _inContact[(int)platform] += inContact ? 1 : 0;
    }

    public static EnforcedCount Total(IEnumerable<EnforcedCount> counts)
    {
        var total = new EnforcedCount();
        foreach (var count in counts)
        {
            for (var platform = 0; platform < total._all.Length; platform++)
            {
                total._all[platform] += count._all[platform];
                total._inContact[platform] += count._inContact[platform];
            }
        }

        return total;
    }
}
