using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// For how long after its publication managed devices are not offered a software update (Apple: <c>Deferrals</c> of
/// <c>softwareupdate.settings</c>, and <c>forceDelayedSoftwareUpdates</c> before). Responses are not deferred: Apple's
/// documentation leaves them out, and only the deferral of their base delays them.
/// </summary>
/// <param name="Combined">For all updates of iPhones and iPads.</param>
/// <param name="Major">For updates of Macs to another major version.</param>
/// <param name="Minor">For the other updates of Macs.</param>
public sealed record UpdateDeferrals(TimeSpan Combined, TimeSpan Major, TimeSpan Minor)
{
    public static readonly UpdateDeferrals None = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The longest that Apple allows.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>The deferral of an update from one version to another.</summary>
    public TimeSpan Of(Platform platform, string from, string to) =>
        !platform.IsApple ? TimeSpan.Zero
        : !platform.IsMac ? Combined
        : VersionOrder.MajorOf(to) > VersionOrder.MajorOf(from) ? Major
        : Minor;
}
