using Akka.Actor;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Fleet.CohortProtocol;

namespace RsrActors.Actors.Tests.Devices;

/// <summary>
/// A device actor, with the test in place of its cohort. The device answers each wake once, also when its procedure
/// fails.
/// </summary>
public sealed class DeviceActorTests() : Akka.TestKit.Xunit2.TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    private static readonly Catalogue Offering =
        new(1, VirtualTime.Zero, [new(TestFleet.A, 100, CatalogueStatus.Offered)], []);

    [Fact]
    public void Each_wake_is_answered_once_up_to_the_request_for_a_ticket()
    {
        var device = new Awakened(this, Story.FleetOf(1));

        Assert.IsType<DeviceEvent.Enrolled>(Assert.Single(device.Wake().Events).Event);
        Assert.IsType<DeviceEvent.ResponseOffered>(Assert.Single(device.Wake().Events).Event);
        Assert.Empty(device.Wake().Events); // The download begins; no gate is shut.

        var answer = device.Wake();
        Assert.Equal(["PatchDownloaded", "TicketRequested"], answer.Events.Select(one => one.Event.GetType().Name));
        Assert.Equal(EntityId.SigningService, Assert.Single(answer.Mail).To);
        Assert.True(answer.NextDue.IsNever); // It waits for a message.
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_procedure_that_is_restarted_leaves_one_answer_and_a_time_to_try_again()
    {
        var device = new Awakened(this, Story.FleetOf(1).Faults(f => f with { NetworkInterrupted = 1 }));
        for (var i = 0; i < 3; i++)
            device.Wake();

        var answer = device.Wake();

        var failed = Assert.IsType<DeviceEvent.InstallAttemptFailed>(Assert.Single(answer.Events).Event);
        Assert.Equal((InstallStep.Download, DeviceFault.NetworkInterrupted), (failed.Step, failed.Fault));
        Assert.Equal(failed.RetryAt, answer.NextDue);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_procedure_that_is_stopped_leaves_one_answer_and_an_abandoned_installation()
    {
        var device = new Awakened(this, Story.FleetOf(1));
        for (var i = 0; i < 4; i++)
            device.Wake();

        var refusal = new TicketAnswer.Denied(TestFleet.A, SigningStatus.NotEligible, SigningStatus.NotEligibleMessage);
        var answer = device.Wake(refusal);

        Assert.Equal(
            ["TicketRefused", "InstallAttemptFailed", "InstallAbandoned"],
            answer.Events.Select(one => one.Event.GetType().Name));
        ExpectNoMsg(TimeSpan.Zero);
    }

    /// <summary>It has a name of its own, and the device stops it only when it is up.</summary>
    [Fact]
    public void The_restart_procedure_is_at_work_from_the_moment_the_device_goes_down_until_it_is_up()
    {
        var device = new Awakened(this, Story.FleetOf(1));
        for (var i = 0; i < 4; i++)
            device.Wake();
        var requested = device.Wake(new TicketAnswer.Granted(TestFleet.A, device.State.Nonce, TicketFlaw.None));
        Assert.IsType<DeviceEvent.TicketIssued>(Assert.Single(requested.Events).Event);
        Assert.IsType<DeviceEvent.ResponseStaged>(device.Wake().Events[0].Event);

        Assert.IsType<DeviceEvent.Restarted>(Assert.Single(device.Wake().Events).Event);
        Assert.NotNull(device.Child("restart-2"));

        Assert.IsType<DeviceEvent.ResponseActivated>(Assert.Single(device.Wake().Events).Event);
        AwaitCondition(() => device.Child("restart-2") is null);
    }

    /// <summary>A device that the test wakes at its next due moment.</summary>
    private sealed class Awakened
    {
        private readonly DeviceActorTests _test;
        private readonly IActorRef _device;
        private VirtualTime _due = VirtualTime.Zero;
        private VirtualTime _last = VirtualTime.Zero;

        public Awakened(DeviceActorTests test, TestFleet fleet)
        {
            _test = test;
            var world = new World(fleet.Scenario);
            var library = new ResponseLibrary(fleet.Scenario);
            var authority = new TicketAuthority(world, library, SigningIdentities.Own(), SigningIdentities.Foreign);
            var mechanism = new DeviceMechanism(world, library, authority, new MemoisedCryptexes());
            _device = test.Sys.ActorOf(DeviceActor.Props(
                DeviceState.Unenrolled(world.TraitsOf(0), world), world,
                new DeviceProcedures(mechanism, dispatcher: null)));
        }

        /// <summary>The state with which the device went to sleep last.</summary>
        public DeviceState State { get; private set; } = null!;

        /// <summary>One of its procedures; null when there is none of this name.</summary>
        public IActorRef? Child(string name)
        {
            var child = ((ActorRefWithCell)_device).GetSingleChild(name);
            return child.IsNobody() ? null : child;
        }

        public Asleep<DeviceState> Wake(params object[] mail)
        {
            var at = mail.Length == 0 ? _due : _last + TimeSpan.FromMinutes(1);
            _device.Tell(
                new Wake(
                    at,
                    [.. mail.Select(
                        body => new Message(EntityId.Device(0), EntityId.SigningService, _last, 0, at, body))],
                    Offering),
                _test.TestActor);
            var answer = _test.ExpectMsg<Asleep<DeviceState>>();
            (_last, _due, State) = (at, answer.NextDue, answer.State);
            return answer;
        }
    }
}
