using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>Devices in rings and groups: when they are offered something, and when they restart into it.</summary>
public sealed class RingLifeTests
{
    private const int Devices = 40;

    /// <summary>Devices that update automatically and restart only because of a deadline.</summary>
    private static readonly Scenario InUse = TestFleet.Of(1).Battery(0, 0).People(people => people with
    {
        RestartPromptly = 0, RestartOvernight = 1, InUse = 1, InUseAtNight = 1,
    }).Scenario;

    private static readonly DateOnly Monday = new(2023, 7, 10);

    [Fact]
    public void A_device_is_offered_nothing_before_its_ring_is_promoted_also_by_hand()
    {
        var scenario = Ringed(Plain().People(people => people with { Seekers = 0.5 }));
        var waiting = Offered(new(Day(1), [RingStanding.Waiting]), Day(1));
        var promoted = Offered(new(Day(1), [new(Day(5), false)]), Day(5));

        Assert.All(Lives(scenario, (Day(1), waiting), (Day(5), promoted)), life =>
        {
            Assert.True(All<ResponseOffered>(life).First().At >= Day(5));
            Assert.Equal(A, life.State.Active?.Release);
        });
    }

    [Fact]
    public void A_device_is_offered_nothing_before_the_deferral_of_its_ring_is_over()
    {
        var scenario = Ringed(Plain(), ring => ring with { Deferral = TimeSpan.FromDays(7) });

        Assert.All(
            Lives(scenario, (Day(1), Offered(new(Day(1), [new(Day(1), false)]), Day(1)))),
            life => Assert.InRange(
                All<ResponseOffered>(life).First().At - Day(8), TimeSpan.Zero, TimeSpan.FromDays(2)));
    }

