using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>What a device tells of an installation adds up, also when a person turns analytics on or off meanwhile.</summary>
public sealed class InstallStageTests
{
    private static readonly World HawkBit =
        (Crashing() with { Rollout = RolloutSettings.Shipped("hawkbit") }).World();

    private static readonly VirtualTime Monday = VirtualTime.Zero + TimeSpan.FromHours(9);

    /// <summary>A device whose reports are asked for, and do not get lost.</summary>
    private static readonly DeviceState Sharing = Enumerable.Range(0, 1_000)
        .Select(device => DeviceState.Unenrolled(HawkBit.TraitsOf(device), HawkBit) with { SharesAnalytics = true })
        .First(state => Told(state, shares: (true, true)) is [{ TellsTheEnd: true }, { IsFirstEnd: true }]);

    [Theory]
    [InlineData(true, true, 0)]
    [InlineData(false, true, 0)] // It tells of an end that was not awaited.
    [InlineData(true, false, 1)] // The update service waits for the end, and counts the device as silent later.
    [InlineData(false, false, 0)]
    public void A_device_is_in_progress_only_if_its_end_is_awaited(bool atTheOffer, bool atTheEnd, long inProgress) =>
        Assert.Equal(
            inProgress,
            Told(Sharing, (atTheOffer, atTheEnd)).Sum(report => report.Counts.InProgress));

    private static InstallReport[] Told(DeviceState device, (bool AtTheOffer, bool AtTheEnd) shares)
    {
        var release = HawkBit.Scenario.Releases[0];
        var offered = After(device, new ResponseOffered(release.Id, OfferSource.Automatic), shares.AtTheOffer);
        var ended = After(
            offered.State,
            new ResponseActivated(release.Id, release.Targets[0].Build.Text, TimeSpan.FromMinutes(3), 80, Charging: true),
            shares.AtTheEnd);
        return [.. offered.Told, .. ended.Told];
    }

    private static (DeviceState State, InstallReport[] Told) After(DeviceState before, DeviceEvent happened, bool shares)
    {
        before = before with { SharesAnalytics = shares };
        var after = before with
        {
            Stages = InstallStages.After(before.Stages, happened, shares, Monday, HawkBit),
        };
        return (
            after,
            [
                .. InstallStages.Reports(before, after, Monday, HawkBit)
                    .Select(message => Assert.IsType<InstallReport>(message.Body)),
            ]);
    }
}
