using RsrActors.Profiles.Schemas;

namespace RsrActors.Profiles.Reading;

/// <summary>
/// Reads for how many days a payload defers software updates. In restrictions a switch defers, and other keys say for
/// how long; without them it is 30 days (Apple's documentation of Restrictions).
/// </summary>
/// <param name="flag">The value of a switch; null when it is missing.</param>
/// <param name="days">The value of a key in days; null when it is missing.</param>
/// <param name="note">Notes what is wrong with a key.</param>
internal sealed class DeferralReader(Func<string, bool?> flag, Func<string, int?> days, Action<string, string> note)
{
    private const int Usual = 30;

    private static readonly (string Days, string[] Switches)[] Controls =
    [
        (PayloadSchema.DelayDays, [PayloadSchema.Delays, PayloadSchema.DelaysApplications]),
        (PayloadSchema.MinorDelayDays, [PayloadSchema.Delays]),
        (PayloadSchema.MajorDelayDays, [PayloadSchema.DelaysMajor]),
        (PayloadSchema.OtherDelayDays, [PayloadSchema.DelaysApplications]),
    ];

    /// <summary>What a declaration of settings says.</summary>
    public DeferredDays OfSettings() => new(
        days(PayloadSchema.CombinedPeriod), days(PayloadSchema.MajorPeriod), days(PayloadSchema.MinorPeriod));

    /// <summary>What a profile's restrictions say.</summary>
    public DeferredDays OfRestrictions()
    {
        foreach (var (key, switches) in Controls)
        {
            if (days(key) is not null && !switches.Any(one => flag(one) == true))
                note(key, $"it has no effect without {string.Join(" or ", switches)} = true");
        }

        var common = days(PayloadSchema.DelayDays) ?? Usual;
        var delays = flag(PayloadSchema.Delays) == true;
        return new(
            delays ? common : null,
            flag(PayloadSchema.DelaysMajor) == true ? days(PayloadSchema.MajorDelayDays) ?? Usual : null,
            delays ? days(PayloadSchema.MinorDelayDays) ?? common : null);
    }
}
