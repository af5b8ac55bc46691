using RsrActors.Model.Devices.States;
using RsrActors.TestKit;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.TestFleets.TestFleet;

namespace Examples.Stories;

/// <summary>An organisation manages its devices.</summary>
public sealed class ManagementStories : ScenarioTest
{
    [Fact]
    public async Task A_forbidden_response_is_installed_once_it_is_enforced()
    {
        var fleet = await Start(Of(8).Managed(allowInstallation: false, allowRemoval: false));
        await fleet.Publish(A);
        await fleet.Advance(2 * Day);
        Expect(fleet).NotToHave<ResponseOffered>();

        await fleet.Enforce(A, within: 2 * Day);
        await Expect(fleet).ToBeProtectedWithin(2 * Day + Hour, share: 1, by: A);
        Expect(fleet).ToHave<ResponseOffered>(it => it.Source == OfferSource.Management);

        await fleet.RemoveFromManaged();
        await fleet.Advance(2 * Day);
        Expect(fleet).ToRunTheBase();
    }

    [Fact]
    public async Task A_person_may_remove_a_response_only_where_that_is_allowed()
    {
        var fleet = await Start(Of(8).Managed(allowInstallation: true, allowRemoval: false));
        var phone = fleet.Device(5);
        await fleet.Publish(A);
        await Expect(phone).ToHaveWithin<ResponseActivated>(2 * Day);

        await phone.RemoveResponses();
        await fleet.Advance(Day);
        Expect(phone).ToHaveActive(A).NotToHave<RemovalStarted>();

        await fleet.Restrict(allowInstallation: true, allowRemoval: true);
        await Expect(phone).ToHaveWithin<ManagementChanged>(Hour);
        await phone.RemoveResponses();
        await Expect(phone).ToHaveWithin<RemovalStarted>(Hour, it => it.Cause == RemovalCause.User);
    }
}
