using RsrActors.Model.Devices.States;
using RsrActors.Model.Operations;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Operations;

public sealed class OperatorDeciderTests
{
    private static readonly TimeSpan Lookahead = Plain().Kernel.Lookahead;
    private static readonly OperatorCommand Publish = new OperatorCommand.Publish(A, null);
    private static readonly OperatorCommand Pause = new OperatorCommand.Pause(A, "a bug");
    private static readonly OperatorCommand Resume = new OperatorCommand.Resume(A, "no bug");
    private static readonly OperatorCommand Forbid = new OperatorCommand.Restrict(false, false);
    private static readonly OperatorCommand Remove = new OperatorCommand.RemoveFromManaged();
    private static readonly OperatorCommand Share = new OperatorCommand.ShareAnalytics(3, true);
    private static readonly OperatorCommand Unplug = new OperatorCommand.Unplug(5, TimeSpan.FromHours(1));

    public static TheoryData<OperatorCommand, EntityId, object> Addressees => new()
    {
        { Publish, EntityId.UpdateService, Publish },
        {
            new OperatorCommand.Publish(Update, null), EntityId.UpdateService,
            new OperatorCommand.Publish(Update, null)
        },
        { new OperatorCommand.StartSigningOutage(), EntityId.SigningService, new SigningOutage(Starts: true) },
        { new OperatorCommand.EndSigningOutage(), EntityId.SigningService, new SigningOutage(Starts: false) },
        { Share, EntityId.Device(3), Share },
        { new OperatorCommand.RemoveResponses(4), EntityId.Device(4), new OperatorCommand.RemoveResponses(4) },
        { new OperatorCommand.Install(0, A), EntityId.Device(0), new OperatorCommand.Install(0, A) },
        { Unplug, EntityId.Device(5), Unplug },
    };

    [Theory, MemberData(nameof(Addressees))]
    public void Command_is_sent_to_the_entity_that_it_concerns(OperatorCommand command, EntityId to, object body)
    {
        var accepted = Assert.Single(Decide(Scripted((1, command))).Accepted);

        Assert.Equal(new(to, Lookahead, body), accepted.Message);
        Assert.Equal((EntityId.Operator, 1, Hour(1)), (accepted.Event.Entity, accepted.Event.Seq, accepted.Event.At));
        Assert.Equal("script", ((OperatorEvent.CommandAccepted)accepted.Event.Event).IssuedBy);
    }

    /// <summary>
    /// The script, live commands, and for each command the milliseconds after the hour and the lookahead at which its
    /// message is due, in their order.
    /// </summary>
    public static TheoryData<
        (double, OperatorCommand)[], (double, OperatorCommand)[], (OperatorCommand, int)[]> Orders => new()
    {
        { [(1, Publish), (1, Pause)], [], [(Publish, 0), (Pause, 1)] },
        { [(1, Publish)], [(1, Pause), (1, Resume)], [(Publish, 0), (Pause, 1), (Resume, 2)] },
        { [(1, Resume)], [(0.5, Publish), (1, Pause)], [(Publish, -1_800_000), (Resume, 0), (Pause, 1)] },

        // A scripted command a millisecond later is not due before the live commands of the moment before.
        {
            [(1, Publish), (1.000_000_3, Resume)], [(1, Pause), (1, Unplug)],
            [(Publish, 0), (Pause, 1), (Unplug, 2), (Resume, 3)]
        },
    };

    [Theory, MemberData(nameof(Orders))]
    public void Commands_are_due_in_the_order_in_which_they_are_given_the_script_first(
        (double, OperatorCommand)[] script, (double, OperatorCommand)[] live, (OperatorCommand, int)[] due)
    {
        var accepted = Decide(Scripted(script), live).Accepted;

        Assert.Equal(
            due.Select(one => (one.Item1, Hour(1) + Lookahead + TimeSpan.FromMilliseconds(one.Item2))),
            accepted.Select(one => ((OperatorCommand)one.Message.Body, one.Event.At + one.Message.Delay)));
        Assert.Equal(Enumerable.Range(1, due.Length), accepted.Select(one => one.Event.Seq));
    }

    [Fact]
    public void Fleet_gets_all_management_orders_so_far_when_one_is_added()
    {
        var scenario = Scripted((1, Forbid), (3, Forbid));

        var accepted = Decide(scenario, (2, Remove)).Accepted;

        ManagementOrder?[] orders = [OrderOf(1, Forbid), OrderOf(2, Remove), OrderOf(3, Forbid)];
        Assert.All(accepted, one => Assert.Equal(EntityId.Fleet, one.Message.To));
        Assert.Equal(
            [orders[..1], orders[..2], orders],
            accepted.Select(one => ((ManagementOrders)one.Message.Body).Orders.ToArray()));

        ManagementOrder? OrderOf(double hour, OperatorCommand command) =>
            ManagementOrder.Of(command, Hour(hour), scenario);
    }

    /// <summary>The plain scenario starts at 17:00 UTC; at UTC - 12 h a clock shows 5:00 then.</summary>
    [Theory]
    [InlineData("2023-07-10T06:00", true)]
    [InlineData("2023-07-10T05:59", false)]
    public void Devices_ignore_a_deadline_that_has_passed_in_every_time_zone(string deadline, bool follow)
    {
        var command = new OperatorCommand.EnforceBy(
            A, DateTime.Parse(deadline, System.Globalization.CultureInfo.InvariantCulture), Notifies: true);
        var scenario = Scripted((1, command));
        var order = ManagementOrder.Of(command, Hour(1) - scenario.Kernel.Lookahead - TimeSpan.FromSeconds(1), scenario);

        Assert.Equal(follow, order is not null);
    }

    [Fact]
    public void Command_after_the_end_of_the_window_waits()
    {
        var decision = OperatorDecider.Decide(OperatorMemory.Initial, [], Hour(2), Scripted((1, Publish), (2, Pause)));

        Assert.Single(decision.Accepted);
        Assert.Equal(Hour(2), OperatorDecider.NextDue(decision.Memory, Scripted((1, Publish), (2, Pause))));
    }

    [Fact]
    public void Script_goes_on_after_the_part_that_is_settled()
    {
        var scenario = Scripted((1, Publish), (2, Pause), (3, Resume));
        var memory = OperatorDecider.SettledUntil(OperatorMemory.Initial with { Accepted = 2 }, Hour(2.5), scenario);

        var accepted = Assert.Single(OperatorDecider.Decide(memory, [], Hour(9), scenario).Accepted);

        Assert.Equal((Resume, 3), (accepted.Message.Body, accepted.Event.Seq));
    }

    private static OperatorDecision Decide(Scenario scenario, params (double At, OperatorCommand Command)[] live) =>
        OperatorDecider.Decide(
            OperatorMemory.Initial, [.. live.Select(one => new GivenCommand(Hour(one.At), one.Command, "console"))],
            Hour(9), scenario);

    private static Scenario Scripted(params (double At, OperatorCommand Command)[] script) => Plain() with
    {
        Script = [.. script.Select(one => new ScriptedCommand(Hour(one.At), one.Command))],
    };

    private static VirtualTime Hour(double hour) => VirtualTime.Zero + TimeSpan.FromHours(hour);
}
