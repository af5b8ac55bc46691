using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using RsrActors.TestKit;
using static RsrActors.TestFleets.TestFleet;

namespace Examples.Kit;

/// <summary>Virtual time passes only when the test says so, and the history does not depend on the steps.</summary>
public sealed class TimeTests : ScenarioTest
{
    private static readonly TestFleet Fleet = Of(25).People(
        p => p with { RestartPromptly = 0.5, RestartOvernight = 0.5 });

    [Fact]
    public async Task A_fleet_begins_at_zero_without_events()
    {
        var fleet = await Start(Fleet);

        Assert.Equal(VirtualTime.Zero, fleet.Now);
        Assert.Empty(fleet.Events);
    }

    [Fact]
    public async Task The_same_test_has_the_same_history_every_time() =>
        Assert.Equal(await InOneGo(Fleet), await InOneGo(Fleet));

    [Fact]
    public async Task Another_seed_has_another_history() =>
        Assert.NotEqual(await InOneGo(Fleet), await InOneGo(Fleet.Seeded(2)));

    [Fact]
    public async Task The_history_does_not_depend_on_the_steps_of_time()
    {
        var fleet = await Start(Fleet);
        await fleet.Advance(Hour);
        await fleet.Publish(A);
        await fleet.Advance(7 * Minute);
        await fleet.AdvanceUntil(() => fleet.All<DeviceEvent.ResponseStaged>().Count() == 3, atMost: Day);
        while (fleet.Now < VirtualTime.Zero + 3 * Day)
            await fleet.Advance(
                TimeSpan.FromTicks(Math.Min((11 * Hour).Ticks, (VirtualTime.Zero + 3 * Day - fleet.Now).Ticks)));

        Assert.Equal(await InOneGo(Fleet), Histories(fleet));
    }

    [Fact]
    public async Task A_command_has_the_effect_of_the_same_command_in_the_script()
    {
        var scripted = await Start(Fleet.Scripted(Hour, new OperatorCommand.Publish(A, null)));
        await scripted.Advance(3 * Day);

        var commanded = await InOneGo(Fleet);

        Assert.Equal(Histories(scripted), commanded);
    }

    [Fact]
    public async Task A_test_may_use_the_whole_duration_of_its_fleet()
    {
        var fleet = await Start(Fleet.Lasting(2 * Day));

        await fleet.Publish(A);
        await fleet.Advance(2 * Day);

        Assert.Equal(fleet.Scenario.End, fleet.Now);
        Expect(fleet).ToHave<DeviceEvent.ResponseActivated>();
    }

    private async Task<string[]> InOneGo(TestFleet described)
    {
        var fleet = await Start(described);
        await fleet.Advance(Hour);
        await fleet.Publish(A);
        await fleet.Advance(3 * Day - Hour);
        return Histories(fleet);
    }

    private static string[] Histories(RunningFleet fleet) =>
        [.. fleet.Devices.Select(device => device.History()), fleet.Release(A).History()];
}
