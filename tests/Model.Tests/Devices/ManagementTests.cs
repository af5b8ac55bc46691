using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>An organisation orders, its devices obey; those of others do not hear of it.</summary>
public sealed class ManagementTests
{
    private const int Devices = 40;

    private static readonly Scenario Office = Plain().Managed(allowInstallation: true, allowRemoval: true);
    private static readonly Publications OfferedA = Offering(A) with { EffectiveAt = Day(1) };

    private static readonly Func<Behaviour, Behaviour> NobodyDoesAnything = people => people with
    {
        NeverUpdate = 1, InUse = 1, InUseAtNight = 1,
    };

    [Fact]
    public void A_restriction_is_heard_within_a_quarter_of_an_hour()
    {
        var orders = Ordering(new ManagementOrder.Restrict(Day(2), new(false, true)));

        foreach (var life in Lives(Office, (Day(2), Publications.None.With(orders))))
        {
            var (at, changed) = Assert.Single(All<ManagementChanged>(life));
            Assert.InRange(at - Day(2), TimeSpan.Zero, TimeSpan.FromMinutes(15));
            Assert.Equal(new Management(false, true), changed.Managed);
            Assert.Equal(new Management(false, true), life.State.Managed);
        }
    }

    [Fact]
    public void Orders_are_heard_in_order_even_of_one_moment_and_the_same_again_says_nothing()
    {
        Management[] settings = [new(false, false), new(true, false), new(true, false), new(false, true)];
        var orders = Ordering([.. settings.Select(one => new ManagementOrder.Restrict(Day(2), one))]);

        Assert.All(Lives(Office, (Day(2), Publications.None.With(orders))), life => Assert.Equal(
            [settings[0], settings[1], settings[3]], All<ManagementChanged>(life).Select(one => one.Event.Managed)));
    }

    [Fact]
    public void A_device_of_its_own_hears_no_order()
    {
        var orders = Ordering(
            new ManagementOrder.Restrict(Day(3), new(false, false)), new ManagementOrder.Enforce(Day(3), A, Day(4)),
            new ManagementOrder.Remove(Day(6)));
        var world = Plain().People(people => people with { NeverUpdate = 1 });

        Assert.All(
            Lives(world, (Day(1), OfferedA), (Day(3), OfferedA.With(orders))),
            life => Assert.Equal([nameof(Enrolled), nameof(ResponseOffered)], life.Story)); // … to somebody who does nothing.
    }

