using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

public sealed class OffersTests
{
    private static readonly World World = Plain().World();
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);
    private static readonly DeviceState Rested = World.Resting();

    /// <summary>The content of the device, the catalogue, and what an automatic poll finds.</summary>
    public static TheoryData<string[], CatalogueEntry[], Offer?> Rules => new()
    {
        { [], [], null },
        { [], [Offered(A)], new Offer.Response(A) },
        { [], [Offered(A), Offered(C)], new Offer.Response(C) },
        { [], [Offered(C), Offered(A)], new Offer.Response(C) },
        { [A], [Offered(A)], null },
        { [A], [Offered(A), Offered(C)], new Offer.Response(C) },
        { [C], [Offered(A)], null },
        { [], [Listed(A, CatalogueStatus.Paused)], null },
        { [], [Listed(A, CatalogueStatus.Superseded)], null },
        { [], [Listed(A, CatalogueStatus.Withdrawn)], null },
        { [], [Listed(A, CatalogueStatus.WithdrawnAndRemoved)], null },
        { [A], [Listed(A, CatalogueStatus.Withdrawn)], null },
        { [A], [Listed(A, CatalogueStatus.WithdrawnAndRemoved)], new Offer.Revocation(A) },
        { [A, C], [Listed(A, CatalogueStatus.WithdrawnAndRemoved), Offered(C)], null },
        { [A], [Listed(A, CatalogueStatus.WithdrawnAndRemoved), Offered(C)], new Offer.Revocation(A) },
    };

    [Theory, MemberData(nameof(Rules))]
    public void A_poll_finds_newer_and_revoked_responses(string[] applied, CatalogueEntry[] listed, Offer? found) =>
        Assert.Equal(found, new Offers(World, Catalogue(listed), Rested.Applied(applied)).Find(Noon, byHand: false));

    [Fact]
    public void A_check_by_hand_finds_no_revocation()
    {
        var revoked = Catalogue(Listed(A, CatalogueStatus.WithdrawnAndRemoved));

        Assert.Null(new Offers(World, revoked, Rested.Applied(A)).Find(Noon, byHand: true));
    }

    [Fact]
    public void A_revocation_reaches_only_devices_that_update_automatically()
    {
        var manual = Rested with { Traits = Rested.Traits with { AutomaticUpdates = false } };

        Assert.Null(
            new Offers(World, Catalogue(Listed(A, CatalogueStatus.WithdrawnAndRemoved)), manual.Applied(A))
                .Find(Noon, false));
    }

    [Fact]
    public void A_ramp_admits_its_share_of_polls_and_every_check_by_hand()
    {
        const int Devices = 4_000;
        var ramped = Catalogue(new CatalogueEntry(A, 25, CatalogueStatus.Offered));
        var offers = Enumerable.Range(0, Devices).Select(device => new Offers(World, ramped, World.Resting(device)))
            .ToArray();

        // Four standard deviations of a binomial count.
        Assert.InRange(offers.Count(one => one.Find(Noon, byHand: false) is not null), 890, 1_110);
        Assert.Equal(Devices, offers.Count(one => one.Find(Noon, byHand: true) is not null));
    }

    [Fact]
    public void A_ramp_keeps_admitting_the_devices_it_has_admitted()
    {
        Offers At(double percent, int device) =>
            new(World, Catalogue(new CatalogueEntry(A, percent, CatalogueStatus.Offered)), World.Resting(device));

        for (var device = 0; device < 300; device++)
        {
            var admitted = Enumerable.Range(0, 11).Select(i => At(10 * i, device).Find(Noon, false) is not null)
                .ToArray();
            Assert.Equal(admitted.Order(), admitted);
            Assert.False(admitted[0]);
            Assert.True(admitted[^1]);
        }
    }

    [Fact]
    public void A_response_for_another_base_is_not_offered()
    {
        var updated = Rested with { Os = World.OsOf(Rested.Traits, "16.6", "20G75") };

        Assert.Null(new Offers(World, Offering(A, C), updated).Find(Noon, byHand: true));
        Assert.False(new Offers(World, Offering(A), updated).IsOffered(A));
        Assert.True(new Offers(World, Offering(A), Rested).IsOffered(A));
    }

    [Fact]
    public void A_response_is_chosen_before_a_software_update()
    {
        var both = Offering(A).WithUpdate(World);

        Assert.Equal(new Offer.Response(A), new Offers(World, both, Rested).Find(Noon, false));
        Assert.Equal(new Offer.Update(both.Updates[0]), new Offers(World, both, Rested.Applied(A)).Find(Noon, false));
    }

    /// <summary>A block set at noon, and whether the device still does not try the response some hours later.</summary>
    public static TheoryData<ReleaseBlock, int, int, bool> Blocks => new()
    {
        { new(A, Noon, Noon + TimeSpan.FromHours(2), false), 1, 0, true },
        { new(A, Noon, Noon + TimeSpan.FromHours(2), false), 2, 0, false },
        { new(A, Noon, Noon + TimeSpan.FromHours(2), false), 1, 20, true }, // A new catalogue does not end a pause.
        { new(A, Noon, VirtualTime.Never, false), 100, 0, true },
        { new(A, Noon, VirtualTime.Never, false), 100, 20, false }, // The catalogue has changed since.
        { new(A, Noon, VirtualTime.Never, true), 100, 20, true }, // Only the person can end this block.
        { new(C, Noon, VirtualTime.Never, true), 0, 0, false },
    };

    [Theory, MemberData(nameof(Blocks))]
    public void A_blocked_response_is_not_tried(ReleaseBlock block, int hours, int catalogueAt, bool isBlocked)
    {
        var state = Rested with { Blocked = [block] };
        var catalogue = Offering(A) with { EffectiveAt = VirtualTime.Zero + TimeSpan.FromHours(catalogueAt) };
        var offers = new Offers(World, catalogue, state);
        var at = Noon + TimeSpan.FromHours(hours);

        Assert.Equal(isBlocked ? null : new Offer.Response(A), offers.Find(at, byHand: false));
        var next = offers.NextCheck(at);
        Assert.True(next.IsNever || offers.Find(next, byHand: false) is not null, $"Nothing is found at {next}.");
        Assert.Equal(isBlocked && block.Until.IsNever, next.IsNever);
    }

    private static CatalogueEntry Offered(string release) => Listed(release, CatalogueStatus.Offered);

    private static CatalogueEntry Listed(string release, CatalogueStatus status) => new(release, 100, status);
}