    [Fact]
    public void A_held_ring_is_offered_nothing_and_an_enforcement_overrides_it()
    {
        var scenario = Ringed(Plain().Managed(allowInstallation: true, allowRemoval: true));
        var held = Offered(new(Day(1), [new(Day(1), true)]), Day(1));
        var order = new ManagementOrders([new ManagementOrder.Enforce(Day(10), A, Day(12))]);

        Assert.All(
            Lives(scenario, (Day(1), held), (Day(10), held.With(order))),
            life => Assert.Equal(OfferSource.Management, All<ResponseOffered>(life).Single().Event.Source));
        Assert.All(Lives(scenario, (Day(1), held)), life => Assert.Empty(All<ResponseOffered>(life)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(1, 3)]
    public void A_restart_is_forced_after_the_deadline_and_not_before_the_grace(int deadline, int grace)
    {
        var scenario = Ringed(InUse, ring => ring with
        {
            Deadline = TimeSpan.FromDays(deadline), Grace = TimeSpan.FromDays(grace),
        });

        Assert.All(Lives(scenario, (Day(1), Open())), life =>
        {
            var (offered, staged) = (All<ResponseOffered>(life).First().At, All<ResponseStaged>(life).First().At);
            Assert.Equal(
                VirtualTime.Max(
                    offered.Next() + TimeSpan.FromDays(deadline), staged.Next() + TimeSpan.FromDays(grace)),
                All<Restarted>(life).First().At);
        });
    }

    [Fact]
    public void The_deadline_of_a_ring_installs_a_software_update_likewise()
    {
        var scenario = Ringed(
            InUse, ring => ring with { Deadline = TimeSpan.FromDays(2), Grace = TimeSpan.FromDays(1) });
        var catalogue = Catalogue().WithUpdate(scenario.World()) with { EffectiveAt = Day(1) };
        Publications published = catalogue with
        {
            Updates = [.. catalogue.Updates.Select(
                entry => entry with { Rings = new(Day(1), [new(Day(3), false)]) })],
        };

        Assert.All(Lives(scenario, (Day(1), published)), life =>
        {
            var offered = All<SoftwareUpdateOffered>(life).First().At;
            Assert.True(offered >= Day(3));
            Assert.Equal(offered.Next() + TimeSpan.FromDays(2), All<BootTicketRequested>(life).First().At);
        });
    }

    [Fact]
    public void The_deadline_also_installs_what_waits_for_a_person_who_does_nothing()
    {
        var scenario = Ringed(
            Plain().People(people => people with { NeverUpdate = 1 }),
            ring => ring with { Deadline = TimeSpan.FromDays(3) });

        Assert.All(Lives(scenario, (Day(1), Open())), life => Assert.InRange(
            All<Restarted>(life).First().At - All<ResponseOffered>(life).First().At,
            TimeSpan.FromDays(3), TimeSpan.FromDays(3) + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Nothing_is_offered_or_restarted_into_on_a_blocked_day_not_even_at_a_deadline()
    {
        ImmutableArray<DateOnly> blocked = [Monday.AddDays(2), Monday.AddDays(3), Monday.AddDays(6)];
        var scenario = Ringed(
            InUse.People(people => people with { Seekers = 0.3, RestartPromptly = 0.3 }),
            ring => ring with { Deadline = TimeSpan.FromDays(1) });
        scenario = Grouped(scenario, group => group with { BlockedDays = blocked });
        var world = scenario.World();

        foreach (var published in new[] { Open(), Updating(scenario) })
        {
            var lives = Lives(scenario, (Day(1), published));
            Assert.All(lives, life => Assert.All(
                life.History.Where(one => one.Event is ResponseOffered or SoftwareUpdateOffered or BootTicketRequested
                    or Restarted { Reason: RestartReason.InstallResponse }),
                one => Assert.DoesNotContain(
                    Monday.AddDays(world.LifeOf(life.State.Traits).DayOf(one.At)), blocked)));
            Assert.All(lives, life => Assert.NotEmpty(All<Restarted>(life)));
        }
    }

    [Fact]
    public void A_device_restarts_by_itself_only_in_its_window()
    {
        var window = new MaintenanceWindow(
            TimeSpan.FromHours(12), TimeSpan.FromHours(14), [DayOfWeek.Tuesday, DayOfWeek.Saturday]);
        var scenario = Grouped(
            Plain().People(people => people with { RestartPromptly = 0.5, RestartOvernight = 0.5 }),
            group => group with { Window = window });
        var world = scenario.World();

        foreach (var published in new Publications[] { OfferedA(), Updating(scenario) })
        {
            Assert.All(Lives(scenario, (Day(1), published)), life =>
            {
                var days = world.LifeOf(life.State.Traits);
                var at = life.History.First(one => one.Event is BootTicketRequested or Restarted).At;
                Assert.InRange(days.TimeOfDay(at), window.From, window.Until);
                Assert.Contains(Monday.AddDays(days.DayOf(at)).DayOfWeek, window.Days);
            });
        }
    }

    private static Publications OfferedA() => Offering(A) with { EffectiveAt = Day(1) };

    private static Publications Updating(Scenario scenario) =>
        Catalogue().WithUpdate(scenario.World()) with { EffectiveAt = Day(1) };

    private static Publications Open() => Offered(new(Day(1), [new(Day(1), false)]), Day(1));

    private static Publications Offered(RingStandings rings, VirtualTime at) =>
        Catalogue(new CatalogueEntry(A, 100, CatalogueStatus.Offered) { Rings = rings }) with
        {
            EffectiveAt = at, Version = (int)(at.Milliseconds / 1000),
        };

    private static Scenario Ringed(Scenario scenario, Func<Ring, Ring>? change = null)
    {
        var ring = new Ring("all", [], 0, new RingPromotion.Offset(TimeSpan.Zero));
        return scenario with { Fleet = scenario.Fleet with { Rings = [change is null ? ring : change(ring)] } };
    }

    private static Scenario Grouped(Scenario scenario, Func<DeviceGroup, DeviceGroup> change) => scenario with
    {
        Fleet = scenario.Fleet with { Groups = [change(new("all", 1, [], [], []))] },
    };

    private static Life[] Lives(Scenario scenario, params (VirtualTime, Publications)[] news)
    {
        var world = scenario.World();
        return [.. Enumerable.Range(0, Devices).Select(device => new Life(world, device, news).Lived())];
    }

    private static IEnumerable<(VirtualTime At, T Event)> All<T>(Life life) where T : DeviceEvent =>
        life.History.Where(one => one.Event is T).Select(one => (one.At, (T)one.Event));
}
