using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>When a device begins with a software update, and when it does not.</summary>
public sealed class UpdateStartTests
{
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);

    [Fact]
    public void An_automatic_download_begins_at_once_without_a_delay() => Assert.Equal(
        Noon.Next(), Moments(Plain().World()).UpdateStart(Update, OfferSource.Automatic, Noon));

    [Fact]
    public void An_automatic_download_waits_for_the_delay_and_its_hours_and_a_seeker_for_neither()
    {
        var world = Plain().People(people => people with
        {
            UpdateDelay = TimeSpan.FromDays(5), UpdateFrom = TimeSpan.FromHours(2), UpdateUntil = TimeSpan.FromHours(4),
        }).World();

        var starts = Enumerable.Range(0, 200)
            .Select(device => (device, At: Moments(world, device).UpdateStart(Update, OfferSource.Automatic, Noon)))
            .ToArray();

        Assert.InRange(starts.Average(one => (one.At - Noon).TotalDays), 4, 6.5);
        Assert.All(starts, one => Assert.InRange(
            world.LifeOf(world.TraitsOf(one.device)).TimeOfDay(one.At), TimeSpan.FromHours(2), TimeSpan.FromHours(4)));
        Assert.Equal(Noon.Next(), Moments(world, 0, seeker: true).UpdateStart(Update, OfferSource.Automatic, Noon));
        Assert.Equal(Noon.Next(), Moments(world, 0, seeker: true).UpdateStart(Update, OfferSource.User, Noon));
    }

    [Theory]
    [InlineData(1, 2, 5, 2)]
    [InlineData(3, 2, 5, 3)]
    [InlineData(5, 2, 5, 26)]
    [InlineData(23, 22, 4, 23)]
    [InlineData(3, 22, 4, 3)]
    [InlineData(4, 22, 4, 22)]
    [InlineData(12, 0, 24, 12)]
    public void The_hours_of_a_day_may_include_midnight(double at, double from, double until, double expected)
    {
        var life = Plain().World().LifeOf(Plain().World().TraitsOf(0));
        var found = life.WithinHours(
            life.At(3, TimeSpan.FromHours(at)), TimeSpan.FromHours(from), TimeSpan.FromHours(until));

        Assert.Equal(life.At(3, TimeSpan.FromHours(expected)), found);
    }

    public static TheoryData<CatalogueStatus, double, bool, bool> Offered => new()
    {
        { CatalogueStatus.Offered, 100, false, true },
        { CatalogueStatus.Offered, 0, false, false },
        { CatalogueStatus.Offered, 0, true, true },
        { CatalogueStatus.Paused, 100, true, false },
        { CatalogueStatus.Withdrawn, 100, true, false },
    };

    [Theory, MemberData(nameof(Offered))]
    public void An_update_is_found_within_its_ramp_or_by_hand(
        CatalogueStatus status, double percent, bool byHand, bool isFound)
    {
        var world = Plain().World();
        var offers = new Offers(world, Listed(world, status, percent), world.Resting());

        Assert.Equal(isFound, offers.Find(Noon, byHand) is Offer.Update);
        if (percent == 100)
            Assert.Equal(!isFound, offers.NextCheck(Noon, world.LifeOf(world.TraitsOf(0))).IsNever);
    }

    [Fact]
    public void The_ramp_of_an_update_admits_its_share_of_devices()
    {
        var world = Plain().World();

        var admitted = Enumerable.Range(0, 1_000).Count(device => new Offers(
            world, Listed(world, CatalogueStatus.Offered, 30), world.Resting(device)).Find(Noon, false) is not null);

        Assert.InRange(admitted, 250, 350);
    }

    [Theory]
    [InlineData(CatalogueStatus.Offered, false)]
    [InlineData(CatalogueStatus.Paused, true)]
    [InlineData(CatalogueStatus.Withdrawn, true)]
    public void A_download_begins_only_while_the_update_is_offered(CatalogueStatus status, bool isAbandoned)
    {
        var world = Plain().World();
        var state = world.Resting() with { Phase = new DevicePhase.FetchingUpdate(Job, Noon) };

        var decision = DeviceDecider.Decide(new(state, Noon, world, Listed(world, status, 100)), []);

        Assert.Equal(
            isAbandoned
                ? [new SoftwareUpdateAttemptFailed(
                    Update, InstallStep.Download, DeviceFault.NoLongerOffered, 1, RetryAt: null)]
                : [],
            decision.Events.AsEnumerable());
    }

    [Theory]
    [InlineData(CatalogueStatus.Paused, false)]
    [InlineData(CatalogueStatus.Withdrawn, true)]
    public void A_device_restarts_into_a_paused_update_and_not_into_a_withdrawn_one(
        CatalogueStatus status, bool isAbandoned)
    {
        var world = Plain().World();
        var state = world.Resting() with { Phase = new DevicePhase.UpdateReady(Job, Noon) };

        var decision = DeviceDecider.Decide(new(state, Noon, world, Listed(world, status, 100)), []);
        var after = decision.Events.Aggregate(state, (one, happened) => DeviceFold.Evolve(one, happened, Noon, world));

        Assert.Equal(
            isAbandoned ? typeof(DevicePhase.Resting) : typeof(DevicePhase.Updating), after.Phase.GetType());
        Assert.Equal(
            isAbandoned ? [new(Update, Noon, VirtualTime.Never, false)] : [], after.Blocked.AsEnumerable());
    }

    private static UpdateJob Job => new(Update, "20G75", OfferSource.Automatic, 1, 0);

    private static Catalogue Listed(World world, CatalogueStatus status, double percent)
    {
        var all = Catalogue().WithUpdate(world);
        return all with
        {
            Updates = [.. all.Updates.Select(entry => entry with { Status = status, Percent = percent })],
        };
    }

    private static DeviceMoments Moments(World world, int device = 0, bool seeker = false)
    {
        var state = world.Resting(device);
        return new(world, state with { Traits = state.Traits with { Seeker = seeker } });
    }
}
