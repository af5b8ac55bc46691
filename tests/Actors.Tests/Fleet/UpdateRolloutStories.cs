using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>Software updates are released as responses are: ramped, paused, withdrawn. And some do not start.</summary>
public sealed class UpdateRolloutStories
{
    private const string Update = TestFleet.Update;
    private const string Fixed = "16.6.1";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task An_update_that_follows_the_rule_is_offered_to_the_share_that_the_ramp_admits()
    {
        var story = await Story.Of(Story.FleetOf(60)
            .With(s => s with { Updates = [.. s.Updates.Select(one => one with { Rollout = UpdateRollout.Rule })] })
            .Rollout(RolloutSettings.Phased([new(TimeSpan.Zero, 20), new(4 * Day, 100)]))
            .Publish(Update, at: Hour)
            .Lasting(8 * Day));

        var offers = story.Moments<SoftwareUpdateOffered>().Select(one => one.At).ToArray();
        var (before, after) = (offers.Count(at => at < At(4 * Day)), offers.Count(at => at >= At(4 * Day)));
        Assert.InRange(before, 4, 22);
        Assert.Equal(60, before + after);
        Assert.Equal(
            ["Drafted", "Published", "RampAdvanced"],
            story.Events.Where(one => one.Entity == EntityId.Release(Update)).Select(one => one.Event.GetType().Name));
    }

    [Fact]
    public async Task A_paused_update_is_offered_again_after_it_is_resumed()
    {
        var story = await Story.Of(Story.FleetOf(12)
            .Publish(Update, at: Hour)
            .Scripted(TimeSpan.FromHours(6), new OperatorCommand.Pause(Update, "calls"))
            .Scripted(3 * Day, new OperatorCommand.Resume(Update, "nothing"))
            .Lasting(8 * Day));

        var offers = story.Moments<SoftwareUpdateOffered>().Select(one => one.At).ToArray();
        Assert.DoesNotContain(offers, at => at > At(TimeSpan.FromHours(7)) && at < At(3 * Day));
        Assert.Contains(offers, at => at < At(TimeSpan.FromHours(7)));
        Assert.Equal(12, story.All<SoftwareUpdateInstalled>().Count());
    }

    [Fact]
    public async Task A_withdrawn_update_stays_where_it_is_and_no_device_restarts_into_it_any_more()
    {
        var withdrawn = TimeSpan.FromHours(30);
        var story = await Story.Of(Story.FleetOf(30)
            .People(people => people with { RestartPromptly = 0.4, RestartOvernight = 0.2 })
            .Publish(Update, at: Hour)
            .Withdraw(Update, at: withdrawn, removeFromDevices: false)
            .Lasting(12 * Day));

        var late = At(withdrawn + Hour);
        Assert.DoesNotContain(story.Moments<SoftwareUpdateOffered>(), one => one.At > late);
        Assert.DoesNotContain(
            story.Moments<Restarted>(),
            one => one.At > late && one.Event is Restarted { Reason: RestartReason.SoftwareUpdate });
        var installed = story.Devices.Count(device => device.State.Os.Build == "20G75");
        Assert.InRange(installed, 1, 29);
        Assert.Equal(installed, story.All<SoftwareUpdateInstalled>().Count());
        Assert.Contains(
            story.All<SoftwareUpdateAttemptFailed>(),
            failed => failed is { Fault: DeviceFault.TicketRefused, Step: InstallStep.Personalise, RetryAt: null });
    }

    [Fact]
    public async Task A_device_that_does_not_start_waits_for_a_person_and_then_takes_the_fixed_update()
    {
        var story = await Story.Of(Story.FleetOf(8)
            .With(s => s with
            {
                Updates =
                [
                    .. s.Updates.Select(one => one with { BootLoop = new(1, 2 * Day, 0.5, 3 * Day) }),
                    new(Fixed, [s.Updates[0].Targets[0] with { Version = Fixed, Build = "20G81" }], []),
                ],
            })
            .Publish(Update, at: Hour)
            .Withdraw(Update, at: 2 * Day, removeFromDevices: false)
            .Publish(Fixed, at: 2 * Day)
            .Lasting(40 * Day));

        Assert.All(story.Devices, device =>
        {
            Assert.Equal(
                [
                    "Enrolled", "SoftwareUpdateOffered", "BootTicketRequested", "BootTicketIssued", "Restarted",
                    "BootLoopStarted", "BootLoopEnded", "SoftwareUpdateOffered", "BootTicketRequested",
                    "BootTicketIssued", "Restarted", "SoftwareUpdateInstalled", "NonceRolled",
                ],
                device.Outline);
            Assert.Equal("20F75", device.All<BootLoopEnded>().Single().OsBuild);
            Assert.Equal("20G81", device.State.Os.Build);
        });
        var down = story.All<BootLoopEnded>().Select(ended => ended.Downtime.TotalDays).ToArray();
        Assert.InRange(down.Average(), 0.8, 8);
        Assert.True(down.Distinct().Count() == 8, "Each device waits for a person of its own.");
    }

    [Fact]
    public async Task An_update_that_is_offered_again_is_not_tried_until_the_catalogue_changes()
    {
        var story = await Story.Of(Story.FleetOf(3)
            .With(s => s with
            {
                Updates = [.. s.Updates.Select(one => one with { BootLoop = new(1, Hour, 0, TimeSpan.Zero) })],
            })
            .Publish(Update, at: Hour)
            .Lasting(20 * Day));

        Assert.All(story.Devices, device => Assert.Single(device.All<BootLoopStarted>()));
        Assert.All(story.Devices, device => Assert.IsType<DevicePhase.Resting>(device.State.Phase));
    }

    [Fact]
    public async Task An_updates_regressions_add_crashes_while_its_build_is_the_base()
    {
        TestFleet fleet = Story.FleetOf(20)
            .Using(new Application(Application.Safari, 1, 2 * Hour, 5))
            .People(people => people with { InUse = 0.3 })
            .SharingAnalytics(1)
            .Publish(Update, at: Hour)
            .Lasting(12 * Day);
        var harmless = await Story.Of(fleet);
        var harmful = await Story.Of(fleet.With(s => s with
        {
            Updates = [.. s.Updates.Select(one => one with { Regressions = [new(Application.Safari, [], 40, 0)] })],
        }));

        Assert.True(
            harmful.All<ApplicationCrashed>().Count() > 3 * harmless.All<ApplicationCrashed>().Count(),
            $"{harmful.All<ApplicationCrashed>().Count()} and {harmless.All<ApplicationCrashed>().Count()} crashes.");
        Assert.Equal(
            harmless.Moments<ApplicationCrashed>().Where(one => one.At < At(Hour)).Select(one => one.At),
            harmful.Moments<ApplicationCrashed>().Where(one => one.At < At(Hour)).Select(one => one.At));
    }

    private static VirtualTime At(TimeSpan since) => VirtualTime.Zero + since;
}
