using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>A response that is staged on a Mac offers its person to quit and relaunch Safari.</summary>
public sealed class RelaunchOfferTests
{
    private static readonly VirtualTime Noon = Day(2);

    private static readonly DeviceEvent[] Accepted =
        [new SafariRelaunchOffered(A), new SafariRelaunchAnswered(A, true), new SafariRelaunched(A)];

    private static readonly DeviceEvent[] Declined =
        [new SafariRelaunchOffered(A), new SafariRelaunchAnswered(A, false)];

    private static readonly Func<Behaviour, Behaviour> AtWork = people => people with { InUse = 1, InUseAtNight = 1 };

    public static TheoryData<string, TestFleet, DeviceEvent[]> Offers => new()
    {
        { "accepts", Mac(accept: 1, decline: 0), Accepted },
        { "declines", Mac(accept: 0, decline: 1), Declined },
        { "ignores", Mac(accept: 0, decline: 0), [new SafariRelaunchOffered(A)] },
        { "acts on nothing", Mac(accept: 1, decline: 0).People(people => people with { NeverUpdate = 1 }),
            [new SafariRelaunchOffered(A)] },
        { "is away", Mac(accept: 1, decline: 0).People(people => people with { InUse = 0, InUseAtNight = 0 }), [] },
        { "gets no offer", Mac(accept: 1, decline: 0).With(s => s with
            {
                Releases = [.. s.Releases.Select(release => release with { OffersRelaunch = false })],
            }), [] },
        { "has a phone", TestFleet.Of(1, Platform.IPhone).People(AtWork), [] },
    };

    [Theory, MemberData(nameof(Offers))]
    public void A_staged_response_offers_a_relaunch_and_the_person_answers(
        string who, TestFleet fleet, DeviceEvent[] events)
    {
        var world = fleet.Scenario.World();
        var state = world.Resting() with
        {
            Phase = new DevicePhase.Preparing(InstallJob.First(A, OfferSource.Management), Noon),
        };
        var variant = world.Release(A).Targets[0].Variant;

        var decision = WorkDecider.Succeeded(
            new(state, Noon, world, Offering(A)), new DeviceWork.Stage(A, variant, null, null),
            new WorkResult.Staged([]));

        Assert.True(
            decision.Events[1..].SequenceEqual(events), $"A person who {who}: {string.Join(' ', decision.Events)}");
        Assert.IsType<ResponseStaged>(decision.Events[0]);
        var after = decision.Events.Aggregate(state, (one, happened) => DeviceFold.Evolve(one, happened, Noon, world));
        var staged = Assert.IsType<DevicePhase.Staged>(after.Phase);
        Assert.Equal(events.SequenceEqual(Accepted), staged.InSafari);

        // Without a relaunch at once, a Mac has one some time later.
        Assert.Equal(!staged.InSafari && world.Fleet.Platforms[0].Platform.IsMac, !staged.SafariAt.IsNever);
    }

    [Fact]
    public void People_accept_decline_and_ignore_the_offer_in_their_shares()
    {
        var world = Mac(accept: 0.5, decline: 0.3).Scenario.World();
        var job = InstallJob.First(A, OfferSource.User);

        var answers = Enumerable.Range(0, 4000)
            .Select(device => new DeviceMoments(world, world.Resting(device)).AcceptsRelaunch(job)).ToArray();

        Assert.InRange(answers.Count(one => one == true), 1840, 2160);
        Assert.InRange(answers.Count(one => one == false), 1050, 1350);
    }

    private static TestFleet Mac(double accept, double decline) => TestFleet.Of(1, Platform.MacIntel)
        .People(AtWork).People(people => people with { AcceptRelaunch = accept, DeclineRelaunch = decline });
}
