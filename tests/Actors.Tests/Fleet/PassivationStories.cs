using Akka.Actor;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestKit;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>Idle devices keep or lose their actors, as the scenario says. The history is the same.</summary>
public sealed class PassivationStories : ScenarioTest
{
    private static readonly Passivation Never = new Passivation.Never();

    /// <summary>A fleet with crashes, totals of days, lists, and a withdrawal that follows from them.</summary>
    private static readonly TestFleet Crashing = Story.FleetOf(220)
        .Using(
            new Application("safari", 1, TimeSpan.FromHours(3), 30),
            new Application("mail", 0.7, TimeSpan.FromHours(1), 30))
        .Breaking(TestFleet.A, "safari", times: 20)
        .Rollout(RolloutSettings.AllAtOnce.WhenListed(TimeSpan.FromHours(6)))
        .Faults(f => f with { NetworkInterrupted = 0.2, ImageDamaged = 0.1, NonceRolled = 0.1, DidNotStart = 0.1 })
        .Publish(TestFleet.A, at: TimeSpan.FromHours(30))
        .Lasting(TimeSpan.FromDays(6))
        .Kernel(k => k with { EpochEvents = 300, SnapshotEvery = 3 });

    /// <summary>The history with which all others are compared: devices lose their actors after an hour.</summary>
    private static readonly Lazy<Task<Story>> Reference = new(() => Story.Of(Passivating(After(Hour))));

    public static TheoryData<Passivation> Settings => new()
    {
        Never, new Passivation.Auto(), After(TimeSpan.FromSeconds(1)), After(2 * Day),
    };

    [Theory, MemberData(nameof(Settings))]
    public async Task The_history_does_not_depend_on_when_devices_lose_their_actors(Passivation setting)
    {
        var reference = await Reference.Value;

        var other = await Story.Of(Passivating(setting));

        Assert.NotEmpty(reference.All<DeviceEvent.ApplicationCrashed>());
        Assert.NotEmpty(reference.All<DeviceEvent.CrashTotalsReported>());
        Assert.NotEmpty(reference.All<DeviceEvent.ResponsesRemoved>());
        Assert.Equal(reference.Outcome, other.Outcome);
    }

    [Theory, MemberData(nameof(Settings))]
    public async Task A_run_that_is_stopped_and_resumed_has_the_history_of_the_others(Passivation setting)
    {
        using var journaled = new JournaledFleet();
        var fleet = Passivating(setting);
        var reference = await Reference.Value;

        Assert.True(reference.Outcome.Epochs > 4);
        Assert.IsType<Stopped>(await journaled.Run(fleet, stopAtOnce: true));
        Assert.IsType<Stopped>(await journaled.Run(fleet, lastEpoch: 4));

        Assert.Equal(reference.Outcome, await journaled.Run(fleet));
    }

    [Fact]
    public async Task Without_passivation_a_device_has_the_same_actor_from_its_enrolment_to_the_end()
    {
        var fleet = await Start(Plain(Never));
        await fleet.Advance(Minute);
        var device = await ActorOf(fleet, 0);

        await fleet.Advance(3 * Day);

        Assert.Equal(device, await ActorOf(fleet, 0));
    }

    [Fact]
    public async Task A_device_with_nothing_due_within_the_idle_timeout_loses_its_actor()
    {
        var fleet = await Start(Plain(After(Hour)));
        await fleet.AdvanceUntil(() => fleet.All<DeviceEvent.TicketRequested>().Any(), atMost: Day);
        var device = await ActorOf(fleet, 0);
        await fleet.Kit.WatchAsync(device);

        await fleet.Advance(3 * Day);

        await fleet.Kit.ExpectTerminatedAsync(device);
    }

    [Fact]
    public async Task A_device_with_something_due_within_the_idle_timeout_keeps_its_actor()
    {
        var mail = new Application("mail", 1, TimeSpan.FromHours(3), 1);
        var fleet = await Start(Plain(After(10 * Day)).Using(mail).SharingAnalytics(1));
        await fleet.AdvanceUntil(() => fleet.All<DeviceEvent.TicketRequested>().Any(), atMost: 2 * Day);
        var device = await ActorOf(fleet, 0);

        await fleet.Advance(3 * Day);

        Assert.Equal(device, await ActorOf(fleet, 0));
    }

    private static Passivation.After After(TimeSpan timeout) => new(timeout);

    private static TestFleet Passivating(Passivation setting) => With(Crashing, setting);

    /// <summary>A phone that installs a response in its first night, and has nothing to do afterwards.</summary>
    private static TestFleet Plain(Passivation setting) =>
        With(Story.FleetOf(1).Publish(TestFleet.A, at: TimeSpan.FromHours(1)), setting);

    private static TestFleet With(TestFleet fleet, Passivation setting) =>
        fleet.Kernel(k => k with { Passivation = setting });

    /// <summary>The actor of a device; the test fails when the device has none.</summary>
    private static Task<IActorRef> ActorOf(RunningFleet fleet, int device) =>
        fleet.Kit.Sys.ActorSelection($"/user/run/cohort-000/handler/{EntityId.Device(device)}")
            .ResolveOne(TimeSpan.FromSeconds(10));
}
