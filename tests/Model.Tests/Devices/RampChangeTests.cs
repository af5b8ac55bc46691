using CsCheck;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>A step of a ramp changes nothing for the devices that it does not admit.</summary>
public sealed class RampChangeTests
{
    private static readonly IAdmission[] Ways =
    [
        ShareOfFleet.ByDraw, AptDraw.ByMachine, new Wariness(0.1, TimeSpan.FromDays(9)),
        new StagingSchedule([new(2, 0), new(5, 60), new(9, 100)]),
    ];

    private static readonly Gen<IAdmission> Way = Gen.Int[0, Ways.Length - 1].Select(place => Ways[place]);

    [Fact]
    public void A_device_that_a_step_does_not_concern_is_due_as_before() =>
        Gen.Select(AnyStory.Any, Way, Gen.Double[0, 100], Gen.Double[0, 100], Gen.Double[0.5, 20]).Sample(
            (story, way, before, after, days) =>
            {
                story = story with { Scenario = story.Scenario with { Duration = TimeSpan.FromDays(days) } };
                var (world, state, end) = (story.Scenario.World(), story.Lived().State, story.Scenario.End);
                var published = story.News.LastOrDefault(one => one.At <= end).Published ?? Publications.None;
                var (old, now) = (
                    published with { Catalogue = With(published.Catalogue, before, end, way) },
                    published with { Catalogue = With(published.Catalogue, after, end, way) });

                var change = RampChange.Between(old, now, world)!;

                if (!change.Concerns(state))
                {
                    Assert.Equal(
                        DeviceCalendar.NextDue(new(state, end, world, old)),
                        DeviceCalendar.NextDue(new(state, end, world, now)));
                }
            }, iter: 300);

    [Fact]
    public void A_step_concerns_the_devices_that_it_admits_and_no_others()
    {
        var world = Plain().World();
        Publications Ramped(double percent) => Catalogue(new CatalogueEntry(A, percent, CatalogueStatus.Offered));

        var change = RampChange.Between(Ramped(20), Ramped(30), world)!;

        // Four standard deviations of a binomial count.
        var concerned = Enumerable.Range(0, 4_000).Count(device => change.Concerns(world.Resting(device)));
        Assert.InRange(concerned, 324, 476);
    }

    [Fact]
    public void A_blocked_device_is_concerned_by_every_change() =>
        Assert.True(RampChange.Between(Offering(A), Offering(A), Plain().World())!.Concerns(
            Plain().World().Resting() with { Blocked = [new(A, VirtualTime.Zero, VirtualTime.Never, false)] }));

    [Fact]
    public void Any_other_change_may_concern_every_device()
    {
        var world = Plain().World();

        Assert.Null(RampChange.Between(Offering(A), Offering(A, C), world));
        Assert.Null(RampChange.Between(
            Offering(A), Catalogue(new CatalogueEntry(A, 100, CatalogueStatus.Paused)), world));
        Assert.Null(RampChange.Between(Offering(A), Offering(A).WithUpdate(world), world));
        Assert.Null(RampChange.Between(
            Publications.FromCatalogue(Offering(A)),
            Publications.FromCatalogue(Offering(A)) with { Orders = new([new ManagementOrder.Remove(Day(1))]) },
            world));
    }

    private static Catalogue With(Catalogue catalogue, double percent, VirtualTime at, IAdmission way)
    {
        var admission = PublishedAdmission.Of(way, at - TimeSpan.FromDays(3));
        return catalogue with
        {
            EffectiveAt = VirtualTime.Max(catalogue.EffectiveAt, at),
            Responses = [.. catalogue.Responses.Select(one => one with { Percent = percent, Admission = admission })],
            Updates = [.. catalogue.Updates.Select(one => one with { Percent = percent, Admission = admission })],
        };
    }
}
