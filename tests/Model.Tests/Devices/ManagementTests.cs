using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>An organisation gives orders, and its devices follow them. Other devices do not receive them.</summary>
public sealed class ManagementTests
{
    private const int Devices = 40;

    private static readonly Scenario Organisation = Plain().Managed(allowInstallation: true, allowRemoval: true);
    private static readonly Publications OfferedA = Offering(A) with { EffectiveAt = Day(1) };

    private static readonly Func<Behaviour, Behaviour> NoAction = people => people with
    {
        NeverUpdate = 1, InUse = 1, InUseAtNight = 1,
    };

    [Fact]
    public void A_device_applies_a_restriction_within_a_quarter_of_an_hour()
    {
        var orders = Ordering(new ManagementOrder.Restrict(Day(2), new(false, true)));

        foreach (var life in Lives(Organisation, (Day(2), Publications.None.With(orders))))
        {
            var (at, changed) = Assert.Single(All<ManagementChanged>(life));
            Assert.InRange(at - Day(2), TimeSpan.Zero, TimeSpan.FromMinutes(15));
            Assert.Equal(new Management(false, true), changed.Managed);
            Assert.Equal(new Management(false, true), life.State.Managed);
        }
    }

    [Fact]
    public void Orders_are_applied_in_sequence_and_a_repeated_one_has_no_event()
    {
        Management[] settings = [new(false, false), new(true, false), new(true, false), new(false, true)];
        var orders = Ordering([.. settings.Select(one => new ManagementOrder.Restrict(Day(2), one))]);

        Assert.All(Lives(Organisation, (Day(2), Publications.None.With(orders))), life => Assert.Equal(
            [settings[0], settings[1], settings[3]], All<ManagementChanged>(life).Select(one => one.Event.Managed)));
    }

    [Fact]
    public void An_unmanaged_device_receives_no_order()
    {
        var orders = Ordering(
            new ManagementOrder.Restrict(Day(3), new(false, false)), new ManagementOrder.Enforce(Day(3), A, Day(4)),
            new ManagementOrder.Remove(Day(6)));
        var world = Plain().People(people => people with { NeverUpdate = 1 });

        Assert.All(
            Lives(world, (Day(1), OfferedA), (Day(3), OfferedA.With(orders))),
            // No person acts on the offer.
            life => Assert.Equal([nameof(Enrolled), nameof(ResponseOffered)], life.Story));
    }

    [Fact]
    public void A_response_that_is_forbidden_during_its_download_is_not_staged()
    {
        var slow = Organisation with
        {
            Fleet = Organisation.Fleet with { Install = Organisation.Fleet.Install with { MedianBandwidth = 50 } },
        };
        var forbidden = OfferedA.With(Ordering(new ManagementOrder.Restrict(Day(2), new(false, true))));

        var stopped = Lives(slow, (Day(1.5), OfferedA), (Day(2), forbidden))
            .Where(life => All<PatchDownloaded>(life).Any(one => one.At > Day(2) + TimeSpan.FromMinutes(15)
                && All<ResponseOffered>(life).First().At < Day(2))).ToArray();

        Assert.NotEmpty(stopped);
        Assert.All(stopped, life =>
        {
            Assert.DoesNotContain(nameof(ResponseStaged), life.Story);
            Assert.Contains(All<InstallAttemptFailed>(life), one =>
                one.Event is { Step: InstallStep.Stage, Fault: DeviceFault.ManagementForbids });
        });
    }

    /// <summary>Whether management allows installation, and whether the ramp includes its devices.</summary>
    [Theory]
    [InlineData(true, 100)]
    [InlineData(true, 0)]
    [InlineData(false, 100)]
    [InlineData(false, 0)]
    public void An_enforced_response_is_installed_with_all_settings(bool allowed, double percent)
    {
        // Devices refused the forbidden offers before. Management may order what it has forbidden.
        var organisation = Organisation.Managed(allowed, allowRemoval: true).People(NoAction).People(
            people => people with { NeverUpdate = percent == 0 ? 1 : 0 });
        Publications ramped =
            Catalogue(new CatalogueEntry(A, percent, CatalogueStatus.Offered)) with { EffectiveAt = Day(1) };
        var deadline = Day(6);

        Assert.All(
            Lives(
                organisation, (Day(1), ramped),
                (Day(4), ramped.With(Ordering(new ManagementOrder.Enforce(Day(4), A, deadline))))),
            life => AssertInstalledBy(deadline, life));
    }

