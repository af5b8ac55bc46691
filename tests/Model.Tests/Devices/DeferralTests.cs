using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>Management defers software updates by days since their publication, and no responses.</summary>
public sealed class DeferralTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly VirtualTime Published = Day(1);

    /// <summary>Platform, versions before and after, and the deferral of 3 combined, 5 major and 7 minor days.</summary>
    [Theory]
    [InlineData(Platform.IPhone, "16.5.1", "16.6", 3)]
    [InlineData(Platform.IPad, "16.6", "17.0", 3)]
    [InlineData(Platform.MacAppleSilicon, "13.4.1", "13.5", 7)]
    [InlineData(Platform.MacIntel, "13.6", "14.0", 5)]
    [InlineData(Platform.MacIntel, "9.9", "10.0", 5)]
    [InlineData(Platform.Linux, "9.2", "10.0", 0)]
    public void Macs_have_a_deferral_for_each_size_of_update_and_other_devices_one(
        Platform platform, string from, string to, int days) => Assert.Equal(
        TimeSpan.FromDays(days),
        new UpdateDeferrals(TimeSpan.FromDays(3), TimeSpan.FromDays(5), TimeSpan.FromDays(7)).Of(platform, from, to));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_managed_device_finds_an_update_at_its_first_check_after_the_deferral(bool byHand)
    {
        var deferring = Deferring(Week);

        Assert.Null(Offers(deferring).Find(Published + (Week - Minute), byHand));
        Assert.IsType<Offer.Update>(Offers(deferring).Find(Published + Week, byHand));
    }

    [Fact]
    public void The_next_check_is_the_first_poll_after_the_deferral()
    {
        var world = Deferring(Week);

        Assert.Equal(
            world.LifeOf(world.TraitsOf(0)).NextPoll(Published + Week), Offers(world).NextCheck(Published));
    }

    [Fact]
    public void A_managed_device_installs_a_deferred_update_after_its_period()
    {
        var world = Deferring(Week);
        Publications published = CatalogueOf(world) with { EffectiveAt = Published };

        var life = new Life(world, 0, (Published, published)).Lived();

        var offered = Assert.Single(life.History, one => one.Event is SoftwareUpdateOffered);
        Assert.InRange(offered.At - (Published + Week), TimeSpan.Zero, TimeSpan.FromDays(2));
        Assert.Contains(life.History, one => one.Event is SoftwareUpdateInstalled);
    }

    [Fact]
    public void A_device_without_management_is_offered_the_update_at_once()
    {
        var world = Deferring(Week, managed: 0);

        Assert.IsType<Offer.Update>(Offers(world).Find(Published, byHand: false));
    }

    [Fact]
    public void Responses_are_not_deferred()
    {
        var world = Deferring(Week);
        var offers = new Offers(world, Offering(A), world.Resting());

        Assert.Equal(new Offer.Response(A), offers.Find(Published, byHand: false));
    }

    [Fact]
    public void An_enforcement_installs_a_deferred_update()
    {
        var world = Deferring(Week);
        var order = new ManagementOrder.Enforce(Published, Update, Published + TimeSpan.FromDays(2));
        var published = Publications.None with { Catalogue = CatalogueOf(world), Orders = new([order]) };

        Assert.True(Assert.IsType<Offer.Update>(
            new Offers(world, published, world.Resting()).Find(Published, byHand: false)).Enforced);
    }

    [Fact]
    public void The_catalogue_tells_the_publication_only_where_management_defers()
    {
        Assert.All(EntriesOf(Deferring(Week)), entry => Assert.Equal(Published, entry.PublishedAt));
        Assert.All(EntriesOf(Deferring(TimeSpan.Zero)), entry => Assert.Null(entry.PublishedAt));

        static UpdateEntry[] EntriesOf(World world) =>
        [
            .. UpdateServiceState.Initial(world.Scenario)
                .Evolve(new(EntityId.Release(Update), 1, VirtualTime.Zero, new ReleaseEvent.Drafted(null, [])))
                .Evolve(new(EntityId.Release(Update), 2, Published, new ReleaseEvent.Published(100, RampSource.Rule)))
                .CatalogueAfter(Unpublished, Published).Updates,
        ];
    }

    private static Offers Offers(World world) => new(world, CatalogueOf(world), world.Resting());

    private static Catalogue CatalogueOf(World world)
    {
        var catalogue = Unpublished.WithUpdate(world);
        return catalogue with
        {
            Updates = [.. catalogue.Updates.Select(entry => entry with
            {
                PublishedAt = world.Fleet.HasDeferrals ? Published : null,
            })],
        };
    }

    private static World Deferring(TimeSpan combined, double managed = 1)
    {
        var plain = Plain();
        return (plain with
        {
            Fleet = plain.Fleet with
            {
                Management = new(managed, 1, 1) { Deferrals = new(combined, TimeSpan.Zero, TimeSpan.Zero) },
            },
        }).World();
    }
}