    [Fact]
    public void What_management_forbids_in_the_middle_of_a_download_is_not_staged()
    {
        var slow = Office with
        {
            Fleet = Office.Fleet with { Install = Office.Fleet.Install with { MedianBandwidth = 50 } },
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

    /// <summary>What the organisation allows its people, and whether the ramp has come to its devices.</summary>
    [Theory]
    [InlineData(true, 100)]
    [InlineData(true, 0)]
    [InlineData(false, 100)]
    [InlineData(false, 0)]
    public void An_enforced_response_is_installed_whatever_is_set(bool allowed, double percent)
    {
        // Forbidden offers were refused before: what management forbade, management may order.
        var office = Office.Managed(allowed, allowRemoval: true).People(NobodyDoesAnything).People(
            people => people with { NeverUpdate = percent == 0 ? 1 : 0 });
        Publications ramped =
            Catalogue(new CatalogueEntry(A, percent, CatalogueStatus.Offered)) with { EffectiveAt = Day(1) };
        var deadline = Day(6);

        Assert.All(
            Lives(office, (Day(1), ramped), (Day(4), ramped.With(Ordering(new ManagementOrder.Enforce(Day(4), A, deadline))))),
            life => AssertInstalledBy(deadline, life));
    }

    [Fact]
    public void The_next_poll_finds_what_is_enforced_and_at_the_latest_the_deadline()
    {
        var deadline = Day(4) + TimeSpan.FromHours(6);
        var order = Ordering(new ManagementOrder.Enforce(Day(4), A, deadline));
        var office = Office.Managed(allowInstallation: false, allowRemoval: true).People(NobodyDoesAnything);
        var world = office.World();
        Publications listed =
            Catalogue(new CatalogueEntry(A, 0, CatalogueStatus.Offered)) with { EffectiveAt = Day(1) };

        Assert.All(Lives(office, (Day(1), listed), (Day(4), listed.With(order))), life =>
        {
            var (at, offer) = Assert.Single(All<ResponseOffered>(life));
            Assert.Equal(OfferSource.Management, offer.Source);
            Assert.Equal(VirtualTime.Min(world.LifeOf(life.State.Traits).NextPoll(Day(4)), deadline), at);
        });
    }

    /// <summary>All who are ready restart at the deadline; whose battery is too low, once it is not.</summary>
    [Fact]
    public void At_the_deadline_a_device_restarts_used_or_not_but_not_below_the_battery_gate()
    {
        var office = Office.People(NobodyDoesAnything).People(people => people with { ChargeAtNight = 0.2 });
        var (world, deadline) = (office.World(), Day(4) + TimeSpan.FromHours(11)); // 21:00 where they are.
        var order = Ordering(new ManagementOrder.Enforce(Day(2), A, deadline));
        var late = 0;

        Assert.All(Lives(office, (Day(1), OfferedA), (Day(2), OfferedA.With(order))), life =>
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

    /// <summary>Neither a full disk on the way nor a shut gate the night before is an excuse.</summary>
    [Fact]
    public void A_gate_that_was_shut_before_does_not_put_the_deadline_off()
    {
        var deadline = Day(4.3);
        var order = Ordering(new ManagementOrder.Enforce(Day(2), A, deadline));
        var full = Office.People(NobodyDoesAnything) with { Faults = FaultSettings.None with { StorageFull = 0.5 } };
        var night = Office.People(
            people => people with { RestartPromptly = 0, RestartOvernight = 1, InUse = 1, InUseAtNight = 1 });

        foreach (var (office, gate) in new[] { (full, DeviceFault.StorageFull), (night, DeviceFault.DeviceInUse) })
        {
            var lives = Lives(office, (Day(1), OfferedA), (Day(2), OfferedA.With(order)));
            Assert.Contains(lives, life => All<InstallAttemptFailed>(life).Any(one => one.Event.Fault == gate));
            Assert.All(lives, life => Assert.Equal(deadline, All<Restarted>(life).First().At));
        }
    }

    [Fact]
    public void What_comes_after_its_deadline_restarts_as_soon_as_it_is_ready()
    {
        var office = Office.People(NobodyDoesAnything);
        var order = Ordering(new ManagementOrder.Enforce(Day(2), A, Day(2)));

        Assert.All(Lives(office, (Day(2), OfferedA.With(order))), life =>
            Assert.Equal(All<ResponseStaged>(life).Single().At.Next(), All<Restarted>(life).First().At));
    }

    [Fact]
    public void What_a_person_removed_comes_back_by_order_and_the_ticket_is_used_again()
    {
        var order = OfferedA.With(Ordering(new ManagementOrder.Enforce(Day(6), A, Day(8))));

        for (var device = 0; device < Devices; device++)
        {
            var life = new Life(Office.World(), device, (Day(1), OfferedA), (Day(6), order))
            {
                Told = [(Day(4), new OperatorCommand.RemoveResponses(device))],
            }.Lived();

            Assert.Equal([RemovalCause.User], All<RemovalStarted>(life).Select(one => one.Event.Cause));
            Assert.Equal([false, true], All<TicketIssued>(life).Select(one => one.Event.Reused));
            Assert.Equal(OfferSource.Management, All<ResponseOffered>(life).Last().Event.Source);
            AssertInstalledBy(Day(8), life);
        }
    }

    /// <summary>What is not offered, and what all devices have.</summary>
    [Theory]
    [InlineData(CatalogueStatus.Paused)]
    [InlineData(CatalogueStatus.Superseded)]
    [InlineData(CatalogueStatus.Withdrawn)]
    [InlineData(CatalogueStatus.WithdrawnAndRemoved)]
    public void Enforcing_what_is_not_offered_does_nothing(CatalogueStatus status)
    {
        Publications listed = Catalogue(new CatalogueEntry(A, 100, status)) with { EffectiveAt = Day(1) };

        Assert.All(
            Lives(Office, (Day(1), listed.With(Ordering(new ManagementOrder.Enforce(Day(1), A, Day(2)))))),
            life => Assert.Equal([nameof(Enrolled)], life.Story));
    }

    [Fact]
    public void Enforcing_what_is_installed_does_nothing()
    {
        var order = OfferedA.With(Ordering(new ManagementOrder.Enforce(Day(6), A, Day(7))));

        Assert.All(
            Lives(Office, (Day(1), OfferedA), (Day(6), order)), life => Assert.Single(All<ResponseOffered>(life)));
    }

    [Fact]
    public void Management_takes_off_what_was_active_when_the_order_was_heard_and_nothing_that_came_later()
    {
        var removed = OfferedA.With(Ordering(new ManagementOrder.Remove(Day(5))));
        var again = OfferedA.With(
            Ordering(new ManagementOrder.Remove(Day(5)), new ManagementOrder.Enforce(Day(8), A, Day(9))));

        Assert.All(Lives(Office.Managed(true, allowRemoval: false), (Day(1), OfferedA), (Day(5), removed), (Day(8), again)), life =>
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
    public void A_persons_removal_needs_the_organisations_leave(bool allowed, bool removed)
    {
        var life = new Life(Office.Managed(true, allowed).World(), 0, (Day(1), OfferedA))
        {
            Told = [(Day(4), new OperatorCommand.RemoveResponses(0))],
        }.Lived();

        Assert.Equal(removed, life.Story.Contains(nameof(ResponsesRemoved)));
        Assert.Equal(removed, life.State.Active is null);
    }

    [Fact]
    public void A_person_installs_again_what_was_removed_and_nothing_that_is_not_offered()
    {
        var life = new Life(Office.World(), 0, (Day(1), OfferedA))
        {
            Told =
            [
                (Day(4), new OperatorCommand.RemoveResponses(0)), (Day(5), new OperatorCommand.Install(0, C)),
                (Day(6), new OperatorCommand.Install(0, A)), (Day(12), new OperatorCommand.Install(0, A)),
            ],
        }.Lived();

        Assert.Equal(
            [OfferSource.Automatic, OfferSource.User], All<ResponseOffered>(life).Select(one => one.Event.Source));
        Assert.Equal([false, true], All<TicketIssued>(life).Select(one => one.Event.Reused));
        Assert.Equal(A, life.State.Active?.Release);
    }

    private static void AssertInstalledBy(VirtualTime deadline, Life life)
    {
        Assert.Equal(A, life.State.Active?.Release);
        // Download, ticket, preparation and restart of who hears of it at the deadline; a flat battery waits for the
        // night.
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
