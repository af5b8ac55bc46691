using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// An enforcement by a date and time that each device keeps in its own time zone. The plain scenario starts at
/// 2023-07-10T17:00Z.
/// </summary>
public sealed class LocalDeadlineTests
{
    private const int Devices = 40;

    /// <summary>People who do nothing by themselves, and use their devices day and night.</summary>
    private static readonly Scenario Organisation = Plain().Managed(allowInstallation: true, allowRemoval: true)
        .People(people => people with { NeverUpdate = 1, InUse = 1, InUseAtNight = 1 });

    private static readonly Publications OfferedA = Offering(A) with { EffectiveAt = Day(1) };
    private static readonly DateTime Evening = new(2023, 7, 14, 20, 30, 0);

    /// <summary>Offsets in hours. Nepal and the Chatham Islands have quarters of an hour.</summary>
    [Theory]
    [InlineData(-8)]
    [InlineData(0)]
    [InlineData(5.5)]
    [InlineData(5.75)]
    [InlineData(12.75)]
    [InlineData(14)]
    public void All_devices_that_can_restart_at_the_minute_of_their_own_clock(double offset)
    {
        var zone = TimeSpan.FromHours(offset);
        var organisation = In(Organisation, zone);
        var deadline = VirtualTime.Zero + (Evening - zone - organisation.Start.UtcDateTime);

        Assert.All(Lives(organisation, Ordered(organisation, Evening)), life =>
        {
            Assert.Equal(deadline, All<Restarted>(life).First().At);
            Assert.Equal(A, life.State.Active?.Release);
        });
    }

    /// <summary>A device whose battery is too low restarts in the minute in which it has enough charge.</summary>
    [Fact]
    public void A_device_below_the_battery_gate_restarts_at_the_first_minute_at_which_it_can()
    {
        var organisation = Organisation.People(people => people with { ChargeAtNight = 0.2 });
        var (world, late) = (organisation.World(), 0);
        var deadline = DeadlineIn(organisation, Evening);

        Assert.All(Lives(organisation, Ordered(organisation, Evening)), life =>
        {
            var days = world.LifeOf(life.State.Traits);
            var (at, _) = All<Restarted>(life).First();
            Assert.True(at >= deadline);
            if (CanRestart(days, deadline))
            {
                Assert.Equal(deadline, at);
                return;
            }

            late++;
            Assert.True(CanRestart(days, at));
            Assert.False(CanRestart(days, at - Minute));
        });
        Assert.InRange(late, 1, Devices - 1);
    }

    [Fact]
    public void A_laptop_that_sleeps_at_the_deadline_restarts_when_it_is_opened()
    {
        var night = new DateTime(2023, 7, 14, 3, 0, 0);
        var laptops = Organisation.People(people => people with { LidClosed = 1 }) with
        {
            Fleet = (Plain(Platforms.Platform.MacIntel) with { Name = "mac" }).Fleet with
            {
                Behaviour = Organisation.Fleet.Behaviour with { LidClosed = 1 },
                Management = Organisation.Fleet.Management,
            },
            Releases = Plain(Platforms.Platform.MacIntel).Releases,
            Updates = Plain(Platforms.Platform.MacIntel).Updates,
        };
        var (world, deadline) = (laptops.World(), DeadlineIn(laptops, night));

        Assert.All(Lives(laptops, Ordered(laptops, night)), life =>
        {
            var traits = life.State.Traits;
            Assert.True(traits.SleepsAtNight);
            Assert.Equal(world.LifeOf(traits).WhenAwake(deadline), All<Restarted>(life).First().At);
        });
    }

