using RsrActors.Model.Devices.States;
using RsrActors.TestFleets;
using RsrActors.TestKit;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.TestFleets.TestFleet;

namespace FirstStories;

/// <summary>The history of one device.</summary>
public sealed class FirstStory : ScenarioTest
{
    /// <summary>The devices restart at night, on their chargers.</summary>
    private static readonly TestFleet Sleepers = Of(10)
        .People(p => p with { RestartPromptly = 0, RestartOvernight = 1 })
        .Battery(response: 90, update: 95);

    [Fact]
    public async Task A_phone_off_its_charger_in_the_first_night_is_protected_in_the_second()
    {
        var fleet = await Start(Sleepers);
        var phone = fleet.Device(0);
        await fleet.Publish(A);
        await fleet.AdvanceUntil(phone.Has<ResponseStaged>, atMost: 2 * Day);

        await phone.CutPower(Day);
        await Expect(phone).ToHaveWithin<InstallAttemptFailed>(Day, it => it.Fault == DeviceFault.BatteryLow);
        await Expect(phone).ToHaveWithin<ResponseActivated>(2 * Day, it => it.Charging);

        Expect(phone).ToHaveActive(A)
            .ToHave<ChargerDisconnected>().Then<InstallAttemptFailed>().Then<Restarted>()
            .ThenNever<InstallAttemptFailed>();
    }
}
