using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.TestFleets;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// A Mac runs a response in Safari only, because its person puts the restart off. The response is removed then.
/// </summary>
public sealed class SafariOnlyRemovalTests
{
    private static readonly string[] Removed =
        [nameof(SafariRelaunched), nameof(RemovalStarted), nameof(Restarted), nameof(ResponsesRemoved)];

    private static readonly World Macs = TestFleet.Of(1, Platform.MacAppleSilicon)
        .Managed(allowInstallation: true, allowRemoval: true)
        .People(people => people with
        {
            RestartPromptly = 0, PutOff = TimeSpan.FromDays(300), RelaunchSafari = TimeSpan.FromMinutes(10),
        }).Scenario.World();

    private static readonly Catalogue OfferedA = Offering(A) with { EffectiveAt = Day(1) };

    [Fact]
    public void A_person_removes_a_response_that_runs_in_Safari_only()
    {
        var life = new Life(Macs, 0, (Day(1), OfferedA))
        {
            Told = [(Day(5), new OperatorCommand.RemoveResponses(0))],
        }.Lived();

        AssertRemoved(life, RemovalCause.User);
        Assert.True(Assert.Single(life.State.Blocked).IsPermanent);
    }

    [Fact]
    public void Management_removes_a_response_that_runs_in_Safari_only()
    {
        var order = new ManagementOrders([new ManagementOrder.Remove(Day(5))]);

        AssertRemoved(
            new Life(Macs, 0, (Day(1), OfferedA), (Day(5), ((Publications)OfferedA).With(order))).Lived(),
            RemovalCause.Management);
    }

    /// <summary>The order is for responses that run when it comes.</summary>
    [Fact]
    public void An_order_to_remove_does_not_concern_what_Safari_takes_up_later()
    {
        var order = new ManagementOrders([new ManagementOrder.Remove(Day(1))]);

        var life = new Life(Macs, 0, (Day(1), ((Publications)OfferedA).With(order))).Lived();

        Assert.Equal(nameof(SafariRelaunched), life.Story.Last());
    }

    private static void AssertRemoved(Life life, RemovalCause cause)
    {
        Assert.Equal(Removed, life.Story.TakeLast(4));
        var started = (RemovalStarted)life.History[^3].Event;
        Assert.Equal((cause, A), (started.Cause, Assert.Single(started.Releases)));
        Assert.Equal(new Restarted(RestartReason.RemoveResponses), life.History[^2].Event);
        Assert.Equal("22F82", ((ResponsesRemoved)life.History[^1].Event).OsBuild);
        Assert.IsType<DevicePhase.Resting>(life.State.Phase);
    }
}