    [Fact]
    public void People_are_told_each_day_each_hour_of_the_last_day_and_in_the_last_hour()
    {
        var life = Lives(Organisation, Ordered(Organisation, Evening)).First();
        var deadline = DeadlineIn(Organisation, Evening);

        var told = All<EnforcementNotified>(life).ToArray();

        Assert.Equal(
            [
                TimeSpan.FromDays(2),
                .. Enumerable.Range(1, 24).Reverse().Select(hour => TimeSpan.FromHours(hour)),
                TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10), Minute,
            ],
            told.Select(one => one.Event.Remaining).SkipWhile(one => one > TimeSpan.FromDays(2)));
        Assert.All(told, one =>
        {
            Assert.Equal(deadline, one.Event.Deadline);
            Assert.Equal(deadline - one.Event.Remaining, one.At);
        });
    }

    [Fact]
    public void Without_notifications_only_the_last_hour_and_the_countdown_are_announced()
    {
        var order = Order(Organisation, Evening) with { Notifies = false };
        var life = Lives(Organisation, OfferedA.With(new ManagementOrders([order]))).First();

        Assert.Equal(
            [TimeSpan.FromHours(1), Minute], All<EnforcementNotified>(life).Select(one => one.Event.Remaining));
    }

    [Fact]
    public void A_person_whose_device_has_the_response_or_is_not_managed_is_not_told()
    {
        var prompt = Plain().Managed(allowInstallation: true, allowRemoval: true);
        var unmanaged = prompt with { Fleet = prompt.Fleet with { Management = new(0, 1, 1) } };

        // The order comes when all devices have the response.
        foreach (var scenario in new[] { prompt, unmanaged })
        {
            Assert.All(
                Enumerable.Range(0, Devices), device => Assert.DoesNotContain(
                    nameof(EnforcementNotified),
                    new Life(
                        scenario.World(), device, (Day(1), OfferedA),
                        (Day(6), OfferedA.With(new ManagementOrders(
                            [Order(scenario, Evening.AddDays(5)) with { At = Day(6) }])))).Lived().Story));
        }
    }

    [Fact]
    public void A_later_enforcement_of_the_same_response_replaces_the_notifications_of_the_first()
    {
        var both = new ManagementOrders(
            [Order(Organisation, Evening), Order(Organisation, Evening.AddDays(1)) with { At = Day(2.5) }]);
        var life = Lives(Organisation, OfferedA.With(both)).First();

        Assert.All(
            All<EnforcementNotified>(life),
            one => Assert.Equal(DeadlineIn(Organisation, Evening.AddDays(1)), one.Event.Deadline));
        Assert.Equal(DeadlineIn(Organisation, Evening.AddDays(1)), All<Restarted>(life).First().At);
    }

    [Fact]
    public void A_software_update_is_enforced_in_local_time_likewise()
    {
        var organisation = Charged(Organisation);
        var world = organisation.World();
        var order = Order(organisation, Evening) with { Release = Update };
        Publications published = Catalogue().WithUpdate(world) with { EffectiveAt = Day(1) };
        var deadline = DeadlineIn(Organisation, Evening);

        Assert.All(Lives(organisation, published.With(new ManagementOrders([order]))), life =>
        {
            var (_, offer) = Assert.Single(All<SoftwareUpdateOffered>(life));
            Assert.Equal(OfferSource.Management, offer.Source);
            Assert.Equal(deadline, All<BootTicketRequested>(life).First().At);
            Assert.InRange(All<Restarted>(life).First().At - deadline, TimeSpan.Zero, 2 * Minute);
            Assert.Equal("20G75", life.State.Os.Build);
            Assert.Equal(Minute, All<EnforcementNotified>(life).Last().Event.Remaining);
        });
    }

    /// <summary>An update that waits is enforced, too, and is not offered again when it downloads.</summary>
    [Fact]
    public void An_update_that_waits_for_its_download_is_taken_over_by_the_enforcement()
    {
        var waiting = Charged(Organisation.People(people => people with
        {
            NeverUpdate = 0, UpdateDelay = TimeSpan.FromDays(300), RestartPromptly = 0,
        }));
        Publications published = Catalogue().WithUpdate(waiting.World()) with { EffectiveAt = Day(1) };
        var order = Order(waiting, Evening.AddDays(2)) with { Release = Update, At = Day(4) };

        Life[] lives =
        [
            .. Enumerable.Range(0, Devices).Select(device => new Life(
                waiting.World(), device, (Day(1), published),
                (Day(4), published.With(new ManagementOrders([order])))).Lived()),
        ];

        // On a few devices the download has begun before the order.
        var taken = lives.Count(life => All<SoftwareUpdateOffered>(life).Count() == 2);
        Assert.InRange(taken, Devices * 3 / 4, Devices);
        Assert.All(lives, life =>
        {
            OfferSource[] sources = [OfferSource.Automatic, OfferSource.Management];
            Assert.Equal(
                sources[..All<SoftwareUpdateOffered>(life).Count()],
                All<SoftwareUpdateOffered>(life).Select(one => one.Event.Source));
            Assert.Equal(DeadlineIn(waiting, Evening.AddDays(2)), All<BootTicketRequested>(life).First().At);
        });
    }

    /// <summary>No battery is too low for a restart.</summary>
    private static Scenario Charged(Scenario scenario) => TestFleet.Of(scenario).Battery(0, 0).Scenario;

    private static bool CanRestart(DailyLife life, VirtualTime at) =>
        life.Battery(at) is var (percent, charging) && (charging || percent >= 10);

    private static Scenario In(Scenario scenario, TimeSpan zone) => scenario with
    {
        Fleet = scenario.Fleet with { TimeZones = [new(zone, 1)] },
    };

    private static Publications Ordered(Scenario scenario, DateTime local) =>
        OfferedA.With(new ManagementOrders([Order(scenario, local)]));

    private static ManagementOrder.Enforce Order(Scenario scenario, DateTime local) =>
        (ManagementOrder.Enforce)ManagementOrder.Of(
            new OperatorCommand.EnforceBy(A, local, Notifies: true), Day(1), scenario)!;

    private static VirtualTime DeadlineIn(Scenario scenario, DateTime local) =>
        VirtualTime.Zero + (local - scenario.Fleet.TimeZones[0].Offset - scenario.Start.UtcDateTime);

    private static Life[] Lives(Scenario scenario, Publications published)
    {
        var world = scenario.World();
        return [.. Enumerable.Range(0, Devices).Select(device => new Life(world, device, (Day(1), published)).Lived())];
    }

    private static IEnumerable<(VirtualTime At, T Event)> All<T>(Life life) where T : DeviceEvent =>
        life.History.Where(one => one.Event is T).Select(one => (one.At, (T)one.Event));
}
