using CsCheck;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>Any story, on a device in a ring and in a group with a maintenance window and blocked days.</summary>
public sealed class RingStoryTests
{
    private static readonly DateOnly Monday = new(2023, 7, 10);

    private static readonly Gen<(Ring Ring, DeviceGroup Group)> Membership = Gen.Select(
        Gen.Int[0, 6], Gen.Int[-1, 5], Gen.Int[0, 3], Gen.Int[0, 23], Gen.Int[1, 23], Gen.Int[0, 127],
        Gen.Int[0, 20].Array[0, 4]).Select((deferral, deadline, grace, from, length, days, blocked) => (
            new Ring("all", [], 0, new RingPromotion.Offset(TimeSpan.Zero))
            {
                Deferral = TimeSpan.FromDays(deferral),
                Deadline = deadline < 0 ? null : TimeSpan.FromDays(deadline),
                Grace = TimeSpan.FromDays(grace),
            },
            new DeviceGroup("all", 1, [], [], [])
            {
                Window = days == 0
                    ? null
                    : new(
                        TimeSpan.FromHours(from), TimeSpan.FromHours((from + length) % 24),
                        [.. MaintenanceWindow.EveryDay.Where((_, place) => (days >> place & 1) != 0)]),
                BlockedDays = [.. blocked.Distinct().Select(day => Monday.AddDays(day))],
            }));

    /// <summary>The life's own checks: invariants, no moment in the past, and no moment that is skipped.</summary>
    [Fact]
    public void Every_life_in_a_ring_advances_and_keeps_the_invariants_and_the_blocked_days() =>
        Gen.Select(AnyStory.Any, Membership).Sample((story, membership) =>
        {
            var scenario = story.Scenario with
            {
                Fleet = story.Scenario.Fleet with { Rings = [membership.Ring], Groups = [membership.Group] },
            };
            var life = new Life(
                scenario.World(), 0, [.. story.News.Select(one => (one.At, InRing(one.Published)))])
            {
                Told = story.Told,
            }.Lived();
            var days = scenario.World().LifeOf(life.State.Traits);
            Assert.DoesNotContain(
                life.History.Where(one => one.Event is DeviceEvent.BootTicketRequested
                    or DeviceEvent.Restarted { Reason: RestartReason.InstallResponse }),
                one => membership.Group.BlockedDays.Contains(Monday.AddDays(days.DayOf(one.At))));
        }, iter: 150);

    private static Publications InRing(Publications published) => published with
    {
        Catalogue = published.Catalogue with
        {
            Responses = [.. published.Catalogue.Responses.Select(entry => entry with { Rings = Open })],
            Updates = [.. published.Catalogue.Updates.Select(entry => entry with { Rings = Open })],
        },
    };

    private static readonly RingStandings Open = new(Day(1), [new RingStanding(Day(2), false)]);
}
