using RsrActors.Model.Devices;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>A device's polls are within a ramp from when the published admission says so.</summary>
public sealed class AdmittedOffersTests
{
    private const int Devices = 400;

    private static readonly World World = Plain().World();
    private static readonly VirtualTime Published = Day(1);

    private static readonly StagingSchedule Staging =
        new([new(2, 0), new(7, 50), new(9, 80), new(14, 100)]);

    public static TheoryData<IAdmission, double> Ways => new()
    {
        { ShareOfFleet.ByDraw, 40 },
        { AptDraw.ByMachine, 40 },
        { AptDraw.ByMachine, 100 },
        { new Wariness(0.1, TimeSpan.FromDays(3)), 100 },
        { new Wariness(0.5, null), 100 },
        { Staging, 100 },
        { Staging, 0 },
    };

    [Theory, MemberData(nameof(Ways))]
    public void The_first_poll_that_finds_a_release_is_the_first_within_the_ramp(IAdmission way, double percent)
    {
        for (var device = 0; device < Devices; device++)
        {
            var offers = Of(device, way, percent);
            var admitted = RampDraws.AdmittedFrom(
                World, device, A, percent, PublishedAdmission.Of(way, Published));
            var next = offers.NextCheck(Published);

            Assert.Equal(admitted.IsNever, next.IsNever);
            if (next.IsNever)
                continue;
            Assert.Equal(World.LifeOf(World.TraitsOf(device)).NextPoll(VirtualTime.Max(admitted, Published)), next);
            Assert.Equal(new Offer.Response(A), offers.Find(next, byHand: false));
            for (var poll = Poll(device, Published); poll < next; poll = Poll(device, poll.Next()))
                Assert.Null(offers.Find(poll, byHand: false));
        }
    }

    [Theory, MemberData(nameof(Ways))]
    public void A_check_by_hand_finds_it_at_once(IAdmission way, double percent) => Assert.All(
        Enumerable.Range(0, 50), device => Assert.Equal(
            new Offer.Response(A), Of(device, way, percent).Find(Published.Next(), byHand: true)));

    [Fact]
    public void By_wariness_the_same_devices_are_first_for_each_release()
    {
        var way = new Wariness(0, TimeSpan.FromDays(2));
        var order = Enumerable.Range(0, Devices).Select(device => RampDraws.AdmittedFrom(
            World, device, A, 100, new(way, Published))).ToArray();

        Assert.Equal(
            order, Enumerable.Range(0, Devices).Select(device => RampDraws.AdmittedFrom(
                World, device, C, 100, new(way, Published))));
        Assert.Equal(order.Length, order.Distinct().Count());
    }

    [Fact]
    public void By_apt_s_draw_other_devices_are_first_for_each_release()
    {
        bool[] First(string release) =>
        [
            .. Enumerable.Range(0, Devices).Select(device => !RampDraws.AdmittedFrom(
                World, device, release, 10, new(AptDraw.ByMachine, Published)).IsNever),
        ];

        // Of 400 devices about 44 are first each time, and of these about 5 both times.
        Assert.InRange(First(A).Count(first => first), 20, 70);
        Assert.InRange(First(A).Zip(First(C)).Count(pair => pair.First && pair.Second), 0, 20);
    }

    [Fact]
    public void A_wait_of_ChromeOs_counts_from_the_first_poll_in_whole_days()
    {
        var propagation = World.Scenario.CataloguePropagation;
        var waits = Enumerable.Range(0, Devices).Select(device => RampDraws.AdmittedFrom(
            World, device, A, 100, new(Staging, Published)) - Poll(device, Published + propagation)).ToArray();

        Assert.All(waits, wait => Assert.Equal(0, wait.Ticks % TimeSpan.TicksPerDay));
        Assert.Equal((3, 14), (waits.Min().Days, waits.Max().Days));
    }

    private static VirtualTime Poll(int device, VirtualTime after) =>
        World.LifeOf(World.TraitsOf(device)).NextPoll(after);

    private static Offers Of(int device, IAdmission way, double percent) => new(
        World,
        Catalogue(new CatalogueEntry(A, percent, CatalogueStatus.Offered)
        {
            Admission = PublishedAdmission.Of(way, Published),
        }) with
        {
            EffectiveAt = Published,
        },
        World.Resting(device));
}