    [Fact]
    public void An_enforced_response_is_found_by_the_next_poll_and_at_the_deadline_at_the_latest()
    {
        var deadline = Day(4) + TimeSpan.FromHours(6);
        var order = Ordering(new ManagementOrder.Enforce(Day(4), A, deadline));
        var organisation = Organisation.Managed(allowInstallation: false, allowRemoval: true).People(NoAction);
        var world = organisation.World();
        Publications listed =
            Catalogue(new CatalogueEntry(A, 0, CatalogueStatus.Offered)) with { EffectiveAt = Day(1) };

        Assert.All(Lives(organisation, (Day(1), listed), (Day(4), listed.With(order))), life =>
        {
            var (at, offer) = Assert.Single(All<ResponseOffered>(life));
            Assert.Equal(OfferSource.Management, offer.Source);
            Assert.Equal(VirtualTime.Min(world.LifeOf(life.State.Traits).NextPoll(Day(4)), deadline), at);
        });
    }

    /// <summary>
    /// All devices that are ready restart at the deadline. A device whose battery is too low restarts as soon as it is
    /// charged enough.
    /// </summary>
    [Fact]
    public void A_device_restarts_at_the_deadline_even_in_use_but_not_below_the_battery_gate()
    {
        var organisation = Organisation.People(NoAction).People(people => people with { ChargeAtNight = 0.2 });
        var (world, deadline) = (organisation.World(), Day(4) + TimeSpan.FromHours(11)); // 21:00 local time.
        var order = Ordering(new ManagementOrder.Enforce(Day(2), A, deadline));
        var late = 0;

        Assert.All(Lives(organisation, (Day(1), OfferedA), (Day(2), OfferedA.With(order))), life =>
        {
            var days = world.LifeOf(life.State.Traits);
            Assert.True(days.InUse(deadline));
            var (at, _) = All<Restarted>(life).First();
            var (percent, charging) = days.Battery(at);
            Assert.True(charging || percent >= 10);
            Assert.True(at >= deadline);
            var (then, onPower) = days.Battery(deadline);
            Assert.Equal(onPower || then >= 10, at == deadline);
            late += at == deadline ? 0 : 1;
        });
        Assert.InRange(late, 1, Devices - 1);
    }

    /// <summary>
    /// A full disk before the deadline, or a gate that was shut in the night before, does not delay the restart.
    /// </summary>
    [Fact]
    public void A_gate_that_was_shut_before_does_not_delay_the_deadline()
    {
        var deadline = Day(4.3);
        var order = Ordering(new ManagementOrder.Enforce(Day(2), A, deadline));
        var full = Organisation.People(NoAction) with
        {
            Volumes = VolumeSettings.Ample with { NearlyFull = 0.5, NearlyFullFree = 1_000_000 },
        };
        var night = Organisation.People(
            people => people with { RestartPromptly = 0, RestartOvernight = 1, InUse = 1, InUseAtNight = 1 });

        foreach (var (organisation, gate) in new[] { (full, DeviceFault.StorageFull),
            (night, DeviceFault.DeviceInUse) })
        {
            var lives = Lives(organisation, (Day(1), OfferedA), (Day(2), OfferedA.With(order)));
            Assert.Contains(lives, life => All<InstallAttemptFailed>(life).Any(one => one.Event.Fault == gate));
            Assert.All(lives, life => Assert.Equal(deadline, All<Restarted>(life).First().At));
        }
    }

    [Fact]
    public void A_response_that_is_staged_after_its_deadline_is_restarted_into_at_once()
    {
        var organisation = Organisation.People(NoAction);
        var order = Ordering(new ManagementOrder.Enforce(Day(2), A, Day(2)));

        Assert.All(Lives(organisation, (Day(2), OfferedA.With(order))), life =>
            Assert.Equal(All<ResponseStaged>(life).Single().At.Next(), All<Restarted>(life).First().At));
    }

    [Fact]
    public void A_response_that_a_person_removed_comes_back_by_order_with_its_ticket()
    {
        var order = OfferedA.With(Ordering(new ManagementOrder.Enforce(Day(6), A, Day(8))));

        for (var device = 0; device < Devices; device++)
        {
            var life = new Life(Organisation.World(), device, (Day(1), OfferedA), (Day(6), order))
            {
                Told = [(Day(4), new OperatorCommand.RemoveResponses(device))],
            }.Lived();

            Assert.Equal([RemovalCause.User], All<RemovalStarted>(life).Select(one => one.Event.Cause));
            Assert.Equal([false, true], All<TicketIssued>(life).Select(one => one.Event.Reused));
            Assert.Equal(OfferSource.Management, All<ResponseOffered>(life).Last().Event.Source);
            AssertInstalledBy(Day(8), life);
        }
    }

