using System.Collections.Immutable;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A response spreads through a fleet as its rollout rule and its operator decide.</summary>
public sealed class RolloutStories
{
    private static readonly ImmutableArray<RampStep> Steps =
        [new(TimeSpan.Zero, 10), new(TimeSpan.FromDays(2), 50), new(TimeSpan.FromDays(4), 100)];

    private static readonly RolloutSettings ThreeSteps = RolloutSettings.Phased(Steps);

    private static readonly TestFleet Ramp = Story.FleetOf(60)
        .Rollout(ThreeSteps)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Lasting(TimeSpan.FromDays(8));

    [Fact]
    public async Task A_ramp_admits_more_devices_step_by_step()
    {
        var story = await Story.Of(Ramp);

        Assert.Equal([50, 100], story.All<ReleaseEvent.RampAdvanced>().Select(step => step.Percent));
        var published = story.Events.Single(e => e.Event is ReleaseEvent.Published).At;
        var offers = story.Events.Where(e => e.Event is DeviceEvent.ResponseOffered).ToList();
        Assert.Equal(60, offers.Count);
        Assert.All(offers, offer =>
        {
            var percent = Steps.Last(step => offer.At >= published + step.After).Percent;
            Assert.True(new Dice(story.Fleet.Scenario.Seed, offer.Entity).Uniform(Purpose.Ramp, 0) * 100 < percent);
        });
        Assert.Equal([true, true, true], Steps.Select(step => offers.Any(offer =>
            offer.At >= published + step.After && offer.At < published + step.After + TimeSpan.FromDays(2))));
    }

    [Fact]
    public async Task People_who_look_by_hand_do_not_wait_for_the_ramp()
    {
        var story = await Story.Of(
            Ramp.People(p => p with { AutomaticUpdates = 0, Seekers = 1 }).Lasting(TimeSpan.FromDays(2)));

        Assert.Equal(60, story.All<DeviceEvent.ResponseOffered>().Count(offer => offer.Source == OfferSource.User));
    }

    [Fact]
    public async Task A_paused_response_is_not_offered_until_it_is_resumed()
    {
        var (pause, resume) = (TimeSpan.FromHours(6), TimeSpan.FromDays(4));
        var story = await Story.Of(Story.FleetOf(20)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Scripted(pause, new OperatorCommand.Pause(TestFleet.A, "to be sure"))
            .Scripted(resume, new OperatorCommand.Resume(TestFleet.A, "it was nothing"))
            .Lasting(TimeSpan.FromDays(8)));
        var offers = story.Events.Where(e => e.Event is DeviceEvent.ResponseOffered).Select(e => e.At).ToList();

        // The command takes a quarter of a minute to arrive, and the catalogue a minute.
        var (from, to) = (VirtualTime.Zero + pause + TimeSpan.FromSeconds(75), VirtualTime.Zero + resume);
        Assert.Equal(20, offers.Count);
        Assert.Contains(offers, at => at < from);
        Assert.DoesNotContain(offers, at => at >= from && at < to);
    }

    /// <summary>
    /// The resumption and the overdue step publish two catalogues in one moment, which arrive in any order.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_ramp_that_is_paused_past_its_steps_catches_up_when_it_is_resumed(ulong seed)
    {
        var resume = TimeSpan.FromDays(6);
        var story = await Story.Of(Ramp.Seeded(seed)
            .Scripted(TimeSpan.FromDays(1), new OperatorCommand.Pause(TestFleet.A, "to be sure"))
            .Scripted(resume, new OperatorCommand.Resume(TestFleet.A, "it was nothing")));

        var advanced = story.Events.Single(e => e.Event is ReleaseEvent.RampAdvanced { Percent: 100 });
        Assert.Equal(story.Events.Single(e => e.Event is ReleaseEvent.Resumed).At, advanced.At);
        Assert.Equal(60, story.All<DeviceEvent.ResponseOffered>().Count());
    }

    /// <summary>The rule has steps of 10 % at once, 50 % after two days and 100 % after four.</summary>
    [Theory]
    [InlineData(3.0, 5, null, "50 rule, 5 operator")]
    [InlineData(3.0, 5, 3.5, "50 rule, 5 operator, 50 rule, 100 rule")]
    [InlineData(3.0, 5, 5.5, "50 rule, 5 operator, 100 rule")]
    [InlineData(1.0, 10, 2.5, "10 operator, 50 rule, 100 rule")]
    [InlineData(1.0, 80, 1.5, "80 operator, 100 rule")]
    [InlineData(1.0, 0, null, "0 operator")]
    public async Task A_ramp_that_is_set_by_hand_holds_until_it_is_resumed_and_then_the_rule_goes_on(
        double day, double percent, double? resumedOn, string ramps)
    {
        var fleet = Ramp.Scripted(TimeSpan.FromDays(day), new OperatorCommand.Ramp(TestFleet.A, percent));
        if (resumedOn is { } on)
            fleet = fleet.Scripted(TimeSpan.FromDays(on), new OperatorCommand.Resume(TestFleet.A, "the rule goes on"));

        var story = await Story.Of(fleet);

        Assert.Equal(
            ramps,
            string.Join(
                ", ", story.All<ReleaseEvent.RampAdvanced>().Select(one => $"{one.Percent} {Words.Of(one.SetBy)}")));
        var afterResume = story.Events.SkipWhile(e => e.Event is not ReleaseEvent.Resumed).ToArray();
        if (resumedOn is not null && percent < 50)
            Assert.Contains(afterResume, e => e.Event is ReleaseEvent.RampAdvanced && e.At == afterResume[0].At);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task A_response_that_is_published_at_a_percentage_stays_at_it(double percent)
    {
        var story = await Story.Of(Story.FleetOf(60)
            .Rollout(ThreeSteps)
            .Scripted(TimeSpan.FromHours(1), new OperatorCommand.Publish(TestFleet.A, percent))
            .Lasting(TimeSpan.FromDays(8)));

        Assert.Equal(percent, Assert.Single(story.All<ReleaseEvent.Published>()).Percent);
        Assert.Empty(story.All<ReleaseEvent.RampAdvanced>());
        Assert.All(
            story.Events.Where(e => e.Event is DeviceEvent.ResponseOffered { Source: OfferSource.Automatic }),
            offer => Assert.True(
                new Dice(story.Fleet.Scenario.Seed, offer.Entity).Uniform(Purpose.Ramp, 0) * 100 < percent));
    }

    [Fact]
    public async Task A_ramp_is_held_while_too_many_requests_are_refused()
    {
        var story = await Story.Of(Ramp
            .Rollout(RolloutSettings.Phased(Steps, holdAboveRefused: 10))
            .SigningOutage(TimeSpan.Zero, TimeSpan.FromDays(8)));

        Assert.Empty(story.All<ReleaseEvent.RampAdvanced>());
        Assert.All(story.All<ReleaseEvent.RolloutHeld>(), held => Assert.Equal("phased with refused-tickets", held.Rule));

        // The rule is asked every hour; only the first hold changes something.
        Assert.Single(story.All<ReleaseEvent.RolloutHeld>());
    }
}
