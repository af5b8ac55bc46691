using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Operations;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.TestFleets.TestFleet;

namespace RsrActors.Actors.Tests.Operations;

/// <summary>
/// The operator sends all management orders so far to the whole fleet each time. A command to one device goes to that
/// device only.
/// </summary>
public sealed class OperatorActorTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly OperatorCommand Forbid = new OperatorCommand.Restrict(false, false);
    private static readonly OperatorCommand Enforce = new OperatorCommand.Enforce(A, TimeSpan.FromDays(2));
    private static readonly OperatorCommand Remove = new OperatorCommand.RemoveFromManaged();

    private static readonly Scenario Story = TestFleet.Of(devices: 3).Scenario with
    {
        Script =
        [
            new(Hour(1), Forbid), new(Hour(1), Enforce), new(Hour(2), new OperatorCommand.ShareAnalytics(2, false)),
            new(Hour(3), Remove),
        ],
    };

    private static readonly ManagementOrder[] Orders =
    [
        new ManagementOrder.Restrict(Heard(1), new(false, false)),
        new ManagementOrder.Enforce(Heard(1), A, Heard(1) + TimeSpan.FromDays(2)),
        new ManagementOrder.Remove(Heard(3)),
    ];

    [Fact]
    public void Management_orders_are_sent_together_with_all_earlier_ones()
    {
        var actor = Sys.ActorOf(OperatorActor.Props(Story));

        var handled = Handle(actor, Hour(4));

        Assert.Equal(4, handled.Events.Length);
        var fleet = handled.Mail.Where(message => message.To == EntityId.Fleet).ToArray();
        Assert.Equal([1, 2, 3], fleet.Select(message => ((ManagementOrders)message.Body).Orders.Length));
        Assert.All(
            fleet, message => Assert.Equal(
                Orders.Take(((ManagementOrders)message.Body).Orders.Length), ((ManagementOrders)message.Body).Orders));

        // A document arrives before its latest order takes effect, and documents of one moment arrive in order.
        Assert.All(fleet, message => Assert.True(message.Due < ((ManagementOrders)message.Body).Orders[^1].At));
        Assert.Equal(fleet.OrderBy(message => message.Due), fleet);
        Assert.Equal(3, fleet.Select(message => message.Due).Distinct().Count());
        Assert.Equal(
            new OperatorCommand.ShareAnalytics(2, false),
            Assert.Single(handled.Mail, message => message.To == EntityId.Device(2)).Body);
    }

    /// <summary>From a snapshot, or from the stored events.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_resumed_operator_sends_the_same_messages(bool fromSnapshot)
    {
        var first = Handle(Sys.ActorOf(OperatorActor.Props(Story)), Hour(2.5));
        var again = Sys.ActorOf(OperatorActor.Props(Story));
        again.Tell(
            fromSnapshot ? new ProcessProtocol.Restore(new OperatorState(3))
                : new ProcessProtocol.Replay(first.Events, null), TestActor);
        again.Tell(new ProcessProtocol.Begin(Hour(2.5)), TestActor);
        Assert.Equal(Hour(3), ExpectMsg<ProcessProtocol.AtRest>().NextDue);

        var message = Assert.Single(Handle(again, Hour(4)).Mail);

        Assert.Equal(Orders, ((ManagementOrders)message.Body).Orders);
    }

    [Fact]
    public void A_command_to_a_person_is_sent_unchanged_to_the_device()
    {
        OperatorCommand[] commands =
        [
            new OperatorCommand.ShareAnalytics(0, true), new OperatorCommand.RemoveResponses(1),
            new OperatorCommand.Install(2, A),
            new OperatorCommand.Unplug(1, TimeSpan.FromHours(12)),
        ];
        var actor = Sys.ActorOf(OperatorActor.Props(
            Story with { Script = [.. commands.Select((one, i) => new ScriptedCommand(Hour(i), one))] }));

        var mail = Handle(actor, Hour(5)).Mail;

        Assert.Equal(commands, mail.Select(message => message.Body));
        Assert.Equal([0, 1, 2, 1], mail.Select(message => message.To.Number));
    }

    private ProcessProtocol.Handled Handle(IActorRef actor, VirtualTime end)
    {
        actor.Tell(new ProcessProtocol.Handle(end, []), TestActor);
        return ExpectMsg<ProcessProtocol.Handled>();
    }

    private static VirtualTime Hour(double hour) => VirtualTime.Zero + TimeSpan.FromHours(hour);

    private static VirtualTime Heard(double hour) =>
        Hour(hour) + TestFleet.Of(1).Scenario.Kernel.Lookahead + TimeSpan.FromSeconds(1);
}