    /// <summary>A release that is not offered, and one that all devices have.</summary>
    [Theory]
    [InlineData(CatalogueStatus.Paused)]
    [InlineData(CatalogueStatus.Superseded)]
    [InlineData(CatalogueStatus.Withdrawn)]
    [InlineData(CatalogueStatus.WithdrawnAndRemoved)]
    public void An_enforcement_of_a_response_that_is_not_offered_has_no_effect(CatalogueStatus status)
    {
        Publications listed = Catalogue(new CatalogueEntry(A, 100, status)) with { EffectiveAt = Day(1) };

        Assert.All(
            Lives(Organisation, (Day(1), listed.With(Ordering(new ManagementOrder.Enforce(Day(1), A, Day(2)))))),
            life => Assert.Equal([nameof(Enrolled)], life.Story));
    }

    [Fact]
    public void An_enforcement_of_an_installed_response_has_no_effect()
    {
        var order = OfferedA.With(Ordering(new ManagementOrder.Enforce(Day(6), A, Day(7))));

        Assert.All(
            Lives(Organisation, (Day(1), OfferedA), (Day(6), order)), life =>
                Assert.Single(All<ResponseOffered>(life)));
    }

    [Fact]
    public void A_removal_order_takes_off_what_was_active_on_arrival_and_nothing_later()
    {
        var removed = OfferedA.With(Ordering(new ManagementOrder.Remove(Day(5))));
        var again = OfferedA.With(
            Ordering(new ManagementOrder.Remove(Day(5)), new ManagementOrder.Enforce(Day(8), A, Day(9))));

        Assert.All(
            Lives(Organisation.Managed(true, allowRemoval: false), (Day(1), OfferedA), (Day(5), removed),
                (Day(8), again)), life =>
                {
                    var (at, started) = Assert.Single(All<RemovalStarted>(life));
                    Assert.Equal(RemovalCause.Management, started.Cause);
                    Assert.InRange(at - Day(5), TimeSpan.Zero, TimeSpan.FromMinutes(15));
                    Assert.Single(All<ResponsesRemoved>(life));
                    AssertInstalledBy(Day(9), life);
                });
    }

    [Fact]
    public void An_order_to_remove_ends_an_enforcement()
    {
        var orders = Ordering(new ManagementOrder.Enforce(Day(2), A, Day(3)), new ManagementOrder.Remove(Day(5)));

        Assert.Null(orders.EnforcementOf(A));
        Assert.Equal(Day(3), new ManagementOrders([orders.Orders[0]]).EnforcementOf(A)?.Deadline);
        Assert.Null(new ManagementOrders([orders.Orders[0]]).EnforcementOf(C));
        var later = new ManagementOrder.Enforce(Day(6), A, Day(7));
        Assert.Same(later, new ManagementOrders(orders.Orders.Add(later)).EnforcementOf(A));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_removal_by_a_person_needs_the_permission_of_the_organisation(bool allowed, bool removed)
    {
        var life = new Life(Organisation.Managed(true, allowed).World(), 0, (Day(1), OfferedA))
        {
            Told = [(Day(4), new OperatorCommand.RemoveResponses(0))],
        }.Lived();

        Assert.Equal(removed, life.Story.Contains(nameof(ResponsesRemoved)));
        Assert.Equal(removed, life.State.Active is null);
    }

    [Fact]
    public void A_person_reinstalls_a_removed_response_and_none_that_is_not_offered()
    {
        var life = new Life(Organisation.World(), 0, (Day(1), OfferedA))
        {
            Told =
            [
                (Day(4), new OperatorCommand.RemoveResponses(0)), (Day(5), new OperatorCommand.Install(0, C)),
                (Day(6), new OperatorCommand.Install(0, A)), (Day(12), new OperatorCommand.Install(0, A)),
            ],
        }.Lived();

        Assert.Equal(
            [OfferSource.Automatic, OfferSource.Command], All<ResponseOffered>(life).Select(one => one.Event.Source));
        Assert.Equal([false, true], All<TicketIssued>(life).Select(one => one.Event.Reused));
        Assert.Equal(A, life.State.Active?.Release);
    }

    private static void AssertInstalledBy(VirtualTime deadline, Life life)
    {
        Assert.Equal(A, life.State.Active?.Release);
        // Download, ticket, preparation and restart when the offer is found at the deadline. A flat battery waits for
        // the night.
        var flat = All<InstallAttemptFailed>(life).Any(one => one.Event.Fault == DeviceFault.BatteryLow);
        Assert.InRange(
            All<ResponseActivated>(life).Last().At - deadline,
            TimeSpan.FromDays(-3), flat ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(10));
    }

    private static ManagementOrders Ordering(params ManagementOrder[] orders) => new([.. orders]);

    private static Life[] Lives(Scenario scenario, params (VirtualTime, Publications)[] news)
    {
        var world = scenario.World();
        return [.. Enumerable.Range(0, Devices).Select(device => new Life(world, device, news).Lived())];
    }

    private static IEnumerable<(VirtualTime At, T Event)> All<T>(Life life) where T : DeviceEvent =>
        life.History.Where(one => one.Event is T).Select(one => (one.At, (T)one.Event));
}
