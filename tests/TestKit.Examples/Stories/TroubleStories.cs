using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.TestKit;
using static RsrActors.Model.Analytics.AnalyticsEvent;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.TestFleets.TestFleet;

namespace Examples.Stories;

/// <summary>Faults of the service, of the response, and of the downloads.</summary>
public sealed class TroubleStories : ScenarioTest
{
    [Fact]
    public async Task An_outage_of_the_signing_service_delays_every_device_and_loses_none()
    {
        var fleet = await Start(Of(30));
        await fleet.StartSigningOutage();
        await fleet.Publish(A);
        await fleet.Advance(12 * Hour);
        Expect(fleet)
            .ToHave<InstallAttemptFailed>(it => it.Fault == DeviceFault.SigningUnreachable)
            .NotToHave<TicketIssued>();

        await fleet.EndSigningOutage();
        await Expect(fleet).ToBeProtectedWithin(3 * Day, share: 1);
    }

    [Fact]
    public async Task A_response_that_breaks_Safari_is_detected_and_removed()
    {
        var fleet = await Start(Of(150)
            .Using(new Application(Application.Safari, Popularity: 1, Daily: 3 * Hour, CrashesPerThousandHours: 20))
            .SharingAnalytics(0.5)
            .Breaking(A, Application.Safari, times: 20)
            .Rollout(RolloutSettings.AllAtOnce.WhenListed(4 * Hour)));
        await fleet.Advance(Day);

        await fleet.Publish(A);
        await fleet.AdvanceUntil(fleet.Release(A).Has<ReleaseEvent.Withdrawn>, atMost: 5 * Day);
        Expect(fleet).ToHave<AffectedApplicationsPublished>(it => it.Applications.Contains(Application.Safari));

        await fleet.Advance(3 * Day);
        Expect(fleet).ToRunTheBase();
    }

    /// <summary>Two fleets of one seed differ in one thing only.</summary>
    [Fact]
    public async Task A_regression_is_not_detected_without_shared_analytics()
    {
        var harmed = Of(80)
            .Using(new Application(Application.Safari, Popularity: 1, Daily: 3 * Hour, CrashesPerThousandHours: 20))
            .Breaking(A, Application.Safari, times: 20);
        var (open, closed) = (await Start(harmed.SharingAnalytics(1)), await Start(harmed.SharingAnalytics(0)));

        foreach (var fleet in new[] { open, closed })
        {
            await fleet.Publish(A);
            await fleet.Advance(5 * Day);
        }

        Expect(open).ToHave<RegressionDetected>();
        Expect(closed).NotToHave<RegressionDetected>().NotToHave<RemovalRecommended>();
        Assert.Equal(open.Device(4).All<ResponseOffered>(), closed.Device(4).All<ResponseOffered>());
    }

    [Fact]
    public async Task Damaged_patches_are_never_installed()
    {
        var fleet = await Start(Of(5).Faults(f => f with { PatchDamaged = 1 }));

        await fleet.Publish(A);
        await fleet.Advance(5 * Day);

        Expect(fleet)
            .ToHave<InstallAttemptFailed>(it => it.Fault == DeviceFault.PatchDigestMismatch)
            .ToHave<InstallAbandoned>(times: 5)
            .NotToHave<ResponseStaged>();
    }
}
