using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using RsrActors.TestKit;

namespace Examples.Stories;

/// <summary>A test can start from a scenario that comes with the simulator.</summary>
public sealed class NamedScenarioStories : ScenarioTest
{
    [Fact]
    public async Task The_tiny_fleet_follows_its_script()
    {
        var fleet = await Start(TestFleet.From("tiny"));

        await fleet.AdvanceUntil(() => fleet.ShareProtected() > 0.5, atMost: fleet.Scenario.Duration);

        Expect(fleet.Service(EntityId.Operator)).ToHave<OperatorEvent.CommandAccepted>(it => it.IssuedBy == "script");
    }

    [Fact]
    public async Task The_tiny_fleet_follows_only_the_test_without_its_script()
    {
        var fleet = await Start(TestFleet.From("tiny", "fleet.devices=20", "faults.did-not-start=100 %").Unscripted());

        await fleet.Publish("16.5.1 (a)");
        await fleet.Advance(36 * Hour);

        Expect(fleet)
            .ToHave<DeviceEvent.Restarted>(it => it.Reason == RestartReason.FailedActivation)
            .NotToHave<DeviceEvent.ResponseActivated>()
            .ToRunTheBase();
    }
}
