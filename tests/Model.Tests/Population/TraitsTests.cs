using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Population;

public sealed class TraitsTests
{
    private const int Devices = 20_000;

    private static readonly FleetSettings Fleet = Mixed(Plain().Fleet);

    private static readonly Traits[] AllTraits = [.. Enumerable.Range(0, Devices).Select(
        i => Traits.Of(Fleet, seed: 5, i))];

    public static TheoryData<string, double, Func<Traits, bool>> Shares => new()
    {
        { "iPhones", 0.6, one => one.Platform == Platform.IPhone },
        { "Macs with Apple silicon", 0.3, one => one.Platform == Platform.MacAppleSilicon },
        { "Intel Macs", 0.1, one => one.Platform == Platform.MacIntel },
        { "the second model", 0.3, one => one.Model.Name == "iPhone15,2" },
        { "desktops", 0.15, one => one.Desktop },
        { "people who never update", 0.1, one => one.Restarts == RestartHabit.Never },
        { "automatic updates", 0.9 * 0.8, one => one.AutomaticUpdates },
        { "seekers", 0.9 * 0.05, one => one.Seeker },
        { "prompt restarts", 0.9 * 0.5, one => one.Restarts == RestartHabit.Promptly },
        { "restarts at night", 0.9 * 0.3, one => one.Restarts == RestartHabit.Overnight },
        { "restarts put off", 0.9 * 0.2, one => one.Restarts == RestartHabit.PutsOff },
        { "shared analytics", 0.4, one => one.SharesAnalytics },
        { "Lockdown Mode", 0.02, one => one.LockdownMode },
        { "managed devices", 0.25, one => one.Managed is not null },
        { "managed devices without installation", 0.25 * 0.3, one => one.Managed is { AllowInstallation: false } },
        { "managed devices without removal", 0.25 * 0.6, one => one.Managed is { AllowRemoval: false } },
        { "devices in the west", 0.75, one => one.TimeZone == TimeSpan.FromHours(-7) },
        { "an application", 0.35, one => one.ApplicationsOf(Fleet).Contains("com.example.seldom") },
        { "slower than the median", 0.5, one => one.BytesPerSecond < Fleet.Install.MedianBandwidth },
    };

    /// <summary>Five standard deviations of a binomial count: the seed is fixed, so the result never changes.</summary>
    [Theory, MemberData(nameof(Shares))]
    public void A_fleet_has_the_shares_of_its_scenario(string group, double share, Func<Traits, bool> isOne)
    {
        var bound = 5 * Math.Sqrt(Devices * share * (1 - share));
        var count = AllTraits.Count(isOne);

        Assert.True(Math.Abs(count - Devices * share) < bound, $"{count} of {Devices} for {group}, not {share:P1}.");
    }

    [Fact]
    public void Ecids_are_unique_and_exact_as_JSON_numbers()
    {
        Assert.Equal(Devices, AllTraits.Select(one => one.Ecid).Distinct().Count());
        Assert.All(AllTraits, one => Assert.InRange(one.Ecid, 1UL << 52, (1UL << 53) - 1));
    }

    [Fact]
    public void A_person_who_never_updates_does_nothing_by_hand() => Assert.All(
        AllTraits.Where(one => one.Restarts == RestartHabit.Never),
        one => Assert.False(one.AutomaticUpdates || one.Seeker));

    [Fact]
    public void People_agree_to_share_from_their_phone_and_from_their_Mac_separately()
    {
        var fleet = Fleet with { SharesAnalytics = 0, SharesAnalyticsBySetting = new(IPhone: null, IPad: 1, Mac: 1) };
        var some = Enumerable.Range(0, 1000).Select(i => Traits.Of(fleet, seed: 5, i)).ToArray();

        Assert.All(some, one => Assert.Equal(one.Platform.IsMac, one.SharesAnalytics));
        Assert.Equal(2, some.Select(one => one.SharesAnalytics).Distinct().Count());
    }

    [Fact]
    public void Only_Macs_are_desktops() =>
        Assert.All(AllTraits.Where(one => one.Desktop), one => Assert.True(one.Platform.IsMac));

    [Fact]
    public void Bandwidths_are_within_a_factor_of_four_of_the_median() => Assert.All(
        AllTraits, one => Assert.InRange(one.BytesPerSecond / Fleet.Install.MedianBandwidth, 0.2499, 4.0001));

    [Fact]
    public void Every_person_sleeps_at_night() => Assert.All(AllTraits, one =>
    {
        Assert.InRange(one.WakesUp, TimeSpan.FromHours(5.5), TimeSpan.FromHours(8.5));
        Assert.InRange(one.GoesToBed, TimeSpan.FromHours(21.5), TimeSpan.FromHours(23.9));
    });

    [Fact]
    public void A_device_has_the_same_traits_in_a_larger_fleet_and_others_with_another_seed()
    {
        Assert.Equal(AllTraits[7], Traits.Of(Fleet with { Devices = 9 }, seed: 5, 7) with { Kind = AllTraits[7].Kind });
        Assert.NotEqual(AllTraits[7].Ecid, Traits.Of(Fleet, seed: 6, 7).Ecid);
    }

    private static FleetSettings Mixed(FleetSettings plain) => plain with
    {
        Devices = Devices,
        Platforms =
        [
            new(Platform.IPhone, 6, "16.5.1", "20F75", [new("iPhone14,2", 0x8110), new("iPhone15,2", 0x8120)],
                Desktops: 0),
            new(Platform.MacAppleSilicon, 3, "13.4.1", "22F82", [new("Mac14,2", 0x8112)], Desktops: 0.5),
            new(Platform.MacIntel, 1, "13.4.1", "22F82", [new("iMac20,1", 0)], Desktops: 0),
        ],
        TimeZones = [new(TimeSpan.FromHours(-7), 3), new(TimeSpan.FromHours(9), 1)],
        Behaviour = Dutiful with
        {
            NeverUpdate = 0.1, AutomaticUpdates = 0.8, Seekers = 0.05, RestartPromptly = 0.5, RestartOvernight = 0.3,
        },
        Applications = [new("com.apple.mobilesafari", 1), new("com.example.seldom", 0.35)],
        SharesAnalytics = 0.4,
        LockdownMode = 0.02,
        Management = new(0.25, AllowInstallation: 0.7, AllowRemoval: 0.4),
    };
}
