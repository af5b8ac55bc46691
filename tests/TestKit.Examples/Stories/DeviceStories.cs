using RsrActors.Model.Platforms;
using RsrActors.TestKit;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.TestFleets.TestFleet;

namespace Examples.Stories;

/// <summary>The history of one device, and what its person does.</summary>
public sealed class DeviceStories : ScenarioTest
{
    [Fact]
    public async Task A_person_who_removes_a_response_may_install_it_again_with_the_same_ticket()
    {
        var fleet = await Start(Of(3));
        var phone = fleet.Device(1);
        await fleet.Publish(A);
        await Expect(phone).ToHaveWithin<ResponseActivated>(2 * Day);

        await phone.RemoveResponses();
        await Expect(phone).ToHaveWithin<ResponsesRemoved>(Day);
        Expect(phone).ToRunTheBase();

        await phone.Install(A);
        await Expect(phone).ToHaveWithin<TicketIssued>(Day, ticket => ticket.Reused);
        await fleet.AdvanceUntil(() => phone.ActiveRelease == A, atMost: Day);
    }

    [Fact]
    public async Task Safari_on_a_mac_is_protected_before_the_restart()
    {
        var fleet = await Start(Of(1, Platform.MacAppleSilicon)
            .People(p => p with { RestartPromptly = 0, PutOff = 4 * Day, RelaunchSafari = 10 * Minute }));
        var mac = fleet.Device(0);

        await fleet.Publish(A);
        await Expect(mac).ToHaveWithin<SafariRelaunched>(2 * Day);

        Expect(mac).ToRun("22F82").NotToHave<ResponseActivated>();
        await Expect(mac).ToHaveWithin<ResponseActivated>(20 * Day);
    }
}
