using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.TestFleets;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Population;

/// <summary>Groups and rings: who belongs to them, and what is different there.</summary>
public sealed class GroupTests
{
    private const int Devices = 4000;

    private static readonly Scenario Two = TestFleet.Of(Devices, Platform.IPhone, Platform.MacIntel)
        .SharingAnalytics(1).Scenario;

    [Fact]
    public void A_group_takes_its_share_of_the_devices_that_it_matches()
    {
        var world = World(
            new("phones", 0.25, [Platform.IPhone], [], []), new("rest", 0.5, [], [], []));

        var all = Enumerable.Range(0, Devices).Select(world.TraitsOf).ToArray();
        foreach (var platform in new[] { Platform.IPhone, Platform.MacIntel })
        {
            var those = all.Where(one => one.Platform == platform).ToArray();
            Assert.InRange(
                Share(those, "phones"), platform == Platform.IPhone ? 0.22 : 0,
                platform == Platform.IPhone ? 0.28 : 0);
            Assert.InRange(Share(those, "rest"), 0.46, 0.54);
        }
    }

    [Fact]
    public void A_group_selects_by_model_and_by_label()
    {
        var kind = new PlatformShare(Platform.IPad, 1, "16.5.1", "20F75", [new("iPad14,3", 1), new("iPad13,4", 2)], 0)
        {
            Label = "till",
        };

        Assert.True(new DeviceGroup("g", 1, [], ["iPad14,3"], []).Matches(kind, kind.Models[0]));
        Assert.False(new DeviceGroup("g", 1, [], ["iPad14,3"], []).Matches(kind, kind.Models[1]));
        Assert.True(new DeviceGroup("g", 1, [], [], ["till"]).Matches(kind, kind.Models[0]));
        Assert.False(new DeviceGroup("g", 1, [], [], ["till"]).Matches(kind with { Label = "" }, kind.Models[0]));
    }

    [Fact]
    public void A_group_has_its_own_behaviour_sharing_and_management()
    {
        var own = Dutiful with { Seekers = 1, InUse = 0.9 };
        var world = World(new DeviceGroup("it", 0.5, [], [], [])
        {
            Behaviour = own, SharesAnalytics = 0, Management = new(1, 0, 0),
        });

        foreach (var traits in Enumerable.Range(0, 200).Select(world.TraitsOf))
        {
            var isIn = traits.Group is not null;
            Assert.Equal(isIn, traits.Seeker);
            Assert.Equal(!isIn, traits.SharesAnalytics);
            Assert.Equal(isIn ? new Management(false, false) : null, traits.Managed);
            Assert.Same(isIn ? own : world.Fleet.Behaviour, world.BehaviourOf(traits));
        }
    }

    /// <summary>All traits but the group are drawn as in a fleet without groups.</summary>
    [Fact]
    public void A_group_without_settings_changes_nothing()
    {
        var (plain, grouped) = (World(), World(new DeviceGroup("it", 1, [], [], [])));

        Assert.All(Enumerable.Range(0, 100), device => Assert.Equal(
            plain.TraitsOf(device), grouped.TraitsOf(device) with { Group = null }));
    }

    [Fact]
    public void The_mean_share_of_sharing_devices_counts_the_groups()
    {
        var fleet = World(
            new DeviceGroup("phones", 0.25, [Platform.IPhone], [], []) { SharesAnalytics = 1 },
            new DeviceGroup("none", 0.5, [], [], []) { SharesAnalytics = 0 }).Fleet with { SharesAnalytics = 0.4 };

        Assert.Equal(0.25 + 0.25 * 0.4, fleet.MeanSharingOn(Platform.IPhone), 10);
        Assert.Equal(0.5 * 0.4, fleet.MeanSharingOn(Platform.MacIntel), 10);
    }

    [Fact]
    public void A_ring_has_the_devices_of_its_groups_and_its_share_of_the_others_and_the_last_one_the_rest()
    {
        var scenario = Scenario(new DeviceGroup("it", 0.2, [], [], []), new DeviceGroup("tills", 0.2, [], [], []));
        var world = (scenario with
        {
            Fleet = scenario.Fleet with
            {
                Rings =
                [
                    new("pilot", ["it"], 0, new RingPromotion.Offset(TimeSpan.Zero)),
                    new("early", [], 0.25, new RingPromotion.ByApproval()),
                    new("last", ["tills"], 0, new RingPromotion.ByApproval()),
                ],
            },
        }).World();

        var all = Enumerable.Range(0, Devices).Select(world.TraitsOf).ToArray();
        Assert.All(all, one => Assert.Equal(
            one.Group?.Name switch { "it" => 0, "tills" => 2, _ => one.Ring }, one.Ring));
        var others = all.Where(one => one.Group is null).ToArray();
        Assert.DoesNotContain(others, one => one.Ring == 0);
        Assert.InRange(others.Count(one => one.Ring == 1) / (double)others.Length, 0.22, 0.28);
        Assert.All(
            Enumerable.Range(0, 10), device => Assert.Equal(-1, Plain().World().TraitsOf(device).Ring));
    }

    private static double Share(Traits[] devices, string group) =>
        devices.Count(one => one.Group?.Name == group) / (double)devices.Length;

    private static Scenario Scenario(params DeviceGroup[] groups) =>
        Two with { Fleet = Two.Fleet with { Groups = [.. groups] } };

    private static World World(params DeviceGroup[] groups) => Scenario(groups).World();
}
