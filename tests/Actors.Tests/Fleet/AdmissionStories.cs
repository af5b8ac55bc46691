using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>Devices are admitted by the way that their rollout rule publishes.</summary>
public sealed class AdmissionStories
{
    private static readonly TestFleet Fleet = Story.FleetOf(220)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Lasting(TimeSpan.FromDays(20));

    [Theory]
    [InlineData("fedora")]
    [InlineData("chromeos")]
    [InlineData("ubuntu-phased")]
    public async Task A_device_is_offered_a_release_at_its_first_poll_within_the_ramp(string rule)
    {
        var story = await Story.Of(Fleet.Rollout(RolloutSettings.Shipped(rule)));

        var published = story.Moments<ReleaseEvent.Published>().Single();
        var way = ((ReleaseEvent.Published)published.Event).Admission;
        Assert.Equal(RolloutSettings.Shipped(rule).Rule.Ramp.Admission, way);
        var steps = story.Moments<ReleaseEvent.RampAdvanced>()
            .Select(one => (one.At, ((ReleaseEvent.RampAdvanced)one.Event).Percent))
            .Prepend((published.At, ((ReleaseEvent.Published)published.Event).Percent)).ToArray();
        Assert.Equal(220, story.All<DeviceEvent.ResponseOffered>().Count());
        Assert.All(story.Devices, device =>
        {
            var admission = PublishedAdmission.Of(way, published.At);
            var within = steps.Min(step => VirtualTime.Max(step.At, RampDraws.AdmittedFrom(
                story.World, device.State.Traits.Number, TestFleet.A, step.Percent, admission)));
            var offered = device.Moments<DeviceEvent.ResponseOffered>().Single().At;
            var polls = story.World.LifeOf(device.State.Traits);
            Assert.True(offered >= polls.NextPoll(within));
            Assert.True(offered <= polls.NextPoll(within + story.World.Scenario.CataloguePropagation));
        });
    }

    [Theory]
    [InlineData("fedora")]
    [InlineData("chromeos")]
    public async Task The_history_does_not_depend_on_threads_and_cohorts(string rule)
    {
        var fleet = Fleet.Rollout(RolloutSettings.Shipped(rule));
        var reference = await Story.Of(fleet);

        var whole = await Story.Of(fleet.Kernel(k => k with { Cohorts = 1 }), threads: 1);
        var divided = await Story.Of(fleet.Kernel(k => k with { Cohorts = 8 }));
        Assert.Equal(reference.Outcome.Hash, whole.Outcome.Hash);
        Assert.Equal(reference.Outcome.Hash, divided.Outcome.Hash);
    }
}
